"""Tier 1: a Diffie-Hellman intersection in which both sides commit before either shows anything.

    commit to our points ─► both committed ─► points, page by page ─► commit to our answers ─► both committed ─► answers

A point is a person's key under our secret; an answer is the other side's point under it as well. What both know carries
the same double blinding. Whoever saw the answers before giving its own could send them back as its own and make every
name match: so answers are committed to as well. A round is a value: whoever keeps it can stop and go on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from homeward.canonical import Value
from homeward.channel.matching import fields, group, pages
from homeward.channel.matching.entries import Entries, blinding
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.intake import Intake
from homeward.channel.matching.pages import Listing, Page
from homeward.channel.matching.terms import Commit, Terms, check_commit, check_epoch


@dataclass(frozen=True, slots=True)
class Answer:
    """`party` will show its answers to the points under the root `of`; their pages have this `root`."""

    party: str
    terms: str
    of: bytes
    root: bytes

    def to_value(self) -> Mapping[str, Value]:
        """The fields of the form `match_answer`; who says it stands in the message."""
        return {"terms": self.terms, "of": self.of.hex(), "root": self.root.hex()}

    @classmethod
    def from_value(cls, party: str, data: Mapping[str, Value]) -> Answer:
        """The answer that `party` committed to in a message of the form `match_answer`; raises MatchingRefused."""
        return cls(party, fields.text(data, "terms"), fields.digest(data, "of"), fields.digest(data, "root"))


@dataclass(frozen=True, slots=True)
class Round:
    """How far a round has come here: both commitments, the points taken, our answers to them, the other side's
    commitment to its answers, and those taken."""

    ours: Commit
    theirs: Commit
    points: Intake
    answers: Listing = field(default_factory=Listing)
    answered: Answer | None = None
    returned: Intake | None = None

    @property
    def complete(self) -> bool:
        return self.returned is not None and self.returned.complete


def scalar(terms: Terms, secret: bytes) -> int:
    """The secret scalar of a side for one round."""
    return blinding(secret, bytes.fromhex(terms.hash))


def blind(entries: Entries, scalar: int, done: int = 0) -> Iterator[bytes]:
    """The pages of our points after the first `done`, one at a time: the slow part, which can stop between any two."""
    encoded = group.encode(scalar)
    for number in range(done, pages.count_pages(len(entries.contents))):
        hashed = (group.from_hash(hashlib.sha512(content).digest()) for content in entries.page(number))
        yield b"".join(group.multiply_by(encoded, point) for point in hashed)


def commit(party: str, terms: Terms, points: Listing) -> Commit:
    """Our commitment to all our points; raises MatchingRefused when it would break the terms."""
    made = Commit(party, terms.hash, points.size, points.root)
    check_commit(made, terms)
    return made


def begin(terms: Terms, ours: Commit, theirs: Commit, earlier: Iterable[Terms] = ()) -> Round:
    """The round in which both have committed; raises MatchingRefused when one side breaks the terms, when the epoch was
    used, or when a side brings the other's commitment. `earlier` are the terms of all rounds begun on the channel."""
    check_epoch(terms, earlier)
    for made in (ours, theirs):
        check_commit(made, terms)
    if ours.party == theirs.party or ours.root == theirs.root:
        raise MatchingRefused("our_own_points")
    return Round(ours, theirs, Intake(theirs.size, theirs.root))


def take_points(state: Round, page: Page, scalar: int) -> Round:
    """The round with the next page of their points, answered with our secret; raises MatchingRefused."""
    points, answers = state.points.multiply(page, scalar)
    return replace(state, points=points, answers=state.answers.add(answers))


def answer(state: Round) -> Answer:
    """Our commitment to our answers, once all points are here; raises MatchingRefused before."""
    if not state.points.complete:
        raise MatchingRefused("points_missing", **_progress(state.points))
    return Answer(state.ours.party, state.ours.terms, state.theirs.root, state.answers.root)


def take_answer(state: Round, given: Answer) -> Round:
    """The round with the other side's commitment to its answers; raises MatchingRefused for a second, different one."""
    if (given.party, given.terms, given.of) != (state.theirs.party, state.theirs.terms, state.ours.root):
        raise MatchingRefused("answers_to_other")
    if state.answered == given:
        return state
    if state.answered is not None:
        raise MatchingRefused("answers_changed", party=given.party)
    return replace(state, answered=given, returned=Intake(state.ours.size, given.root))


def answer_page(state: Round, number: int) -> Page:
    """Page `number` of our answers; raises MatchingRefused until both sides have committed to theirs."""
    if state.answered is None or not state.points.complete:
        raise MatchingRefused("answers_not_committed")
    return state.answers.page(number)


def take_returned(state: Round, page: Page) -> Round:
    """The round with the next page of their answers to our points; raises MatchingRefused."""
    if state.returned is None:
        raise MatchingRefused("answers_not_committed")
    return replace(state, returned=state.returned.take(page, group.check))


def _progress(intake: Intake) -> dict[str, int]:
    done, total = intake.progress
    return {"done": done, "total": total}
