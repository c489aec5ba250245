"""The exchange as rows and columns: what any solver needs, in whole numbers, with the rule each row comes from.

People alike in every row and every objective share one whole-number column, which changes nothing in the optimum
and makes pools of thousands small. Two people held for the same whole number of months count as alike; within a
class those held longest are taken first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from homeward.planner.pool import UNWELL, VULNERABLE, Candidate, Direction, Pool, Wish
from homeward.planner.terms import Parity, Rule, Terms

INFINITY = float("inf")
Coefficients = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """People alike; `members` longest held first."""

    members: tuple[Candidate, ...]

    @property
    def one(self) -> Candidate:
        return self.members[0]


@dataclass(frozen=True, slots=True)
class Row:
    """`lower` <= sum of coefficient times column <= `upper`, because of `rule`; None for what only defines a
    column."""

    rule: Rule | None
    coefficients: Coefficients
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Goal:
    """One level of the objective: make the sum as large as possible (`sense` 1) or as small as possible (-1)."""

    key: str
    coefficients: Coefficients
    sense: int


@dataclass(frozen=True, slots=True)
class Model:
    """Columns: first the kinds (0 to the number of members), then one 0/1 column per place, last the imbalance."""

    kinds: tuple[Kind, ...]
    places: tuple[str, ...]
    rows: tuple[Row, ...]
    goals: tuple[Goal, ...]

    @property
    def imbalance(self) -> int:
        return len(self.kinds) + len(self.places)


def eligible(one: Candidate, terms: Terms) -> bool:
    """Whether the terms let this person cross at all."""
    if one.wish is Wish.REFUSES or one.id in terms.excluded:
        return False
    if one.direction is Direction.GIVE and one.wish is not Wish.WISHES:
        return False
    return (
        one.outside_counts or one.id in terms.named or not terms.categories or bool(one.categories & terms.categories)
    )


def build(
    pool: Pool, terms: Terms, *, without: frozenset[Rule] = frozenset(), apart: frozenset[str] = frozenset()
) -> Model:
    """The model of `pool` under `terms`, leaving out the rules in `without`; people in `apart` get a column
    each."""
    single = apart | terms.named
    open_terms = _opened(terms, without)
    kinds = _kinds([one for one in pool.candidates if eligible(one, open_terms)], pool, terms, single)
    places = tuple(sorted({kind.one.place for kind in kinds if kind.one.place and _received(kind)}))
    model = _Builder(kinds, places, terms, pool)
    rows = [row for row in model.rows() if row.rule not in without]
    return Model(kinds, places, tuple(rows), model.goals())


def _opened(terms: Terms, without: frozenset[Rule]) -> Terms:
    return replace(
        terms,
        categories=frozenset() if Rule.CATEGORIES in without else terms.categories,
        excluded=frozenset() if Rule.EXCLUDED in without else terms.excluded,
    )


def _kinds(people: Iterable[Candidate], pool: Pool, terms: Terms, single: frozenset[str]) -> tuple[Kind, ...]:
    groups: defaultdict[tuple[object, ...], list[Candidate]] = defaultdict(list)
    for one in people:
        alone = one.id if one.id in single or one.group else ""
        groups[(*_alike(one, pool, terms), one.group, alone)].append(one)
    kinds = [
        Kind(tuple(sorted(members, key=lambda one: (one.held_from is None, one.held_from or pool.on, one.id))))
        for members in groups.values()
    ]
    return tuple(sorted(kinds, key=lambda kind: kind.one.id))


def _alike(one: Candidate, pool: Pool, terms: Terms) -> tuple[object, ...]:
    """What the rows and the goals of these terms look at, and nothing else: the more people share it, the smaller
    the model. Of those who are given no goal asks more than the number."""
    seen = (
        one.direction,
        one.outside_counts,
        one.categories if terms.parity is Parity.CATEGORY else _civilian(one) if terms.civilians else None,
        one.points if terms.parity is Parity.POINTS else None,
    )
    if not _in(one):
        return seen
    return (
        *seen,
        one.months(pool.on),
        one.condition in UNWELL,
        bool(one.categories & VULNERABLE),
        one.acceptance,
        one.place if terms.most_places else "",
        one.unit if terms.unit_share else "",
    )


def _received(kind: Kind) -> bool:
    return kind.one.direction is Direction.RECEIVE


class _Builder:
    """Writes the rows and the goals of one model."""

    def __init__(self, kinds: tuple[Kind, ...], places: tuple[str, ...], terms: Terms, pool: Pool) -> None:
        self.kinds, self.terms, self.pool = kinds, terms, pool
        self.place = {name: len(kinds) + number for number, name in enumerate(places)}
        self.imbalance = len(kinds) + len(places)

    def rows(self) -> list[Row]:
        terms = self.terms
        rows = [
            Row(Rule.MOST_RECEIVED, self.sum(_counted_in), 0, terms.most_received),
            Row(Rule.MOST_GIVEN, self.sum(_counted_out), 0, terms.most_given),
            *self.parity(),
            *self.absolute(),
        ]
        if terms.most_places:
            rows += self.places_used()
        if terms.unit_share:
            rows += self.shares()
        if terms.stretchers:
            rows += [Row(Rule.STRETCHERS, self.sum(_carried(way)), 0, terms.stretchers) for way in Direction]
        if terms.civilians:
            rows.append(Row(Rule.CIVILIANS, self.difference(_civilian), 0, 0))
        return [*rows, *self.named(), *self.together()]

    def goals(self) -> tuple[Goal, ...]:
        on = self.pool.on
        return (
            Goal("art_109", self.sum(lambda one: int(one.outside_counts)), 1),
            Goal("unwell", self.sum(lambda one: int(_in(one) and one.condition in UNWELL)), 1),
            Goal("vulnerable", self.sum(lambda one: int(_in(one) and bool(one.categories & VULNERABLE))), 1),
            Goal("months", self.sum(lambda one: one.months(on) + 1 if _counted_in(one) else 0), 1),
            Goal("imbalance", ((self.imbalance, 1.0),), -1),
            Goal("expected", self.sum(lambda one: one.acceptance if _in(one) else 0), 1),
            Goal("given", self.sum(lambda one: int(not _in(one) and not one.outside_counts)), -1),
        )

    def sum(self, weight: Callable[[Candidate], int]) -> Coefficients:
        found = [(column, float(weight(kind.one))) for column, kind in enumerate(self.kinds)]
        return tuple((column, value) for column, value in found if value)

    def difference(self, weight: Callable[[Candidate], int], first: int = 1, second: int = 1) -> Coefficients:
        """`second` times what is received minus `first` times what is given, of those inside the counts."""
        return self.sum(lambda one: weight(one) * ((second if _in(one) else -first) if not one.outside_counts else 0))

    def parity(self) -> list[Row]:
        terms, slack = self.terms, self.terms.tolerance
        if terms.parity is Parity.COUNT:
            low, high = -slack - terms.carried, slack - terms.carried
            return [Row(Rule.PARITY, self.difference(lambda one: 1), low, high)]
        if terms.parity is Parity.POINTS:
            return [Row(Rule.PARITY, self.difference(lambda one: one.points), -slack, slack)]
        if terms.parity is Parity.RATIO:
            first, second = terms.ratio
            coefficients = self.difference(lambda one: 1, first, second)
            return [Row(Rule.PARITY, coefficients, -slack * second, slack * second)]
        if terms.parity is Parity.CATEGORY:
            known = sorted({name for kind in self.kinds for name in kind.one.categories})
            return [Row(Rule.PARITY, self.difference(_of(name)), -slack, slack) for name in known]
        return []

    def absolute(self) -> list[Row]:
        """The imbalance column is at least the difference in number, either way."""
        more = self.difference(lambda one: 1)
        less = tuple((column, -value) for column, value in more)
        return [Row(None, (*side, (self.imbalance, -1.0)), -INFINITY, 0) for side in (more, less)]

    def places_used(self) -> list[Row]:
        used = tuple((column, 1.0) for column in self.place.values())
        links = [
            Row(Rule.PLACES, ((column, 1.0), (self.place[kind.one.place], -float(len(kind.members)))), -INFINITY, 0)
            for column, kind in enumerate(self.kinds)
            if _received(kind) and kind.one.place
        ]
        return [Row(Rule.PLACES, used, 0, self.terms.most_places), *links]

    def shares(self) -> list[Row]:
        units = sorted({kind.one.unit for kind in self.kinds if kind.one.unit and _received(kind)})
        share = self.terms.unit_share

        def weight(unit: str) -> Callable[[Candidate], int]:
            return lambda one: (100 * int(one.unit == unit) - share) if _counted_in(one) else 0

        return [Row(Rule.UNIT_SHARE, self.sum(weight(unit)), -INFINITY, 0) for unit in units]

    def named(self) -> list[Row]:
        found = {kind.one.id: column for column, kind in enumerate(self.kinds)}
        wanted = sorted(self.terms.named)
        return [Row(Rule.NAMED, ((found[id], 1.0),) if id in found else (), 1, 1) for id in wanted]

    def together(self) -> list[Row]:
        groups: defaultdict[str, list[int]] = defaultdict(list)
        for column, kind in enumerate(self.kinds):
            if kind.one.group:
                groups[kind.one.group].append(column)
        pairs = [pair for columns in groups.values() for pair in pairwise(columns)]
        return [Row(Rule.TOGETHER, ((a, 1.0), (b, -1.0)), 0, 0) for a, b in pairs]


def _in(one: Candidate) -> bool:
    return one.direction is Direction.RECEIVE


def _counted_in(one: Candidate) -> int:
    return int(_in(one) and not one.outside_counts)


def _counted_out(one: Candidate) -> int:
    return int(not _in(one) and not one.outside_counts)


def _civilian(one: Candidate) -> int:
    return int("civilian" in one.categories)


def _of(name: str) -> Callable[[Candidate], int]:
    return lambda one: int(name in one.categories)


def _carried(way: Direction) -> Callable[[Candidate], int]:
    return lambda one: int(one.direction is way and one.outside_counts)
