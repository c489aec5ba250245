"""A list of a cell, a unit, a capture is read as a whole: who is meant by each of its lines.

Somebody stands on a list once, so brothers, a father and his son, namesakes do not share a person; what the likely
people have in common makes those likelier who share it (`resolve_context`). A line that another repeats is told as
such and never pushed on to a namesake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from homeward.linkage.blocking_keys import telling
from homeward.linkage.facts import Facts
from homeward.linkage.kernel import compare
from homeward.linkage.resolve_context import Context, context, shared
from homeward.linkage.resolve_once import Weights, assign, marginals
from homeward.linkage.rows import Register
from homeward.words import Saying, saying

_SURE = 0.5  # probability, after the whole list is read, from which a line means a person
_LIKELY = 0.05  # and below which nobody is shown for it


class Meaning(StrEnum):
    """What a line comes to."""

    PERSON = "person"
    REPEATED = "repeated"
    UNSURE = "unsure"
    NOBODY = "nobody"
    INSUFFICIENT = "insufficient"


@dataclass(frozen=True, slots=True)
class Offer:
    """A person who may be meant: `log_odds` of it against somebody else being meant, from what the line says alone, and
    the `marks` of the person: places, units, events, each as one text."""

    person: str
    log_odds: float
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line means: the person, if any is likely; the probability in the light of the whole list and from the line
    `alone`; who is next likeliest; and why."""

    meaning: Meaning
    person: str | None
    probability: float
    alone: float
    second: str | None
    second_probability: float
    reason: Saying


_INSUFFICIENT = Reading(
    Meaning.INSUFFICIENT, None, 0.0, 0.0, None, 0.0, saying("linkage", f"list_{Meaning.INSUFFICIENT}")
)


def resolve(lines: Sequence[Facts], offered: Sequence[Sequence[Offer]]) -> list[Reading]:
    """The reading of each line; `offered` are the people who may be meant by it."""
    if not lines:
        return []
    people = sorted({offer.person for offers in offered for offer in offers})
    marks = {offer.person: offer.marks for offers in offered for offer in offers}
    told = _told(lines)
    weights = _weights(people, [offers if says else () for offers, says in zip(offered, told, strict=True)])
    alone = _alone(weights)
    repeats = _repeats(lines, alone)
    kept = weights.copy()
    kept[list(repeats)] = -np.inf
    names, bears = shared([marks[one] for one in people])
    found = context(kept, bears)
    page = _Page(people, names, alone, marginals(kept + found.added), assign(kept + found.added), found)
    return [
        _repeated(page, line, repeats[line]) if line in repeats else page.reading(line) if says else _INSUFFICIENT
        for line, says in enumerate(told)
    ]


def _told(lines: Sequence[Facts]) -> list[bool]:
    register = Register()
    rows = register.rows(_first_name(line) for line in lines)
    return [bool(says) for says in telling(register.vocabulary, rows)]


def _first_name(line: Facts) -> Facts:
    return replace(line, names=line.names[:1])


def _weights(people: Sequence[str], offered: Sequence[Sequence[Offer]]) -> Weights:
    places = {person: place for place, person in enumerate(people)}
    weights = np.full((len(offered), len(people)), -np.inf)
    for line, offers in enumerate(offered):
        for offer in offers:
            weights[line, places[offer.person]] = offer.log_odds
    return weights


def _alone(weights: Weights) -> Weights:
    odds = np.exp(np.minimum(weights, 60.0))
    found: Weights = odds / (1 + odds.sum(axis=1, keepdims=True))
    return found


def _repeats(lines: Sequence[Facts], alone: Weights) -> dict[int, int]:
    """The lines that name somebody whom another names, better or before, each with that other."""
    likeliest = alone.argmax(axis=1) if alone.size else np.zeros(len(lines), np.intp)
    chance = alone.max(axis=1, initial=0.0)
    groups: dict[int, list[int]] = {}
    for line in np.flatnonzero(chance >= _SURE):
        groups.setdefault(int(likeliest[line]), []).append(int(line))
    pairs = [
        (line, best)
        for group in groups.values()
        for best in [max(group, key=lambda one: (chance[one], -one))]
        for line in group
        if line != best
    ]
    alike = _alike([(lines[one], lines[other]) for one, other in pairs])
    return {line: best for (line, best), same in zip(pairs, alike, strict=True) if same}


def _alike(pairs: Sequence[tuple[Facts, Facts]]) -> list[bool]:
    register = Register()
    sides = [register.rows(map(_first_name, side)) for side in zip(*pairs, strict=True)]
    return [bool(one > 0) for one in compare(register, *sides).log_odds()] if pairs else []


@dataclass(frozen=True, slots=True)
class _Page:
    """All that was found of a list."""

    people: list[str]
    marks: list[str]
    alone: Weights
    together: Weights
    assigned: np.ndarray[tuple[int], np.dtype[np.intp]]
    context: Context

    def reading(self, line: int) -> Reading:
        order = np.argsort(-self.together[line], kind="stable")
        first = int(self.assigned[line])
        if first < 0 or self.together[line, first] < _LIKELY:
            first = int(order[0]) if len(order) and self.together[line, order[0]] >= _LIKELY else -1
        second = next((int(one) for one in order if one != first and self.together[line, one] >= _LIKELY), -1)
        chance, meaning = self._chance(self.together, line, first), self._meaning(line, first)
        return Reading(
            meaning,
            self.people[first] if first >= 0 else None,
            chance,
            self._chance(self.alone, line, first),
            self.people[second] if second >= 0 else None,
            self._chance(self.together, line, second),
            self._reason(line, first, meaning),
        )

    def _chance(self, chances: Weights, line: int, person: int) -> float:
        return float(chances[line, person]) if person >= 0 else 0.0

    def _meaning(self, line: int, person: int) -> Meaning:
        if self._chance(self.together, line, person) >= _SURE:
            return Meaning.PERSON
        return Meaning.UNSURE if self.together[line].sum() >= _SURE else Meaning.NOBODY

    def _reason(self, line: int, person: int, meaning: Meaning) -> Saying:
        if meaning is not Meaning.PERSON:
            return saying("linkage", f"list_{meaning}")
        mark = int(self.context.mark[line, person])
        gained = self.together[line, person] > self.alone[line, person] + _LIKELY
        if gained and mark >= 0 and self.context.added[line, person] > 0.5:
            return saying("linkage", "list_shared", mark=self.marks[mark])
        return saying("linkage", "list_once" if gained else "list_alone")


def _repeated(page: _Page, line: int, other: int) -> Reading:
    first = int(page.alone[line].argmax())
    chance = float(page.alone[line, first])
    reason = saying("linkage", "list_repeated", line=other + 1)
    return Reading(Meaning.REPEATED, page.people[first], chance, chance, None, 0.0, reason)
