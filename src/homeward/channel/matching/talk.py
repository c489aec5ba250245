"""What was signed about rounds of private matching in the transcript of a channel.

The terms bind once both parties that make deals have said them word for word, each with the approval of its superiors.
A commitment counts from the day of the round until the next may be held. Of each commitment, answer, proof, key and
grant the first that its author signed stands; a second, different one changes nothing and stays in the transcript.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from homeward.canonical import Value
from homeward.channel.matching import fields
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.hits import HitProof
from homeward.channel.matching.mediated import Grant
from homeward.channel.matching.round import Answer
from homeward.channel.matching.terms import Commit, Terms
from homeward.channel.message import Message
from homeward.channel.transcript import Transcript

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Signed:
    """What was signed under one set of terms: the commitments of the sides, what each party (first) asked of each
    mediator (second), the sides' answers and their proofs in order, the mediators' public keys and grants."""

    commits: Mapping[str, Commit] = field(default_factory=dict)
    asked: Mapping[tuple[str, str], Commit] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    proofs: Mapping[str, tuple[HitProof, ...]] = field(default_factory=dict)
    keys: Mapping[str, bytes] = field(default_factory=dict)
    grants: Mapping[tuple[str, str], Grant] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """Terms that were said, and which of the parties that make deals have said them."""

    terms: Terms
    by: frozenset[str]


def said(transcript: Transcript) -> tuple[Said, ...]:
    """All terms that a party has said, in the order in which they came up. Terms outside the bounds of this protocol
    are none."""
    found: dict[str, Said] = {}
    for message, party in _by_party(transcript, "match_terms"):
        terms = _read(lambda data: Terms.from_value(transcript.channel.id, data), message)
        if terms is not None and party in transcript.channel.principals:
            before = found.get(terms.hash)
            found[terms.hash] = Said(terms, (before.by if before else frozenset()) | {party})
    return tuple(found.values())


def agreed(transcript: Transcript) -> tuple[Terms, ...]:
    """The terms that both parties signed."""
    both = set(transcript.channel.principals)
    return tuple(one.terms for one in said(transcript) if one.by == both)


def begun(transcript: Transcript, terms: Terms) -> tuple[Terms, ...]:
    """All other terms under which a side has committed to a round, to the other side or to a mediator: what `earlier`
    means to a round on `terms`."""
    others = ((other, signed(transcript, other)) for other in agreed(transcript) if other.hash != terms.hash)
    return tuple(other for other, found in others if found.commits or found.asked)


def signed(transcript: Transcript, terms: Terms) -> Signed:
    """What was signed under `terms` so far."""
    principals = set(transcript.channel.principals)
    commits: dict[str, Commit] = {}
    asked: dict[tuple[str, str], Commit] = {}
    for message, party, made in _under(transcript, "match_commit", terms, Commit.from_value):
        if not terms.held_on(message.at.date()):
            continue
        for to in message.act.to:
            if to in terms.mediators and not principals & set(message.act.to):
                asked.setdefault((party, to), made)
        if principals & set(message.act.to):
            commits.setdefault(party, made)
    answers: dict[str, Answer] = {}
    for _, party, answer in _under(transcript, "match_answer", terms, Answer.from_value):
        answers.setdefault(party, answer)
    return Signed(commits, asked, answers, _proofs(transcript, terms), *_mediators(transcript, terms))


def _proofs(transcript: Transcript, terms: Terms) -> dict[str, tuple[HitProof, ...]]:
    first: dict[tuple[str, int], HitProof] = {}
    for _, party, proof in _under(transcript, "match_proof", terms, HitProof.from_value):
        first.setdefault((party, proof.number), proof)
    found: dict[str, tuple[HitProof, ...]] = {}
    for (party, _), proof in sorted(first.items()):
        found[party] = (*found.get(party, ()), proof)
    return found


def _mediators(transcript: Transcript, terms: Terms) -> tuple[dict[str, bytes], dict[tuple[str, str], Grant]]:
    keys: dict[str, bytes] = {}
    for _, name, key in _under(transcript, "match_key", terms, lambda _, data: fields.digest(data, "key")):
        keys.setdefault(name, key)
    grants: dict[tuple[str, str], Grant] = {}
    for _, name, grant in _under(transcript, "match_grant", terms, Grant.from_value):
        grants.setdefault((name, grant.party), grant)
    return keys, grants


def _under(
    transcript: Transcript, kind: str, terms: Terms, read: Callable[[str, Mapping[str, Value]], _T]
) -> Iterator[tuple[Message, str, _T]]:
    """The messages of a kind under `terms`, the parties that wrote them, and what they say."""
    for message, party in _by_party(transcript, kind):
        made = _read(lambda data, party=party: read(party, data), message)  # type: ignore[misc]
        if made is not None and message.act.data.get("terms") == terms.hash:
            yield message, party, made


def _by_party(transcript: Transcript, kind: str) -> Iterable[tuple[Message, str]]:
    held = (message for message in transcript.effective if message.act.kind == kind)
    return ((message, transcript.roster.party(message.by)) for message in held)


def _read(read: Callable[[Mapping[str, Value]], _T], message: Message) -> _T | None:
    """What a message says; None when it is not all shown here, or lies outside the bounds."""
    try:
        return read(message.act.data)
    except MatchingRefused:
        return None
