"""Disputes as a page shows them, worked out from a transcript alone: from our rows or from an exported file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from desk.channel import reading
from desk.channel.models import Channel
from desk.channel.queries.conversation import channels
from homeward.channel.dispute import Stage
from homeward.channel.docket import Case, Exhibit, Held, Ruling, Submission, docket
from homeward.channel.pairing import Level
from homeward.channel.render import Rendered, basis, render_sent
from homeward.channel.transcript import Transcript
from homeward.words import say

_TONES = {Held.WHOLE: "good", Held.PART: "half", Held.HEAD: "warn", Held.MISSING: "bad"}
_STAGES = {Stage.RAISED: "wait", Stage.SEALED: "half", Stage.HEARD: "warn", Stage.RULED: "good"}


@dataclass(frozen=True, slots=True)
class ShownExhibit:
    """An exhibit: who said it and when, its words as far as they are here, and how much is."""

    id: str
    by: str
    text: Rendered | None
    tone: str
    label: str


@dataclass(frozen=True, slots=True)
class Side:
    """What one party submits, with its exhibits in words."""

    submission: Submission
    exhibits: tuple[ShownExhibit, ...]


@dataclass(frozen=True, slots=True)
class ShownRuling:
    """A ruling in words, with what it did to the deal."""

    ruling: Ruling
    finding: str
    outcome: str
    rests_on: tuple[str, ...]
    effect: str


@dataclass(frozen=True, slots=True)
class ShownCase:
    """A dispute in words: its stage, what it is about, both sides, the ruling, who is awaited, whether the mediator may
    rule now."""

    case: Case
    tone: str
    stage: str
    about: ShownExhibit
    sides: tuple[Side, ...]
    ruling: ShownRuling | None
    awaited: tuple[str, ...]
    may_rule: bool
    over: bool

    @property
    def id(self) -> str:
        return self.case.dispute.id


def disputes(channel: Channel, at: datetime, language: str) -> list[ShownCase]:
    """The disputes on `channel`, newest first."""
    return cases(reading.transcript(channel), at, language)


def cases(said: Transcript, at: datetime, language: str) -> list[ShownCase]:
    """The disputes in a transcript, newest first."""
    return [_shown(one, said, at, language) for one in reversed(docket(said))]


def waiting_for_us(at: datetime) -> int:
    """In how many disputes something is for our side to do: seal or open a submission, or rule."""
    found = ((row, one) for row in _disputed() for one in docket(reading.transcript(row)))
    return sum(one.may_rule(at) if row.mediates else row.party in one.awaited(at) for row, one in found)


def all_disputes(at: datetime, language: str) -> list[tuple[Channel, ShownCase]]:
    """The disputes of all channels; those that wait for something come first, the earliest due before others."""
    found = [(row, one) for row in _disputed() for one in disputes(row, at, language)]
    return sorted(found, key=lambda pair: (pair[1].case.stage == Stage.RULED, pair[1].case.dispute.due))


def _disputed() -> QuerySet[Channel]:
    """The channels on which there ever was a dispute."""
    return channels().filter(messages__kind="dispute").distinct()


def _shown(case: Case, said: Transcript, at: datetime, language: str) -> ShownCase:
    return ShownCase(
        case=case,
        tone=_STAGES[case.stage],
        stage=say("channel", f"stage_{case.stage}", language),
        about=_exhibit(case.about, said, language),
        sides=tuple(_side(one, said, language) for one in case.submissions),
        ruling=_ruling(case.ruling, language) if case.ruling else None,
        awaited=case.awaited(at),
        may_rule=case.may_rule(at),
        over=at > case.dispute.due,
    )


def _side(submission: Submission, said: Transcript, language: str) -> Side:
    return Side(submission, tuple(_exhibit(one, said, language) for one in submission.exhibits))


def _exhibit(exhibit: Exhibit, said: Transcript, language: str) -> ShownExhibit:
    message, held = exhibit.message, exhibit.held
    by = (
        _("%(party)s, number %(number)d, %(at)s")
        % {
            "party": said.roster.party(message.by),
            "number": message.place.seq,
            "at": f"{message.at:%Y-%m-%d %H:%M}",
        }
        if message
        else ""
    )
    text = render_sent(message, Level.CARD, None, language) if message else None
    return ShownExhibit(exhibit.id, by, text, _TONES[held], held.saying.in_language(language))


def _ruling(ruling: Ruling, language: str) -> ShownRuling:
    finding, outcome = (say("channel", f"choice_{one}", language) for one in (ruling.finding, ruling.outcome))
    rests_on = tuple(basis(one, language) for one in ruling.rests_on)
    return ShownRuling(ruling, finding, outcome, rests_on, ruling.effect.in_language(language))


def bases(case: Case, said: Transcript, language: str) -> Iterator[tuple[str, str]]:
    """What a ruling on `case` may rest on: the articles this house knows, and the terms of the deal."""
    deal = said.deals()[0].get(case.dispute.deal)
    words = [*ARTICLES, *(f"term_{name}" for name in (deal.terms if deal else ()))]
    return ((word, basis(word, language)) for word in words)


ARTICLES = tuple(
    f"article_{one}"
    for one in ("gc3_6", "gc3_13", "gc3_109", "gc3_117", "gc3_118", "gc3_119", "gc3_122", "gc4_132", "ap1_34")
)
"""The articles whose words stand in the library's table."""
