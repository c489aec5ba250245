"""The disputes of a channel as a page shows them: what each is about, what both sides said, and what was ruled.

Everything is worked out from the transcript, so the desk of the mediator, those of both sides, and whoever reads the
exported file see the same (invariant I10).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from homeward.canonical import Value
from homeward.channel.dispute import Dispute, Stage, disputes
from homeward.channel.message import Message
from homeward.channel.transcript import Transcript
from homeward.words import Saying, saying


class Held(StrEnum):
    """How much of an exhibit is here."""

    WHOLE = "whole"
    PART = "part"
    HEAD = "head"
    MISSING = "missing"

    @property
    def saying(self) -> Saying:
        return saying("channel", f"exhibit_{self.value}")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A message named by its `id` in a submission, held against what is here: its signature and its place were checked
    when it came, and what is shown of it has the digests that were signed."""

    id: str
    message: Message | None

    @property
    def held(self) -> Held:
        if self.message is None:
            return Held.MISSING
        shown = self.message.act.shown
        if shown.whole:
            return Held.WHOLE
        return Held.PART if shown.data or shown.parts else Held.HEAD


@dataclass(frozen=True, slots=True)
class Submission:
    """What `party` submits: the hash it fixed (empty before), and once it is opened its words and exhibits."""

    party: str
    sealed: str
    opened: bool = False
    text: str = ""
    exhibits: tuple[Exhibit, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """The mediator's finding, what follows for the deal, what it rests on, why, and what it did to the deal."""

    by: str
    at: datetime
    finding: str
    outcome: str
    rests_on: tuple[str, ...]
    reason: str
    effect: Saying


@dataclass(frozen=True, slots=True)
class Case:
    """A dispute with everything that belongs to it; `about` is what it is about, if that is here."""

    dispute: Dispute
    reason: str
    raised_at: datetime
    about: Exhibit
    submissions: tuple[Submission, Submission]
    ruling: Ruling | None

    @property
    def stage(self) -> Stage:
        return self.dispute.stage

    def may_rule(self, at: datetime) -> bool:
        """Whether the mediator may rule at the time `at`: both are heard, or the time for submissions is over."""
        return not self.dispute.ruling and (self.stage == Stage.HEARD or at > self.dispute.due)

    def awaited(self, at: datetime) -> tuple[str, ...]:
        """Who has something to do at the time `at`: the parties that have not sealed, or not opened."""
        if self.dispute.ruling or at > self.dispute.due:
            return ()
        done = self.dispute.sealed if self.stage == Stage.RAISED else self.dispute.heard
        return tuple(party for party in self.dispute.parties if party not in done)


def docket(said: Transcript) -> tuple[Case, ...]:
    """The disputes of a channel, oldest first."""
    found = disputes(said.effective, said.roster)[0]
    effects = {answer.message.id: answer.saying for answer in said.deals()[1]}
    return tuple(_case(one, said, effects) for one in found.values())


def _case(dispute: Dispute, said: Transcript, effects: Mapping[str, Saying]) -> Case:
    raised = _held(said, dispute.id)
    one, other = (_submission(party, dispute, said) for party in dispute.parties)
    ruling = _ruling(_held(said, dispute.ruling), effects) if dispute.ruling else None
    reason = str(raised.act.data["reason"])
    return Case(dispute, reason, raised.at, _exhibit(dispute.about, said), (one, other), ruling)


def _submission(party: str, dispute: Dispute, said: Transcript) -> Submission:
    sealed = dispute.sealed.get(party, "")
    if party not in dispute.heard:
        return Submission(party, sealed)
    data = _held(said, dispute.heard[party]).act.data
    exhibits = tuple(_exhibit(id, said) for id in _words(data["exhibits"]))
    return Submission(party, sealed, opened=True, text=str(data["text"]), exhibits=exhibits)


def _exhibit(id: str, said: Transcript) -> Exhibit:
    return Exhibit(id, said.get(id))


def _ruling(message: Message, effects: Mapping[str, Saying]) -> Ruling:
    data = message.act.data
    finding, outcome, reason = (str(data[name]) for name in ("finding", "outcome", "reason"))
    effect = effects.get(message.id, saying("channel", "deal_unknown"))
    return Ruling(message.by, message.at, finding, outcome, _words(data.get("rests_on", [])), reason, effect)


def _held(said: Transcript, id: str) -> Message:
    """A message that the machine of disputes has taken from this very transcript."""
    message = said.get(id)
    assert message is not None
    return message


def _words(value: Value) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()
