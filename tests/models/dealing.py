"""Two honest sides and a mediator, each with the messages that reached it, in every schedule of their arrival.

A message knows what its author had seen; each side sees any set of messages closed under causes, and folds it through
the machine. Ids are salted, since messages that know nothing of each other are ordered by their ids.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.models.search import Found, Way, search

SIDES = ("VRH", "ZLS")
AUTHORS = (*SIDES, "MDL")
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
EXP = AT + timedelta(days=7)
ANNA, BORYS, CYRIL = ({"id": id, "name": id, "born": ""} for id in ("anna", "borys", "cyril"))
OFFERS = {
    "d1": ("VRH", {"give": [ANNA], "receive": [BORYS]}),
    "d2": ("ZLS", {"give": [BORYS], "receive": [CYRIL]}),
}
ANSWERS = ("accept", "confirm", "decline", "withdraw", "counter")
ALL = (*ANSWERS, "schedule", "schedule_agree", "start", "close", "dispute", "ruling")
Views = tuple[frozenset["Sent"], ...]


@dataclass(frozen=True, slots=True, order=True)
class Sent:
    """A message: how many it stands upon (none: a postmark), its id, what it says; ordered as a transcript orders."""

    depth: int
    id: str
    kind: str
    by: str
    on: str
    deal: str = "d1"


class Model:
    """The model over `machine`, which is `homeward.channel.deal` or a copy of it with a rule broken."""

    def __init__(
        self,
        machine: Any,
        salt: str,
        deals: tuple[str, ...] = ("d1",),
        mediator: bool = False,
        kinds: tuple[str, ...] = ALL,
    ) -> None:
        self.machine, self.salt, self.deals = machine, salt, deals
        self.authors = AUTHORS if mediator else SIDES
        self.kinds = ANSWERS if len(deals) > 1 else kinds
        self.causes: dict[str, frozenset[Sent]] = {}
        self.sayings: dict[tuple[frozenset[Sent], str], list[tuple[str, Sent | None, str]]] = {}
        self.folds: dict[frozenset[Sent], dict[str, Any]] = {}
        self.tried: set[str] = set()
        self.states: set[str] = set()

    def run(self, messages: int, most: int = 0, sealed: bool = False) -> Found:
        """Every schedule of at most `messages` messages, from the offers or from the sealed deal on."""
        first = [Sent(1, f"o{deal}", "offer", OFFERS[deal][0], "", deal) for deal in self.deals]
        if sealed:
            first += [Sent(2, "a", "accept", "ZLS", "od1"), Sent(3, "c", "confirm", "VRH", "a")]
        self.messages = messages
        return search([tuple(frozenset(first) for _ in self.authors)], self.ways, self.wrong, most)

    def event(self, sent: Sent, late: bool = False) -> Any:
        data: dict[str, Any] = {"deal": sent.deal, "on": sent.on, "terms": {}}
        if sent.kind in ("offer", "counter"):
            data |= OFFERS[sent.deal][1]
        if sent.kind == "ruling":
            data["outcome"] = sent.on
        at = EXP + timedelta(seconds=1) if late else AT
        return self.machine.Event(sent.kind, sent.by, sent.id, at, EXP, data)

    def fold(self, view: frozenset[Sent]) -> dict[str, Any]:
        """The deals as `view` shows them."""
        if view not in self.folds:
            deals: dict[str, Any] = {}
            for sent in sorted(view):
                if sent.kind == "offer":
                    deals[sent.deal] = self.machine.opened(self.event(sent), SIDES, ("MDL",))
                else:
                    deals[sent.deal] = self.machine.step_among(deals, sent.deal, self.event(sent)).deal
            self.folds[view] = deals
            self.states |= {deal.state.value for deal in deals.values()}
        return self.folds[view]

    def ways(self, views: Views) -> Iterator[Way[Views]]:
        everything = frozenset().union(*views)
        for place, author in enumerate(self.authors):
            mine = views[place]
            for heard in self.heard(mine, everything):
                yield "hear", _put(views, place, mine | {heard}), ""
            for key, sent, complaint in self.said(mine, author):
                if sent is None or complaint:
                    yield key, views, complaint
                elif len(everything) < self.messages:
                    yield key, _put(views, place, mine | {sent}), ""

    def heard(self, mine: frozenset[Sent], everything: frozenset[Sent]) -> Iterator[Sent]:
        """What may reach somebody next: the next message of each author, if what it stands upon is there."""
        for other in self.authors:
            next_one = min((sent for sent in everything - mine if sent.depth and sent.by == other), default=None)
            if next_one is not None and self.causes[next_one.id] <= mine:
                yield next_one

    def said(self, mine: frozenset[Sent], author: str) -> list[tuple[str, Sent | None, str]]:
        """Everything an author may try: what moves the deal as it sees it is sent, the rest must change nothing."""
        if (mine, author) not in self.sayings:
            self.sayings[mine, author] = [self.say(mine, sent) for sent in self.tries(mine, author)]
        return self.sayings[mine, author]

    def say(self, mine: frozenset[Sent], sent: Sent) -> tuple[str, Sent | None, str]:
        deals = self.fold(mine)
        before, done = deals[sent.deal], self.machine.step_among(deals, sent.deal, self.event(sent))
        self.tried.add(done.saying.key)
        if not done.moved:
            return done.saying.key, None, "" if done.deal == before else "I11: what was refused changed the deal"
        self.causes[sent.id] = frozenset(one for one in mine if one.depth)
        return done.saying.key, sent, self.unfair(before, done.deal, sent)

    def tries(self, mine: frozenset[Sent], author: str) -> Iterator[Sent]:
        depth = 1 + max(sent.depth for sent in mine)
        words = sorted(sent for sent in mine if sent.depth)
        for key, deal in self.fold(mine).items():
            for kind in self.kinds:
                named = {"ruling": ("continue", "end"), "schedule_agree": tuple(day.id for day in deal.proposed)}
                for on in named.get(kind, (deal.on,)):
                    known = f"{self.salt}{kind}{author}{on}{key}{words}"
                    yield Sent(depth, hashlib.sha256(known.encode()).hexdigest()[:6], kind, author, on, key)

    def unfair(self, before: Any, after: Any, sent: Sent) -> str:
        """What no single message may do."""
        late = self.machine.step_among({sent.deal: before}, sent.deal, self.event(sent, late=True))
        if late.moved and before.state.value in ("offered", "accepted"):
            return f"I9: a {sent.kind} after the end of the offer moved the deal"
        if sent.kind in ("accept", "counter", "decline") and sent.by == before.offered_by:
            return "a side answered its own offer"
        if sent.kind == "ruling" and sent.by != "MDL":
            return "a party ruled on its own dispute"
        if after.day != before.day and after.day.by == sent.by:
            return "a date was signed by one side only"
        if after.state.value == "started" != before.state.value and not {*SIDES} <= after.started:
            return "one side started alone"
        if after.started and after.day != before.day:
            return "a start counts for a date it does not name"
        return ""

    def wrong(self, views: Views) -> str:
        """What one side saw sealed or ended, no later message takes back; and I6: nobody is promised twice."""
        end = self.fold(frozenset().union(*views))
        for view in views:
            for key, deal in self.fold(view).items():
                if end[key].state.value not in LASTING.get(deal.state.value, {end[key].state.value}):
                    return f"{key} was seen {deal.state.value} and comes to be {end[key].state.value}"
            bound = [deal for deal in self.fold(view).values() if deal.state in self.machine.BINDING]
            if len(bound) > 1 and bound[0].people & bound[1].people:
                return "I6: a person is bound by two deals"
        return ""


_BOUND = {"sealed", "scheduled", "started", "closed", "disputed", "ruled"}
_OVER = {"withdrawn", "declined"}
LASTING = {
    "sealed": _BOUND,
    "scheduled": _BOUND - {"sealed"},
    "started": _BOUND - {"sealed", "scheduled"},
    "closed": {"closed", "disputed", "ruled"},
    "disputed": _BOUND,
    "ruled": {"ruled"},
    "withdrawn": _OVER,
    "declined": _OVER,
}


def _put(views: Views, place: int, view: frozenset[Sent]) -> Views:
    return (*views[:place], view, *views[place + 1 :])
