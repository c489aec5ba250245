"""Two honest sides and a mediator who keeps time: messages and postmarks reach everybody in every schedule, the time of
the offer runs out at any moment, and the clocks of the sides say anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from typing import Any

from tests.models.dealing import ANSWERS, AT, AUTHORS, EXP, LASTING, OFFERS, SIDES, Sent, Views, _put
from tests.models.dealing import Model as Dealing
from tests.models.search import Found, Way, search

LATE = EXP + timedelta(seconds=1)
OVER = Sent(0, "over", "over", "MDL", "")
"""Stands among what the mediator knows once the time is over."""
MARKABLE = ("accept", "counter", "confirm")


class Model(Dealing):
    """The deal in which the mediator keeps time. `hasty`: it says that nothing came before it has read all that it
    postmarked."""

    def __init__(self, machine: Any, salt: str, hasty: bool = False) -> None:
        super().__init__(machine, salt, mediator=True, kinds=(*ANSWERS, "start", "lapse"))
        self.hasty = hasty

    def run(self, messages: int, most: int = 0, sealed: bool = False) -> Found:
        first = frozenset({Sent(1, "od1", "offer", OFFERS["d1"][0], "")})
        self.messages = messages
        return search([(first, first, first)], self.ways, self.wrong, most)

    def event(self, sent: Sent, late: bool = False) -> Any:
        data: dict[str, Any] = {"deal": "d1", "on": sent.on, "terms": {"timekeeper": "MDL"}}
        if sent.kind in ("offer", "counter"):
            data |= OFFERS["d1"][1]
        at = LATE if sent.id[0] in "02468ace" else AT
        return self.machine.Event(sent.kind, sent.by, sent.id, at, EXP, data)

    def fold(self, view: frozenset[Sent]) -> dict[str, Any]:
        if view not in self.folds:
            marks = {sent.on: AT if sent.kind == "mark" else LATE for sent in view if sent.kind in ("mark", "late")}
            deals: dict[str, Any] = {}
            for sent in sorted(sent for sent in view if sent.depth):
                event = self.event(sent)
                event = replace(event, marked={"MDL": marks[sent.id]} if sent.id in marks else {})
                if sent.kind == "offer":
                    deals["d1"] = self.machine.opened(event, SIDES, ("MDL",))
                else:
                    deals["d1"] = self.machine.step_among(deals, "d1", event).deal
            self.folds[view] = deals
            self.states |= {deal.state.value for deal in deals.values()}
        return self.folds[view]

    def ways(self, views: Views) -> Iterator[Way[Views]]:
        everything = frozenset().union(*views)
        for place, author in enumerate(AUTHORS):
            mine = views[place]
            for heard in self.heard(mine, everything):
                yield f"hear {heard.kind}", _put(views, place, mine | {heard}), ""
            if author == "MDL":
                yield from self.timekeeping(views, everything)
                continue
            for key, sent, complaint in self.said(mine, author):
                if sent is None or complaint:
                    yield key, views, complaint
                elif sum(one.depth > 0 for one in everything) < self.messages:
                    yield key, _put(views, place, mine | {sent}), ""

    def heard(self, mine: frozenset[Sent], everything: frozenset[Sent]) -> Iterator[Sent]:
        """What may reach somebody next: any postmark too."""
        yield from (sent for sent in everything - mine if sent.kind in ("mark", "late"))
        yield from super().heard(mine, everything)

    def timekeeping(self, views: Views, everything: frozenset[Sent]) -> Iterator[Way[Views]]:
        """The mediator postmarks what it has, read or not; once time is over it says what did not come."""
        mine = views[2]
        over = OVER in mine
        if not over:
            yield "time is over", _put(views, 2, mine | {OVER}), ""
        marked = {sent.on for sent in mine if sent.kind in ("mark", "late")}
        for sent in everything:
            if sent.kind in MARKABLE and sent.id not in marked:
                mark = Sent(0, f"{sent.id}*", "late" if over else "mark", "MDL", sent.id)
                yield "mark", _put(views, 2, mine | {mark}), ""
        unread = {sent.on for sent in mine if sent.kind == "mark"} - {sent.id for sent in mine}
        if over and (self.hasty or not unread):
            lapse = self.machine.overdue(self.fold(mine)["d1"], LATE)
            if lapse:
                depth = 1 + max(sent.depth for sent in mine)
                word = Sent(depth, f"L{lapse.on}", "lapse", "MDL", lapse.on)
                self.causes[word.id] = frozenset(one for one in mine if one.depth)
                yield "lapse", _put(views, 2, mine | {word}), ""

    def say(self, mine: frozenset[Sent], sent: Sent) -> tuple[str, Sent | None, str]:
        key, sent_on, complaint = super().say(mine, sent)
        return key, sent_on, "the clock of an end decided" if key == "deal_too_late" else complaint

    def unfair(self, before: Any, after: Any, sent: Sent) -> str:
        """What no single message may do."""
        if sent.kind in ("accept", "counter", "decline") and sent.by == before.offered_by:
            return "a side answered its own offer"
        return "a deal was sealed without postmarks" if after.state.value == "sealed" and after.awaits else ""

    def wrong(self, views: Views) -> str:
        """What one side saw sealed never lapses at any other; what lapsed stays so."""
        end = self.fold(frozenset().union(*views))["d1"].state.value
        for view in views:
            seen = self.fold(view)["d1"].state.value
            if end not in self.lasting.get(seen, {end}):
                return f"the deal was seen {seen} and comes to be {end}"
        return ""

    @cached_property
    def lasting(self) -> dict[str, set[str]]:
        over = {"withdrawn", "declined", "lapsed"}
        return {**LASTING, "withdrawn": over, "declined": over, "lapsed": over}
