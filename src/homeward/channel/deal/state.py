"""The values of a deal: how far it has come, on what it stands, and what an event did to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from homeward.canonical import Value
from homeward.channel.event import Event, Named
from homeward.words import Saying, saying


class DealState(StrEnum):
    """How far a deal has come; confirmed while a postmark of the mediator who keeps time is awaited."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    SEALED = "sealed"
    SCHEDULED = "scheduled"
    STARTED = "started"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    LAPSED = "lapsed"
    DISPUTED = "disputed"
    RULED = "ruled"


LAPSING = frozenset({DealState.OFFERED, DealState.ACCEPTED, DealState.CONFIRMED})
"""The states that end when time is over."""
STARTABLE = frozenset({DealState.SEALED, DealState.SCHEDULED})
BINDING = frozenset({*STARTABLE, DealState.ACCEPTED, DealState.CONFIRMED, DealState.STARTED, DealState.DISPUTED})
"""The states in which a person named in the deal can be promised to no other."""
OPEN = BINDING | {DealState.OFFERED}
"""The states in which a person named in the deal is not free for another."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date for the crossing, proposed by the party `by` in the message `id`: ISO 8601 day, and where."""

    id: str
    by: str
    day: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A message on which a deal stands: an offer or an answer. Whoever keeps time must have postmarked the answer to
    it by `due` (UTC); `marked` is whether it did so with the link itself."""

    id: str
    due: datetime
    marked: bool


@dataclass(frozen=True, slots=True)
class Lapse:
    """What whoever keeps time has to say of a `deal`: that no answer to the message `on` came by `due` (UTC)."""

    deal: str
    on: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Deal:
    """The deal `id` now. `give` and `receive` are as `offered_by` sees them; `on` is the message the next one must
    name: the standing offer, then its acceptance, then the confirmation or the agreement to a date. `day` is the
    date both signed; `before` the state a dispute interrupted; `mediators` may rule. `timekeeper` is the mediator
    whose postmarks tell what came in time, empty for none; then `links` lead from the offer to what stands."""

    id: str
    state: DealState
    parties: tuple[str, str]
    offered_by: str
    offer: str
    on: str
    exp: datetime
    terms: Mapping[str, Value]
    give: tuple[Named, ...]
    receive: tuple[Named, ...]
    mediators: tuple[str, ...] = ()
    timekeeper: str = ""
    links: tuple[Link, ...] = ()
    proposed: tuple[Day, ...] = ()
    day: Day | None = None
    before: DealState | None = None
    started: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()

    @property
    def people(self) -> frozenset[str]:
        """The ids of everybody named in it."""
        return frozenset(person.id for person in (*self.give, *self.receive))

    @property
    def awaits(self) -> tuple[str, ...]:
        """The ids of the messages of which the postmark has not come."""
        return tuple(link.id for link in self.links if not link.marked)

    def lapsed(self, at: datetime) -> bool:
        """Whether the offer has run out by `at` without a confirmation. Where a mediator keeps time no clock of an
        end tells that, only the mediator's word does."""
        return self.state in LAPSING and not self.timekeeper and at > self.exp

    def state_at(self, at: datetime) -> DealState:
        return DealState.LAPSED if self.lapsed(at) else self.state


@dataclass(frozen=True, slots=True)
class Step:
    """What an event did: the deal after it, whether it moved, and the sentence that says so or says why not."""

    deal: Deal
    moved: bool
    saying: Saying


def moved(deal: Deal, key: str, event: Event) -> Step:
    return Step(deal, True, saying("channel", f"deal_{key}", party=event.by))


def refused(deal: Deal, key: str) -> Step:
    return Step(deal, False, saying("channel", f"deal_{key}"))
