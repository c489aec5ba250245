"""Tier 2: keys that only mediators hold. They evaluate blinded names, count them, and see none.

Without the mediators nobody can try out a name, not even on what was shown in an earlier round. With two in sequence
the second evaluates what the first did, and both would have to be false. What comes out of it, 32 bytes a slot, is a
token; equal names give equal tokens. Tokens are exchanged as in tier 1: both commit, then both show.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from homeward.canonical import Value
from homeward.channel.matching import fields, group, pages, voprf
from homeward.channel.matching.entries import Entries, derive
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.intake import Intake
from homeward.channel.matching.pages import Page
from homeward.channel.matching.terms import Commit, Terms, Tier, check_commit, check_epoch
from homeward.channel.matching.voprf import Proof

TOKEN = pages.VALUE
_MAGIC = b"HWEVAL1\n"
_HEAD = struct.Struct(">8sI64s")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A page of elements under a mediator's key, and the proof that this key was used."""

    number: int
    data: bytes
    proof: Proof

    def to_bytes(self) -> bytes:
        """As it is carried: a mark, the number, the proof, the elements."""
        return _HEAD.pack(_MAGIC, self.number, self.proof.to_bytes()) + self.data

    @classmethod
    def from_bytes(cls, data: bytes) -> Evaluated:
        """The answer in a carried blob; raises MatchingRefused. `check_evaluated` tells whether it is right."""
        rest = len(data) - _HEAD.size
        if rest <= 0 or rest % pages.VALUE or rest > pages.VALUE * pages.PER_PAGE or not data.startswith(_MAGIC):
            raise MatchingRefused("page_malformed")
        _, number, proof = _HEAD.unpack_from(data)
        return cls(number, data[_HEAD.size :], Proof.from_bytes(proof))


@dataclass(frozen=True, slots=True)
class Grant:
    """A mediator answered `party` for `size` slots and no more; `root` binds what it was asked (tier 2) or the tokens
    it gave out (tier 3). Both sides see it."""

    mediator: str
    party: str
    terms: str
    size: int
    root: bytes

    def to_value(self) -> Mapping[str, Value]:
        """The fields of the form `match_grant`; the mediator stands in the message."""
        return {"terms": self.terms, "party": self.party, "size": self.size, "root": self.root.hex()}

    @classmethod
    def from_value(cls, mediator: str, data: Mapping[str, Value]) -> Grant:
        """What `mediator` signed in a message of the form `match_grant`; raises MatchingRefused."""
        terms, party = fields.text(data, "terms"), fields.text(data, "party")
        return cls(mediator, party, terms, fields.number(data, "size"), fields.digest(data, "root"))


def mediator_key(seed: bytes, terms: Terms) -> int:
    """A mediator's private key for one round, from its secret seed of 32 bytes; `group.base` of it is published in the
    form `match_key`. Queries for one round are worth nothing in another."""
    return voprf.derive_key(seed, bytes.fromhex(terms.hash))


def ask(entries: Entries, secret: bytes, done: int = 0) -> Iterator[bytes]:
    """The pages of blinded queries after the first `done`, one at a time."""
    for number in range(done, pages.count_pages(len(entries.contents))):
        yield b"".join(voprf.blind(content, blind) for content, blind in _blinded(entries, secret, number))


@dataclass(frozen=True, slots=True)
class Service:
    """A mediator at work for one party: what it committed to ask, and how far it was answered."""

    terms: Terms
    asked: Commit
    intake: Intake

    @classmethod
    def begin(cls, terms: Terms, asked: Commit, earlier: Iterable[Commit]) -> Service:
        """The service for what a party committed to ask; raises MatchingRefused when it breaks the terms, or when the
        party (see `earlier`, all that was asked under these terms) would ask a second time."""
        check_commit(asked, terms)
        for past in earlier:
            if (past.party, past.terms) == (asked.party, asked.terms) and past != asked:
                raise MatchingRefused("asked_twice", party=asked.party)
        return cls(terms, asked, Intake(asked.size, asked.root))

    def evaluate(self, page: Page, key: int) -> tuple[Service, Evaluated]:
        """The service after the next page, and the answer to it; raises MatchingRefused."""
        intake, data = self.intake.multiply(page, key)
        nonce = group.reduce(derive(group.encode(key), b"proof", data)) or 1
        proof = voprf.prove(key, tuple(pages.values(page.data)), tuple(pages.values(data)), nonce)
        return replace(self, intake=intake), Evaluated(page.number, data, proof)

    def grant(self, mediator: str) -> Grant:
        """What the mediator signs for both sides once all was answered; raises MatchingRefused before."""
        if not self.intake.complete:
            done, total = self.intake.progress
            raise MatchingRefused("points_missing", done=done, total=total)
        return Grant(mediator, self.asked.party, self.terms.hash, self.asked.size, self.asked.root)


def check_evaluated(asked: bytes, given: Evaluated, number: int, public: bytes) -> bytes:
    """The elements in a mediator's answer to the page `asked`, to be shown to the next mediator or to be finished;
    raises MatchingRefused when another key than that of `public` was used."""
    if given.number != number or len(given.data) != len(asked):
        raise MatchingRefused("page_wrong_length", number=number + 1)
    voprf.verify(public, tuple(pages.values(asked)), tuple(pages.values(given.data)), given.proof)
    return given.data


def finish(entries: Entries, secret: bytes, number: int, evaluated: bytes) -> bytes:
    """The page of tokens for the page of `evaluated` elements that the last mediator gave."""
    rows = zip(_blinded(entries, secret, number), pages.values(evaluated), strict=True)
    return b"".join(voprf.finalize(content, blind, element)[:TOKEN] for (content, blind), element in rows)


def begin(terms: Terms, ours: Commit, theirs: Commit, grants: Iterable[Grant], earlier: Iterable[Terms] = ()) -> Intake:
    """The intake of the other side's tokens, once both committed to theirs and each mediator said for how many slots it
    answered each side; only then ours are shown. Raises MatchingRefused."""
    check_epoch(terms, earlier)
    held = tuple(grants)
    for made in (ours, theirs):
        check_commit(made, terms)
        _check_grants(made, terms, held)
    if ours.party == theirs.party or ours.root == theirs.root:
        raise MatchingRefused("our_own_points")
    return Intake(theirs.size, theirs.root)


def take_tokens(intake: Intake, page: Page) -> Intake:
    """The intake with the next page of tokens; raises MatchingRefused. Any 32 bytes are a token."""
    return intake.take(page, len)


def _check_grants(made: Commit, terms: Terms, grants: Iterable[Grant]) -> None:
    mine = {grant.mediator: grant for grant in grants if (grant.party, grant.terms) == (made.party, terms.hash)}
    for name in terms.mediators:
        if name not in mine or mine[name].size != made.size:
            raise MatchingRefused("not_granted", mediator=name, party=made.party)
        if terms.tier == Tier.RED_CROSS and mine[name].root != made.root:
            raise MatchingRefused("not_granted", mediator=name, party=made.party)


def _blinded(entries: Entries, secret: bytes, number: int) -> Iterator[tuple[bytes, int]]:
    """Each content of a page with its blind: no content stands in two slots or rounds, so no blind is used twice."""
    for content in entries.page(number):
        yield content, group.reduce(derive(secret, b"query", content)) or 1
