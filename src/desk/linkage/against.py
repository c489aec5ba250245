"""A list held against the register, line by line: who is meant, and what does not agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.evidence.models import Item, Mention
from desk.linkage.queries import Offer, best

_SURE = 0.9
_PERHAPS = 0.5


class Answer(StrEnum):
    """What a line of a list comes to."""

    AGREES = "agrees"
    DIFFERS = "differs"
    HOME = "home"
    DUPLICATE = "duplicate"
    UNKNOWN = "unknown"


ANSWERS: dict[Answer, tuple[str, str | Promise]] = {
    Answer.AGREES: ("good", _("agrees")),
    Answer.DIFFERS: ("half", _("differs in spelling or date of birth")),
    Answer.HOME: ("info", _("already home")),
    Answer.DUPLICATE: ("warn", _("twice on this list")),
    Answer.UNKNOWN: ("open", _("not known to us")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list, its answer, and the person probably meant."""

    mention: Mention
    answer: Answer
    offer: Offer | None

    @property
    def tone(self) -> str:
        return ANSWERS[self.answer][0]

    @property
    def label(self) -> str | Promise:
        return ANSWERS[self.answer][1]


def hold(item: Item) -> list[Line]:
    """Every line of a list with its answer, in the order of the list."""
    seen: set[str] = set()
    lines = []
    mentions = list(item.mentions.order_by("start"))
    for mention, offer in zip(mentions, best(mentions), strict=True):
        lines.append(Line(mention, _answer(offer, seen), offer if offer and offer.probability >= _PERHAPS else None))
    return lines


def _answer(offer: Offer | None, seen: set[str]) -> Answer:
    if offer is None or offer.probability < _PERHAPS:
        return Answer.UNKNOWN
    if offer.person.public_id in seen:
        return Answer.DUPLICATE
    seen.add(offer.person.public_id)
    if offer.person.current.as_grade == "returned":
        return Answer.HOME
    exact = all(part.outcome in {"same", "absent"} for part in offer.parts if part.name in {"surname", "given", "born"})
    return Answer.AGREES if exact and offer.probability >= _SURE else Answer.DIFFERS


def counts(lines: list[Line]) -> list[tuple[Answer, str, str | Promise, int]]:
    """How many lines have each answer, with its tone and words."""
    found = Counter(line.answer for line in lines)
    return [(answer, *ANSWERS[answer], found[answer]) for answer in Answer]
