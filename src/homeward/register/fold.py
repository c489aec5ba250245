"""What a person is, as far as the register knows: a fold over statements.

The rule by which one value wins, in this order:
1. Statements recorded after `as_of`, or retracted by then, do not take part.
2. Of a property that changes with time (data/changing.csv) the value that was true latest wins, then the better grade;
   of any other the better grade wins, then the more recent. Values graded E or 5 (unreliable, improbable) come last.
3. Then the value with more independent evidence items, then the one recorded first, then the smaller id.
Nothing is dropped: every other value stays in the view behind the winner, with its statements. The order in which
statements arrive does not matter.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources
from itertools import combinations

from homeward.register import dates
from homeward.register.data_points import DataPoint, all_data_points, data_point
from homeward.register.statement import Grade, Retraction, Statement

DAY_ZERO = date.min


@dataclass(frozen=True, slots=True)
class Held:
    """One value with every statement that gives it, best first."""

    value: str
    written: str
    statements: tuple[Statement, ...]

    @property
    def best(self) -> Statement:
        return self.statements[0]

    @property
    def items(self) -> frozenset[str]:
        """The evidence items the value rests on."""
        return frozenset(statement.source.item for statement in self.statements)


@dataclass(frozen=True, slots=True)
class PropertyView:
    """The values of one property, the winner first. `contradicted` if two of them cannot both be true."""

    key: str
    values: tuple[Held, ...]
    contradicted: bool

    @property
    def winner(self) -> Held:
        return self.values[0]


@dataclass(frozen=True, slots=True)
class PersonView:
    """Everything known of one person at `as_of`; `properties` by key, only those with a value."""

    as_of: datetime
    properties: dict[str, PropertyView]

    def value(self, key: str) -> str:
        """The winning value of property `key`, empty if nothing is known."""
        held = self.properties.get(key)
        return held.winner.value if held else ""

    def values(self, key: str) -> tuple[str, ...]:
        held = self.properties.get(key)
        return tuple(one.value for one in held.values) if held else ()

    def written(self, key: str) -> str:
        held = self.properties.get(key)
        return held.winner.written if held else ""

    @property
    def contradictions(self) -> tuple[PropertyView, ...]:
        return tuple(view for view in self.properties.values() if view.contradicted)

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(s for view in self.properties.values() for held in view.values for s in held.statements)


def fold(
    statements: Iterable[Statement],
    retractions: Iterable[Retraction],
    as_of: datetime,
    true_on: date | None = None,
) -> PersonView:
    """What was known at `as_of` (by the time of recording) of one person; with `true_on`, only what had become true
    by that day, so that a transfer known later but made earlier can be asked for too."""
    groups: defaultdict[str, defaultdict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in standing(statements, retractions, as_of):
        if true_on is None or _began_by(statement, true_on):
            groups[statement.property][statement.value].append(statement)
    return PersonView(as_of, {key: _property(key, groups[key]) for key in sorted(groups)})


def standing(
    statements: Iterable[Statement], retractions: Iterable[Retraction], as_of: datetime
) -> tuple[Statement, ...]:
    """The statements that were recorded, and not retracted, by `as_of`."""
    taken_back = {retraction.statement for retraction in retractions if retraction.at <= as_of}
    return tuple(s for s in statements if s.recorded_at <= as_of and s.id not in taken_back)


def changes(key: str) -> bool:
    """Whether the value of property `key` changes in the course of a captivity."""
    return key in _changing()


def _property(key: str, groups: dict[str, list[Statement]]) -> PropertyView:
    rank = _by_time if changes(key) else _by_grade
    held = [_held(value, sorted(given, key=rank)) for value, given in groups.items()]
    held.sort(key=lambda one: (*rank(one.best)[:2], -len(one.items), *rank(one.best)[2:]))
    return PropertyView(key, tuple(held), len(held) > 1 and _contradicted(data_point(key), held))


def _held(value: str, given: list[Statement]) -> Held:
    return Held(value, given[0].written, tuple(given))


def _by_grade(statement: Statement) -> tuple[int, int, datetime, str]:
    return _graded(statement.grade), -_ended(statement).toordinal(), statement.recorded_at, statement.id


def _by_time(statement: Statement) -> tuple[int, int, datetime, str]:
    grade = _graded(statement.grade)
    doubtful = 1 if statement.grade.reliability == "E" or statement.grade.credibility == 5 else 0
    return doubtful * 10**7 - _ended(statement).toordinal(), grade, statement.recorded_at, statement.id


def _graded(grade: Grade) -> int:
    """0 for A1 up to 8 for E5; what cannot be judged (F, 6) stands in the middle; E and 5 after everything else."""
    reliability = {"F": 2}.get(grade.reliability, "ABCDE".find(grade.reliability))
    credibility = {6: 2}.get(grade.credibility, grade.credibility - 1)
    return reliability + credibility + (10 if grade.reliability == "E" or grade.credibility == 5 else 0)


def _ended(statement: Statement) -> date:
    """The last day on which the statement may have been true, else when it was said; the day zero if neither is
    known."""
    return dates.latest(statement.true_on) or dates.latest(statement.said_on) or DAY_ZERO


def _began_by(statement: Statement, day: date) -> bool:
    vague = statement.true_on or statement.said_on
    earliest = dates.bounds(vague).earliest if vague else None
    return earliest is None or earliest <= day


def _contradicted(point: DataPoint, held: list[Held]) -> bool:
    if point.key in _changing():
        return _changing()[point.key] and any(_same_days(a, b) for a, b in combinations(held, 2))
    if point.multivalued:
        return False
    return not all(_compatible(point, a.value, b.value) for a, b in combinations(held, 2))


def _same_days(one: Held, other: Held) -> bool:
    """Whether two values of a thing that changes are claimed of the very same dated days."""
    days = [(s.true_on, t.true_on) for s in one.statements for t in other.statements if s.true_on and t.true_on]
    return any(first == second for first, second in days)


def _compatible(point: DataPoint, one: str, other: str) -> bool:
    """Dates agree if they may mean the same day; a stated "unknown" contradicts nothing."""
    if "unknown" in (one, other):
        return True
    if point.type == "date":
        return dates.bounds(one).overlaps(dates.bounds(other))
    return one.casefold() == other.casefold()


@cache
def _changing() -> dict[str, bool]:
    """The properties that change, and whether only one value can be true at a time."""
    text = resources.files("homeward.register").joinpath("data", "changing.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    groups = {row["name"] for row in rows if row["kind"] == "group"}
    table = {key: False for key, point in all_data_points().items() if point.group in groups}
    return table | {row["name"]: row["one_at_a_time"] == "yes" for row in rows if row["kind"] == "key"}
