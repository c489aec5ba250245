"""The pool as arrays: what the rules and the objectives look at, one entry a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from homeward.planner.pool import UNWELL, VULNERABLE, Candidate, Direction

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Labels:
    """A word of each person as a number: its place in `names`, -1 for none."""

    names: tuple[str, ...]
    of: Numbers

    def only(self, some: Flags) -> Labels:
        """The labels of some people, those that nobody of them bears left out."""
        used = np.unique(self.of[some & (self.of >= 0)])
        number = np.full(len(self.names) + 1, -1)
        number[used] = np.arange(len(used))
        return Labels(tuple(self.names[place] for place in used), np.where(some, number[self.of], -1))

    def none(self) -> Labels:
        """Nobody labelled."""
        return Labels((), np.full(len(self.of), -1))


class People:
    """Candidates in a fixed order, all of some categories outside the count by agreement; each property is an array
    over them, made when first asked for."""

    def __init__(self, candidates: tuple[Candidate, ...], on: date, all_of: frozenset[str] = frozenset()) -> None:
        self.all = candidates
        self.on = on
        self.all_of = all_of

    def __len__(self) -> int:
        return len(self.all)

    def flags(self, test: Callable[[Candidate], bool]) -> Flags:
        return np.fromiter(map(test, self.all), dtype=bool, count=len(self.all))

    def numbers(self, value: Callable[[Candidate], int]) -> Numbers:
        return np.fromiter(map(value, self.all), dtype=np.int64, count=len(self.all))

    def labels(self, word: Callable[[Candidate], str]) -> Labels:
        words = list(map(word, self.all))
        names = tuple(sorted(set(words) - {""}))
        number = {name: place for place, name in enumerate(names)} | {"": -1}
        return Labels(names, np.fromiter((number[word] for word in words), dtype=np.int64, count=len(words)))

    def among(self, ids: Iterable[str]) -> Flags:
        found = np.zeros(len(self.all), dtype=bool)
        found[[self.index[id] for id in ids if id in self.index]] = True
        return found

    def having(self, categories: frozenset[str]) -> Flags:
        return self.flags(lambda one: not categories.isdisjoint(one.categories))

    def since(self, place: int) -> tuple[date, str]:
        """Sorts the longest held first."""
        return self.all[place].since

    @cached_property
    def index(self) -> dict[str, int]:
        """The place of each id."""
        return {one.id: place for place, one in enumerate(self.all)}

    @cached_property
    def received(self) -> Flags:
        return self.flags(lambda one: one.direction is Direction.RECEIVE)

    @cached_property
    def by_law(self) -> Flags:
        """Who goes home regardless of number or rank."""
        return self.flags(lambda one: one.outside_counts)

    @cached_property
    def outside(self) -> Flags:
        return self.by_law | self.having(self.all_of)

    @cached_property
    def unwell(self) -> Flags:
        return self.flags(lambda one: one.condition in UNWELL)

    @cached_property
    def vulnerable(self) -> Flags:
        return self.having(VULNERABLE)

    @cached_property
    def civilian(self) -> Flags:
        return self.having(frozenset({"civilian"}))

    @cached_property
    def stretcher(self) -> Flags:
        return self.flags(lambda one: one.art_109)

    @cached_property
    def months(self) -> Numbers:
        return self.numbers(lambda one: one.months(self.on))

    @cached_property
    def acceptance(self) -> Numbers:
        return self.numbers(lambda one: one.acceptance)

    @cached_property
    def places(self) -> Labels:
        return self.labels(lambda one: one.place)

    @cached_property
    def units(self) -> Labels:
        return self.labels(lambda one: one.unit)

    @cached_property
    def regions(self) -> Labels:
        return self.labels(lambda one: one.region)
