"""The deal: a pure machine. (deal, event) → (deal, saying); the same messages give the same deal on both sides.

An event is a message held in a transcript. Only the side to which the standing offer is addressed may accept, counter
or decline it; only the side that made it may confirm an acceptance. Either side may withdraw while nothing is
accepted, the offering side until it has confirmed. So no two messages under way at the same time can lead the two
sides to different ends. A sealed deal moves nobody yet: that takes a `start` from both. A date is a date once both
have signed it: one proposes, the other agrees. What the two sides cannot settle the mediator rules on; what was
under way when the dispute arose is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from homeward.canonical import Value
from homeward.channel.event import Event as Event
from homeward.channel.event import Named as Named
from homeward.words import Saying, saying


class DealState(StrEnum):
    """How far a deal has come."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    SEALED = "sealed"
    SCHEDULED = "scheduled"
    STARTED = "started"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    LAPSED = "lapsed"
    DISPUTED = "disputed"
    RULED = "ruled"


_LAPSING = frozenset({DealState.OFFERED, DealState.ACCEPTED})
_STARTABLE = frozenset({DealState.SEALED, DealState.SCHEDULED})
BINDING = frozenset({*_STARTABLE, DealState.ACCEPTED, DealState.STARTED, DealState.DISPUTED})
"""The states in which a person named in the deal can be promised to no other."""
OPEN = BINDING | {DealState.OFFERED}
"""The states in which a person named in the deal is not free for another."""
_DISPUTABLE = frozenset({*_STARTABLE, DealState.STARTED, DealState.CLOSED, DealState.DISPUTED})


@dataclass(frozen=True, slots=True)
class Day:
    """A date for the crossing, proposed by the party `by` in the message `id`: ISO 8601 day, and where."""

    id: str
    by: str
    day: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Deal:
    """The deal `id` now. `give` and `receive` are as `offered_by` sees them; `on` is the message the next one must
    name: the standing offer, then its acceptance, then the confirmation or the agreement to a date. `day` is the
    date both signed; `before` the state a dispute interrupted; `mediators` may rule."""

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
    proposed: tuple[Day, ...] = ()
    day: Day | None = None
    before: DealState | None = None
    started: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()

    @property
    def people(self) -> frozenset[str]:
        """The ids of everybody named in it."""
        return frozenset(person.id for person in (*self.give, *self.receive))

    def lapsed(self, at: datetime) -> bool:
        """Whether the offer has run out by `at` without a confirmation."""
        return self.state in _LAPSING and at > self.exp

    def state_at(self, at: datetime) -> DealState:
        return DealState.LAPSED if self.lapsed(at) else self.state


@dataclass(frozen=True, slots=True)
class Step:
    """What an event did: the deal after it, whether it moved, and the sentence that says so or says why not."""

    deal: Deal
    moved: bool
    saying: Saying


def opened(event: Event, parties: tuple[str, str], mediators: tuple[str, ...] = ()) -> Deal:
    """The deal that an offer opens between the two principal `parties`."""
    return Deal(
        id=event.text("deal"),
        state=DealState.OFFERED,
        parties=parties,
        offered_by=event.by,
        offer=event.id,
        on=event.id,
        exp=event.exp,
        terms=event.mapping("terms"),
        give=event.people("give"),
        receive=event.people("receive"),
        mediators=mediators,
    )


def step(deal: Deal, event: Event) -> Step:
    """What `event` does to `deal`; an event out of turn changes nothing and is answered with the reason."""
    if event.by not in (deal.mediators if event.kind == "ruling" else deal.parties):
        return _refused(deal, "deal_not_the_mediator" if event.kind == "ruling" else "deal_not_a_party")
    if deal.lapsed(event.at):
        return _refused(deal, "deal_too_late")
    if event.kind not in _MOVES:
        return _refused(deal, "deal_no_such_move")
    if deal.before is not None and event.kind in _MEANWHILE:
        return _meanwhile(deal, event)
    return _MOVES[event.kind](deal, event)


def step_among(deals: Mapping[str, Deal], id: str, event: Event) -> Step:
    """`step` of the deal `id` among all `deals` of a channel: nobody is promised twice, so an acceptance or a
    confirmation that names a person whom another deal binds is refused."""
    deal = deals[id]
    if event.kind in ("accept", "confirm"):
        others = (one for one in deals.values() if one.id != id and one.state_at(event.at) in BINDING)
        if any(one.people & deal.people for one in others):
            return _refused(deal, "deal_person_promised")
    return step(deal, event)


