"""Every rule of the terms as rows: which people it counts, how much each, and between which bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from homeward.planner.people import Flags, Labels, Numbers, People
from homeward.planner.scales import weight
from homeward.planner.terms import Parity, Rule, Terms

INFINITY = float("inf")


@dataclass(frozen=True, slots=True)
class Row:
    """`lower` <= sum of `weights` over the people who cross, plus `extras` (column, value) <= `upper`."""

    rule: Rule | None
    weights: Numbers
    lower: float
    upper: float
    extras: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Which extra columns a model has, in this order: places fetched from and own camps (0/1), then units and regions
    somebody comes home to (0/1), bodies received and given, what is owed after, and how many are received within the
    count."""

    places: Labels
    camps: Labels
    units: Labels
    regions: Labels

    @property
    def links(self) -> int:
        """How many columns are linked to people."""
        return len(self.places.names) + len(self.camps.names)

    @property
    def reached(self) -> int:
        return self.links + len(self.units.names) + len(self.regions.names)

    @property
    def bodies_received(self) -> int:
        return self.reached

    @property
    def bodies_given(self) -> int:
        return self.reached + 1

    @property
    def owed(self) -> int:
        return self.reached + 2

    @property
    def number(self) -> int:
        return self.reached + 3

    def __len__(self) -> int:
        return self.reached + 4


def rows(people: People, terms: Terms, columns: Columns) -> Iterator[Row]:
    """All rows of the terms, those of rules that are not asked for left out."""
    inside, outside = _counted(people)
    yield Row(Rule.MOST_RECEIVED, inside, 0, terms.most_received)
    yield Row(Rule.MOST_GIVEN, outside, 0, terms.most_given)
    yield from _parity(people, terms)
    yield from _limits(people, terms)
    yield from _visits(terms, columns)
    yield from _shares(people, terms, columns)
    yield from _bodies(terms, columns)
    yield from _named(people, terms)
    yield from _owed(inside - outside, terms, columns)
    yield from _reached(people, columns)


def counted(people: People) -> Flags:
    """Who is within the count."""
    return ~people.outside


def _counted(people: People) -> tuple[Numbers, Numbers]:
    within = counted(people)
    return (within & people.received).astype(np.int64), (within & ~people.received).astype(np.int64)


def _difference(people: People, weights: Numbers | Flags, first: int = 1, second: int = 1) -> Numbers:
    """`second` times what is received minus `first` times what is given, of those within the count."""
    inside, outside = _counted(people)
    return np.asarray((second * inside - first * outside) * weights, dtype=np.int64)


def _parity(people: People, terms: Terms) -> Iterator[Row]:
    slack, ahead = terms.tolerance, terms.carried
    if terms.parity is Parity.COUNT:
        yield Row(Rule.PARITY, _difference(people, np.ones(len(people), bool)), -slack - ahead, slack - ahead)
    if terms.parity is Parity.POINTS:
        points = people.numbers(lambda one: weight(one, terms.scale))
        yield Row(Rule.PARITY, _difference(people, points), -slack - ahead, slack - ahead)
    if terms.parity is Parity.RATIO:
        first, second = terms.ratio
        weights = _difference(people, np.ones(len(people), bool), first, second)
        yield Row(Rule.PARITY, weights, (-slack - ahead) * second, (slack - ahead) * second)
    if terms.parity is Parity.CATEGORY:
        for name in sorted({name for one in people.all for name in one.categories}):
            yield Row(Rule.PARITY, _difference(people, people.having(frozenset({name}))), -slack, slack)


def _limits(people: People, terms: Terms) -> Iterator[Row]:
    ways = (people.received, ~people.received)
    if terms.stretchers:
        yield from (Row(Rule.STRETCHERS, _ints(people.stretcher & way), 0, terms.stretchers) for way in ways)
    if terms.per_day:
        yield from (Row(Rule.STAGES, _ints(way), 0, terms.per_day * terms.days) for way in ways)
    if terms.civilians:
        yield Row(Rule.CIVILIANS, _difference(people, people.civilian), 0, 0)
    if terms.odds:
        yield Row(Rule.ODDS, (people.acceptance - terms.odds) * people.received, 0, INFINITY)
    if terms.third_country:
        yield Row(Rule.STAYS, _ints(people.among(terms.third_country)), 0, terms.stays)


def _visits(terms: Terms, columns: Columns) -> Iterator[Row]:
    first = len(columns.places.names)
    for rule, most, of in (
        (Rule.PLACES, terms.most_places, range(first)),
        (Rule.CAMPS, terms.most_camps, range(first, columns.links)),
    ):
        if most:
            yield Row(rule, _nobody(columns), 0, most, tuple((column, 1.0) for column in of))


def _shares(people: People, terms: Terms, columns: Columns) -> Iterator[Row]:
    if not terms.unit_share:
        return
    inside, _ = _counted(people)
    yield Row(None, inside, 0, 0, ((columns.number, -1.0),))
    total = ((columns.number, -float(terms.unit_share)),)
    for number in np.unique(people.units.of[(inside > 0) & (people.units.of >= 0)]):
        yield Row(Rule.UNIT_SHARE, 100 * inside * (people.units.of == number), -INFINITY, 0, total)


def _bodies(terms: Terms, columns: Columns) -> Iterator[Row]:
    first, second = terms.body_ratio
    if first:
        balance = ((columns.bodies_received, float(second)), (columns.bodies_given, -float(first)))
        yield Row(Rule.BODIES, _nobody(columns), 0, 0, balance)


def _named(people: People, terms: Terms) -> Iterator[Row]:
    for id in sorted(terms.named):
        yield Row(Rule.NAMED, _ints(people.among({id})), 1, 1)


def _owed(difference: Numbers, terms: Terms, columns: Columns) -> Iterator[Row]:
    """The column of what is owed is at least the difference in number with what was carried over, either way."""
    for side in (1, -1):
        yield Row(None, side * difference, -INFINITY, -side * terms.carried, ((columns.owed, -1.0),))


def _reached(people: People, columns: Columns) -> Iterator[Row]:
    """A unit or region is reached if somebody from it comes home."""
    column = columns.links
    for labels in (columns.units, columns.regions):
        for number in range(len(labels.names)):
            yield Row(None, _ints(people.received & (labels.of == number)), 0, INFINITY, ((column, -1.0),))
            column += 1


def _ints(flags: Flags) -> Numbers:
    return flags.astype(np.int64)


def _nobody(columns: Columns) -> Numbers:
    return np.zeros(len(columns.places.of), np.int64)
