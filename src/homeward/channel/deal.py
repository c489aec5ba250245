"""The deal: a pure machine. (deal, event) → (deal, saying); the same messages give the same deal on both sides.

An event is a message held in a transcript. Only the side to which the standing offer is addressed may accept, counter
or decline it; only the side that made it may confirm an acceptance. Either side may withdraw while nothing is
accepted, the offering side until it has confirmed. So no two messages under way at the same time can lead the two
sides to different ends. A sealed deal moves nobody yet: that takes a `start` from both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from homeward.canonical import Value
from homeward.words import Saying, saying


class DealState(StrEnum):
    """How far a deal has come."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    SEALED = "sealed"
    STARTED = "started"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    LAPSED = "lapsed"
    DISPUTED = "disputed"


OPEN = frozenset({DealState.OFFERED, DealState.ACCEPTED, DealState.SEALED, DealState.STARTED, DealState.DISPUTED})
"""The states in which a person named in the deal is not free for another."""


@dataclass(frozen=True, slots=True)
class Event:
    """A message as the machine sees it: its kind, the party that sent it, its id, times (UTC) and data."""

    kind: str
    by: str
    id: str
    at: datetime
    exp: datetime
    data: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Named:
    """A person in an offer: the id in the offering side's register, the name and the birth date (EDTF) it goes by."""

    id: str
    name: str
    born: str = ""

    def to_value(self) -> dict[str, Value]:
        return {"id": self.id, "name": self.name, "born": self.born}


@dataclass(frozen=True, slots=True)
class Deal:
    """The deal `id` now. `give` and `receive` are as `offered_by` sees them; `on` is the message the next one must
    name: the standing offer, then its acceptance, then the confirmation."""

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
    started: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()

    def lapsed(self, at: datetime) -> bool:
        """Whether the offer has run out by `at` without a confirmation."""
        return self.state in (DealState.OFFERED, DealState.ACCEPTED) and at > self.exp

    def state_at(self, at: datetime) -> DealState:
        return DealState.LAPSED if self.lapsed(at) else self.state


@dataclass(frozen=True, slots=True)
class Step:
    """What an event did: the deal after it, whether it moved, and the sentence that says so or says why not."""

    deal: Deal
    moved: bool
    saying: Saying


def opened(event: Event, parties: tuple[str, str]) -> Deal:
    """The deal that an offer opens between the two principal `parties`."""
    return Deal(
        id=_text(event.data["deal"]),
        state=DealState.OFFERED,
        parties=parties,
        offered_by=event.by,
        offer=event.id,
        on=event.id,
        exp=event.exp,
        terms=_mapping(event.data["terms"]),
        give=_people(event.data["give"]),
        receive=_people(event.data["receive"]),
    )


def step(deal: Deal, event: Event) -> Step:
    """What `event` does to `deal`; an event out of turn changes nothing and is answered with the reason."""
    if event.by not in deal.parties:
        return _refused(deal, "deal_not_a_party")
    if event.kind in ("counter", "accept", "confirm") and event.at > deal.exp and deal.state in _LAPSING:
        return _refused(deal, "deal_too_late")
    if event.kind not in _MOVES:
        return _refused(deal, "deal_no_such_move")
    return _MOVES[event.kind](deal, event)


_LAPSING = frozenset({DealState.OFFERED, DealState.ACCEPTED})
_DISPUTABLE = frozenset({DealState.SEALED, DealState.STARTED, DealState.CLOSED, DealState.DISPUTED})


def _counter(deal: Deal, event: Event) -> Step:
    if (reason := _not_answerable(deal, event)) is not None:
        return reason
    return Step(opened(event, deal.parties), True, saying("channel", "deal_countered", party=event.by))


def _accept(deal: Deal, event: Event) -> Step:
    if (reason := _not_answerable(deal, event)) is not None:
        return reason
    return _moved(replace(deal, state=DealState.ACCEPTED, on=event.id), "deal_accepted", event)


def _decline(deal: Deal, event: Event) -> Step:
    if (reason := _not_answerable(deal, event)) is not None:
        return reason
    return _moved(replace(deal, state=DealState.DECLINED), "deal_declined", event)


def _confirm(deal: Deal, event: Event) -> Step:
    if deal.state != DealState.ACCEPTED or event.data.get("on") != deal.on:
        return _refused(deal, "deal_nothing_to_confirm")
    if event.by != deal.offered_by:
        return _refused(deal, "deal_not_your_turn")
    return _moved(replace(deal, state=DealState.SEALED, on=event.id), "deal_sealed", event)


def _withdraw(deal: Deal, event: Event) -> Step:
    may = deal.state == DealState.OFFERED or (deal.state == DealState.ACCEPTED and event.by == deal.offered_by)
    if not may:
        return _refused(deal, "deal_cannot_withdraw")
    return _moved(replace(deal, state=DealState.WITHDRAWN), "deal_withdrawn", event)


def _start(deal: Deal, event: Event) -> Step:
    if deal.state != DealState.SEALED or event.data.get("on") != deal.on:
        return _refused(deal, "deal_not_sealed")
    started = deal.started | {event.by}
    state = DealState.STARTED if started == set(deal.parties) else DealState.SEALED
    return _moved(replace(deal, started=started, state=state), "deal_started", event)


def _close(deal: Deal, event: Event) -> Step:
    if deal.state != DealState.STARTED:
        return _refused(deal, "deal_not_started")
    closed = deal.closed | {event.by}
    state = DealState.CLOSED if closed == set(deal.parties) else DealState.STARTED
    return _moved(replace(deal, closed=closed, state=state), "deal_closed", event)


def _dispute(deal: Deal, event: Event) -> Step:
    if deal.state not in _DISPUTABLE:
        return _refused(deal, "deal_nothing_to_dispute")
    return _moved(replace(deal, state=DealState.DISPUTED), "deal_disputed", event)


_MOVES = {
    "counter": _counter,
    "accept": _accept,
    "decline": _decline,
    "confirm": _confirm,
    "withdraw": _withdraw,
    "start": _start,
    "close": _close,
    "dispute": _dispute,
}


def _not_answerable(deal: Deal, event: Event) -> Step | None:
    if deal.state != DealState.OFFERED or event.data.get("on") != deal.on:
        return _refused(deal, "deal_not_standing")
    if event.by == deal.offered_by:
        return _refused(deal, "deal_own_offer")
    return None


def _moved(deal: Deal, key: str, event: Event) -> Step:
    return Step(deal, True, saying("channel", key, party=event.by))


def _refused(deal: Deal, key: str) -> Step:
    return Step(deal, False, saying("channel", key))


def _people(value: Value) -> tuple[Named, ...]:
    rows = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
    return tuple(Named(_text(row["id"]), _text(row["name"]), _text(row["born"])) for row in map(_mapping, rows))


def _mapping(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
