"""A stage: the people and the bodies that cross together at one place, and what the roll-call said of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class StageState(StrEnum):
    """How far one stage has come."""

    WAITING = "waiting"
    MOVING = "moving"
    CALLED = "called"
    RECEIPTED = "receipted"


class Outcome(StrEnum):
    """What a roll-call says of one person: whoever is `held_back` came and does not cross this time."""

    PRESENT = "present"
    ABSENT = "absent"
    REFUSES = "refuses"
    DIED = "died"
    HELD_BACK = "held_back"


class Seal(StrEnum):
    """What a roll-call says of one body, by the seal on its bag."""

    INTACT = "intact"
    BROKEN = "broken"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Count:
    """How many the party `by` saw cross: those it knows as received and as given by the first party."""

    by: str
    receive: int
    give: int


@dataclass(frozen=True, slots=True)
class Stage:
    """Those who cross together, by id, as the first party sees it, and the seals of bodies. Stages of one `round` may
    be on the road at the same time in different places; a stage without a round is one of its own. `marks` and `seals`
    hold the roll-call, `receipts` the parties that signed."""

    number: int
    receive: tuple[str, ...]
    give: tuple[str, ...]
    place: str = ""
    round: int = 0
    bodies_received: tuple[str, ...] = ()
    bodies_given: tuple[str, ...] = ()
    state: StageState = StageState.WAITING
    marks: frozenset[tuple[str, Outcome]] = frozenset()
    seals: frozenset[tuple[str, Seal]] = frozenset()
    instead: frozenset[str] = frozenset()
    witness: str = ""
    counts: tuple[Count, ...] = ()
    sha256: str = ""
    receipts: frozenset[str] = frozenset()

    @property
    def turn(self) -> int:
        """Its round."""
        return self.round or self.number

    @property
    def manifest(self) -> frozenset[str]:
        return frozenset(self.receive) | frozenset(self.give)

    @property
    def bodies(self) -> frozenset[str]:
        return frozenset(self.bodies_received) | frozenset(self.bodies_given)

    @property
    def present(self) -> frozenset[str]:
        """Those who crossed, after the roll-call."""
        return self.marked(Outcome.PRESENT)

    @property
    def absent(self) -> frozenset[str]:
        """Those of the manifest who did not cross, for whatever reason."""
        return self.manifest - self.present

    @property
    def on_the_road(self) -> bool:
        """Whether it moves or stands at the crossing unreceipted."""
        return self.state in (StageState.MOVING, StageState.CALLED)

    def marked(self, outcome: Outcome) -> frozenset[str]:
        return frozenset(id for id, found in self.marks if found is outcome)

    def crossed(self, by: str) -> Count:
        """The count that the roll-call gives, as `by` should have it."""
        return Count(by, len(self.present & set(self.receive)), len(self.present & set(self.give)))


def covers(parts: Collection[Collection[str]], whole: Collection[str]) -> bool:
    """Whether `parts` name everybody of `whole` once and nobody else."""
    named = [one for part in parts for one in part]
    return len(named) == len(set(named)) and set(named) == set(whole)
