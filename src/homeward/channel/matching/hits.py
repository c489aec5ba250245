"""Each side proves its answers to the hits: that it gave them under one secret, the one its own list was made with.

Without it a side could swap its answers about, and the wrong person of ours would seem to match. Each proof of RFC 9497
stands for up to 16,384 hits. Both sides see the same hits when both were honest; a proof is checked over the hits that
the checking side sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from homeward.canonical import Value
from homeward.channel.matching import fields, group, voprf
from homeward.channel.matching.entries import derive
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.pages import Listing
from homeward.channel.matching.round import Round
from homeward.channel.matching.voprf import Proof
from homeward.names.matching import KEYS

PER_PROOF = 16_384
ENOUGH = 2
"""Keys that must agree before a pair is more than a hint: by two keys hardly any false pair is left."""


@dataclass(frozen=True, slots=True)
class HitProof:
    """What `party` proves of its answers under the terms with this hash, of batch `number` (from 0): its public point
    for the round, and the proof."""

    party: str
    terms: str
    number: int
    public: bytes
    proof: Proof

    def to_value(self) -> Mapping[str, Value]:
        """The fields of the form `match_proof`; who says it stands in the message."""
        c, s = group.encode(self.proof.c).hex(), group.encode(self.proof.s).hex()
        return {"terms": self.terms, "number": self.number, "key": self.public.hex(), "c": c, "s": s}

    @classmethod
    def from_value(cls, party: str, data: Mapping[str, Value]) -> HitProof:
        """The proof that `party` gave in a message of the form `match_proof`; raises MatchingRefused."""
        proof = Proof(*(group.decode(fields.digest(data, name)) for name in ("c", "s")))
        terms, number = fields.text(data, "terms"), fields.number(data, "number")
        return cls(party, terms, number, fields.digest(data, "key"), proof)


def slots(ours: Iterable[bytes], theirs: Iterable[bytes]) -> tuple[tuple[int, int], ...]:
    """The hits of a round as pairs of our slot and theirs, in our order; see `matches.find` for both lists."""
    places = {value: slot for slot, value in enumerate(theirs)}
    return tuple((slot, places[value]) for slot, value in enumerate(ours) if value in places)


def to_prove(hits: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The hits that are proved: of each pair of persons the first two kinds of key, for two are enough to claim."""
    seen: Counter[tuple[int, int]] = Counter()
    chosen = []
    for one, other in sorted(hits):
        pair = one // KEYS, other // KEYS
        seen[pair] += 1
        if seen[pair] <= ENOUGH:
            chosen.append((one, other))
    return tuple(chosen)


def count_proofs(hits: Iterable[tuple[int, int]]) -> int:
    return -(-len(to_prove(hits)) // PER_PROOF)


def prove(state: Round, hits: Sequence[tuple[int, int]], scalar: int, number: int) -> HitProof:
    """Our proof `number` of our answers to the other side's slots in `hits` (pairs of our slot and theirs); raises
    MatchingRefused when there are no such hits."""
    places = _batch((their_slot for _, their_slot in to_prove(hits)), number)
    points, answers = _at(state.points.taken, places), _at(state.answers, places)
    nonce = group.reduce(derive(group.encode(scalar), b"hits", b"".join((*points, *answers)))) or 1
    proof = voprf.prove(scalar, points, answers, nonce)
    return HitProof(state.ours.party, state.ours.terms, number, group.base(scalar), proof)


def check(points: Listing, state: Round, hits: Sequence[tuple[int, int]], given: Sequence[HitProof]) -> None:
    """Nothing, if the other side proves that it answered all our slots in `hits` under one secret, the one it made its
    own list with; else raises MatchingRefused: then the whole result is void. `points` are ours."""
    chosen = to_prove(hits)
    whole = [(state.theirs.party, state.theirs.terms, number) for number in range(count_proofs(hits))]
    if [(one.party, one.terms, one.number) for one in given] != whole or state.returned is None:
        raise MatchingRefused("hits_not_proved", party=state.theirs.party)
    for one in given:
        places = _batch((our_slot for our_slot, _ in chosen), one.number)
        try:
            voprf.verify(given[0].public, _at(points, places), _at(state.returned.taken, places), one.proof)
        except MatchingRefused as error:
            raise MatchingRefused("hits_not_proved", party=one.party) from error


def _batch(places: Iterable[int], number: int) -> list[int]:
    return sorted(places)[number * PER_PROOF : (number + 1) * PER_PROOF]


def _at(listing: Listing, places: Iterable[int]) -> list[bytes]:
    return [listing.at(place) for place in places]
