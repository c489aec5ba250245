"""What a round brought: which of our persons the other side knows too, and how sure that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from homeward.canonical import Value
from homeward.channel.deal import Named
from homeward.channel.matching import hits
from homeward.channel.matching.entries import Roster
from homeward.channel.matching.errors import MatchingRefused
from homeward.names.matching import KEYS


@dataclass(frozen=True, slots=True)
class Match:
    """Our person `id` and the other side's person in its place `other` (from 0) have the keys numbered `keys` (1 to 6)
    in common."""

    id: str
    other: int
    keys: tuple[int, ...]

    @property
    def needs_second_step(self) -> bool:
        """Whether a single key agrees, so that a person must look for something else before anything is claimed."""
        return len(self.keys) < hits.ENOUGH


def find(roster: Roster, ours: Iterable[bytes], theirs: Iterable[bytes]) -> tuple[Match, ...]:
    """The pairs, by our person and theirs. `ours` are our slots in their final form, in the order of `roster`, and
    `theirs` those of the other side in its order. Raises MatchingRefused when a value stands in a slot for another
    kind of key."""
    pairs: dict[tuple[int, int], list[int]] = defaultdict(list)
    for slot, other in hits.slots(ours, theirs):
        if other % KEYS != slot % KEYS:
            raise MatchingRefused("wrong_slot")
        for place in (slot // KEYS, *roster.sharers.get(slot, ())):
            pairs[place, other // KEYS].append(slot % KEYS + 1)
    return tuple(Match(roster.ids[place], other, tuple(keys)) for (place, other), keys in sorted(pairs.items()))


def claims(
    matches: Iterable[Match], people: Mapping[str, Named], confirmed: Collection[str] = ()
) -> tuple[dict[str, Value], ...]:
    """The fields of a `custody_claim` for each of our persons whom two keys found, and for those whom one key found and
    who are `confirmed`: a person of ours looked, and found a second reason. One claim a person, in the order found."""
    sure = {match.id for match in matches if not match.needs_second_step or match.id in confirmed}
    ids = dict.fromkeys(match.id for match in matches if match.id in sure)
    return tuple({"person": people[id].to_value(), "basis": "matching"} for id in ids)