def _counter(deal: Deal, event: Event) -> Step:
    if (reason := _not_answerable(deal, event)) is not None:
        return reason
    countered = opened(event, deal.parties, deal.mediators)
    return Step(countered, True, saying("channel", "deal_countered", party=event.by))


def _accept(deal: Deal, event: Event) -> Step:
    if (reason := _not_answerable(deal, event)) is not None:
        return reason
    return _moved(replace(deal, state=DealState.ACCEPTED, on=event.id), "deal_accepted", event)


def _decline(deal: Deal, event: Event) -> Step:
    if (reason := _not_answerable(deal, event)) is not None:
        return reason
    return _moved(replace(deal, state=DealState.DECLINED), "deal_declined", event)


def _confirm(deal: Deal, event: Event) -> Step:
    if deal.state != DealState.ACCEPTED or event.text("on") != deal.on:
        return _refused(deal, "deal_nothing_to_confirm")
    if event.by != deal.offered_by:
        return _refused(deal, "deal_not_your_turn")
    return _moved(replace(deal, state=DealState.SEALED, on=event.id), "deal_sealed", event)


def _withdraw(deal: Deal, event: Event) -> Step:
    may = deal.state == DealState.OFFERED or (deal.state == DealState.ACCEPTED and event.by == deal.offered_by)
    if not may:
        return _refused(deal, "deal_cannot_withdraw")
    return _moved(replace(deal, state=DealState.WITHDRAWN), "deal_withdrawn", event)


def _schedule(deal: Deal, event: Event) -> Step:
    if deal.state not in _STARTABLE:
        return _refused(deal, "deal_not_sealed")
    day = Day(event.id, event.by, event.text("day"), event.text("place"))
    return _moved(replace(deal, proposed=(*deal.proposed, day)), "deal_day_proposed", event)


def _schedule_agree(deal: Deal, event: Event) -> Step:
    """A start of the other side, said for another date or for none, counts no more; our own stands."""
    if deal.state not in _STARTABLE or event.by in deal.started:
        return _refused(deal, "deal_not_sealed")
    day = next((one for one in deal.proposed if one.id == event.text("on") and one.by != event.by), None)
    if day is None:
        return _refused(deal, "deal_no_such_day")
    agreed = replace(deal, state=DealState.SCHEDULED, day=day, on=event.id, started=frozenset())
    return _moved(agreed, "deal_scheduled", event)


def _start(deal: Deal, event: Event) -> Step:
    if deal.state not in _STARTABLE or event.text("on") != deal.on:
        return _refused(deal, "deal_not_sealed")
    started = deal.started | {event.by}
    state = DealState.STARTED if started == set(deal.parties) else deal.state
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
    return _moved(replace(deal, state=DealState.DISPUTED, before=deal.before or deal.state), "deal_disputed", event)


def _ruling(deal: Deal, event: Event) -> Step:
    """`continue`: the deal goes on where it stood; `end`: it is over."""
    outcome = event.text("outcome")
    if deal.before is None or outcome not in ("continue", "end"):
        return _refused(deal, "deal_nothing_to_rule")
    after = deal.before if outcome == "continue" else DealState.RULED
    return _moved(replace(deal, state=after, before=None), f"deal_ruled_{outcome}", event)


def _meanwhile(deal: Deal, event: Event) -> Step:
    """What was under way when the dispute was sent is kept: which of the two came first must not matter."""
    done = _MOVES[event.kind](replace(deal, state=deal.before or deal.state, before=None), event)
    kept = replace(done.deal, state=DealState.DISPUTED, before=done.deal.state) if done.moved else deal
    return replace(done, deal=kept)


_MEANWHILE = frozenset({"schedule", "schedule_agree", "start", "close"})
_MOVES = {
    "counter": _counter,
    "accept": _accept,
    "decline": _decline,
    "confirm": _confirm,
    "withdraw": _withdraw,
    "schedule": _schedule,
    "schedule_agree": _schedule_agree,
    "start": _start,
    "close": _close,
    "dispute": _dispute,
    "ruling": _ruling,
}


def _not_answerable(deal: Deal, event: Event) -> Step | None:
    if deal.state != DealState.OFFERED or event.text("on") != deal.on:
        return _refused(deal, "deal_not_standing")
    if event.by == deal.offered_by:
        return _refused(deal, "deal_own_offer")
    return None


def _moved(deal: Deal, key: str, event: Event) -> Step:
    return Step(deal, True, saying("channel", key, party=event.by))


def _refused(deal: Deal, key: str) -> Step:
    return Step(deal, False, saying("channel", key))
