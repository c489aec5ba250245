"""People who cross, in groups that are not parted, and what each is worth to either side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import gcd

from homeward.errors import HomewardError
from homeward.handover.bound import Item
from homeward.words import Saying, saying


class BadStages(HomewardError):
    """The people cannot be divided like this; `saying` tells why in any language."""

    def __init__(self, key: str) -> None:
        self.saying: Saying = saying("handover", f"stages_{key}")
        super().__init__(self.saying.in_language("en"))


@dataclass(frozen=True, slots=True)
class Crossing:
    """A person who crosses: the agreed `points`, the `group` of people not parted, `first` under GC III art 109 and
    so outside every count. `worth` is what his crossing means to the first party alone, in whole points of any scale:
    the worth of his return, or the cost of letting him go; None where it goes by the agreed points."""

    id: str
    points: int = 1
    group: str = ""
    first: bool = False
    worth: int | None = None

    @property
    def weight(self) -> int:
        """The points that count."""
        return 0 if self.first else self.points

    @property
    def own(self) -> int:
        """The worth to the first party that counts."""
        return self.weight if self.worth is None or self.first else self.worth


@dataclass(frozen=True, slots=True)
class Group:
    """People who cross together; `given` by the first party, or received by it."""

    given: bool
    people: tuple[Crossing, ...]

    @property
    def weight(self) -> int:
        return sum(one.weight for one in self.people)

    @property
    def first(self) -> bool:
        return any(one.first for one in self.people)


def groups(people: Sequence[Crossing]) -> list[list[Crossing]]:
    """Groups that stay together; those with somebody under art 109 first, then the heaviest."""
    found: defaultdict[str, list[Crossing]] = defaultdict(list)
    for one in people:
        found[one.group or f"\x1f{one.id}"].append(one)
    kept = [sorted(group, key=lambda one: (not one.first, one.id)) for group in found.values()]
    return sorted(kept, key=lambda group: (not group[0].first, -sum(one.points for one in group), group[0].id))


def items(receive: Sequence[Crossing], give: Sequence[Crossing]) -> Mapping[str, Item]:
    """What each costs the giver and is worth to the receiver, by id: the first party by its own worth, the second by
    the agreed points, both brought to one scale on which the whole deal is the same to each."""
    points = sum(one.weight for one in (*receive, *give))
    own = sum(one.own for one in (*receive, *give))
    common = gcd(points, own) or 1
    ours, theirs = points // common, own // common
    found = {one.id: Item(one.id, one.own * ours, one.weight * theirs) for one in give}
    return found | {one.id: Item(one.id, one.weight * theirs, one.own * ours) for one in receive}
