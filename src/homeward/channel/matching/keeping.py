"""A round as bytes, so that a long one outlives a restart. They hold blinded values only, no name and no secret."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.matching import fields, pages
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.intake import Intake
from homeward.channel.matching.pages import VALUE, Listing
from homeward.channel.matching.round import Answer, Round
from homeward.channel.matching.terms import Commit

_FORMAT = "homeward round 1"


def to_bytes(state: Round) -> bytes:
    """`state` as a line of canonical JSON, the pages it holds, and a hash over both."""
    returned = state.returned.taken if state.returned else Listing()
    head: Value = {
        "format": _FORMAT,
        "ours": _commit_value(state.ours),
        "theirs": _commit_value(state.theirs),
        "answered": state.answered.root.hex() if state.answered else None,
        "points": len(state.points.taken.pages),
        "returned": len(returned.pages),
    }
    held = (*state.points.taken.pages, *state.answers.pages, *returned.pages)
    content = canonical.encode(head) + b"\n" + b"".join(held)
    return content + hashlib.sha256(content).digest()


def from_bytes(data: bytes) -> Round:
    """The round that was kept; raises MatchingRefused when the bytes were damaged."""
    content, digest = data[:-VALUE], data[-VALUE:]
    if hashlib.sha256(content).digest() != digest:
        raise MatchingRefused("round_damaged")
    line, _, held = content.partition(b"\n")
    head = canonical.decode(line)
    if not isinstance(head, Mapping) or head["format"] != _FORMAT:
        raise MatchingRefused("round_damaged")
    return _round(head, held)


def _round(head: Mapping[str, Value], held: bytes) -> Round:
    ours, theirs = _commit(head, "ours"), _commit(head, "theirs")
    taken, back = fields.number(head, "points"), fields.number(head, "returned")
    cut = _cut(held, [(theirs.size, taken), (theirs.size, taken), (ours.size, back)])
    points, answers, returned = (Listing.of(part) for part in cut)
    state = Round(ours, theirs, Intake(theirs.size, theirs.root, points), answers)
    if head["answered"] is None:
        return state
    answered = Answer(theirs.party, theirs.terms, ours.root, fields.digest(head, "answered"))
    return Round(ours, theirs, state.points, answers, answered, Intake(ours.size, answered.root, returned))


def _cut(held: bytes, parts: list[tuple[int, int]]) -> Iterator[list[bytes]]:
    start = 0
    for size, count in parts:
        rows = []
        for number in range(count):
            end = start + VALUE * pages.length(size, number)
            rows.append(held[start:end])
            start = end
        yield rows


def _commit_value(commit: Commit) -> Value:
    return {**commit.to_value(), "party": commit.party}


def _commit(head: Mapping[str, Value], name: str) -> Commit:
    value = head[name]
    if not isinstance(value, Mapping):
        raise MatchingRefused("round_damaged")
    return Commit.from_value(fields.text(value, "party"), value)
