"""A list held against the register, its lines read together: who is meant, and what does not agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.evidence.models import Item, Mention
from desk.linkage import together
from desk.linkage.queries import Offer
from homeward.linkage.resolve import Meaning, Reading
from homeward.words import Saying

_SURE = 0.9


class Answer(StrEnum):
    """What a line of a list comes to."""

    AGREES = "agrees"
    DIFFERS = "differs"
    HOME = "home"
    DUPLICATE = "duplicate"
    UNSURE = "unsure"
    UNKNOWN = "unknown"
    INSUFFICIENT = "insufficient"


ANSWERS: dict[Answer, tuple[str, str | Promise]] = {
    Answer.AGREES: ("good", _("agrees")),
    Answer.DIFFERS: ("half", _("differs in spelling or date of birth")),
    Answer.HOME: ("info", _("already home")),
    Answer.DUPLICATE: ("warn", _("twice on this list")),
    Answer.UNSURE: ("warn", _("several people fit")),
    Answer.UNKNOWN: ("open", _("not known to us")),
    Answer.INSUFFICIENT: ("open", _("says too little")),
}


_UNMEANT = {
    Meaning.REPEATED: Answer.DUPLICATE,
    Meaning.UNSURE: Answer.UNSURE,
    Meaning.NOBODY: Answer.UNKNOWN,
    Meaning.INSUFFICIENT: Answer.INSUFFICIENT,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list, its answer, the person probably meant, and why."""

    mention: Mention
    answer: Answer
    offer: Offer | None
    why: Saying

    @property
    def tone(self) -> str:
        return ANSWERS[self.answer][0]

    @property
    def label(self) -> str | Promise:
        return ANSWERS[self.answer][1]


def hold(item: Item) -> list[Line]:
    """Every line of a list with its answer, in the order of the list."""
    mentions = list(item.mentions.order_by("start"))
    return [
        Line(mention, _answer(reading, offer), offer, reading.reason)
        for mention, (reading, offer) in zip(mentions, together.read(mentions), strict=True)
    ]


def _answer(reading: Reading, offer: Offer | None) -> Answer:
    if reading.meaning in _UNMEANT or offer is None:
        return _UNMEANT.get(reading.meaning, Answer.UNKNOWN)
    if offer.person.current.as_grade == "returned":
        return Answer.HOME
    exact = all(part.outcome in {"same", "absent"} for part in offer.parts if part.name in {"surname", "given", "born"})
    return Answer.AGREES if exact and offer.probability >= _SURE else Answer.DIFFERS


def counts(lines: list[Line]) -> list[tuple[Answer, str, str | Promise, int]]:
    """How many lines have each answer, with its tone and words."""
    found = Counter(line.answer for line in lines)
    return [(answer, *ANSWERS[answer], found[answer]) for answer in Answer]
