"""A draft that binds, in every order of every approval that may come, true or false, and at every time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Any

from homeward.channel.approval import Approval, approve
from homeward.channel.message import Act
from homeward.channel.transcript import Transcript
from tests.homeward.channel.parties import AT, channel, keyring, party
from tests.models.search import Found, Way, search

HOUR = timedelta(hours=1)
LAST = 5


@dataclass(frozen=True, slots=True)
class World:
    """Which approvals have come, how many hours have passed, and at which hour it was signed (-1: not yet)."""

    come: frozenset[str] = frozenset()
    hour: int = 0
    signed: int = -1


@cache
def act(deal: str = "d1") -> Act:
    return party("VRH").act("offer", {"deal": deal, "terms": {}, "give": [], "receive": []}, AT + LAST * HOUR)


@cache
def pool() -> dict[str, Approval]:
    """Approvals of our principals in windows of their own, and what a cheat might add."""
    one, two = keyring("VRH").principals
    theirs = keyring("ZLS").principals[0]

    def given(by: Any, since: int, until: int, what: Act | None = None) -> Approval:
        return approve(by, (what or act()).hash, AT + since * HOUR, AT + until * HOUR)

    honest = {"one": given(one, 0, 2), "one again": given(one, 2, 5), "two": given(two, 1, 3)}
    other, foreign = given(two, 0, 4, act("d2")), given(theirs, 0, 4)
    speaker = given(keyring("VRH").speaker, 0, 4)
    forged = replace(given(two, 0, 4), signature=given(one, 0, 4).signature)
    return {
        **honest,
        "of another act": other,
        "by their principal": foreign,
        "by the speaker": speaker,
        "forged": forged,
    }


GOOD = {"one": ("vrh_p1", 0, 2), "one again": ("vrh_p1", 2, 5), "two": ("vrh_p2", 1, 3)}
"""Which approvals are true: by whom, from which hour until which."""


class Model:
    """The model over `machine`, which is `homeward.channel.progress` or a copy of it with a rule broken."""

    def __init__(self, machine: Any) -> None:
        self.machine, self.roster = machine, Transcript(channel()).roster
        self.checked: dict[tuple[frozenset[str], int], str] = {}

    def run(self) -> Found:
        return search([World()], self.ways, self.wrong)

    def ways(self, world: World) -> Iterator[Way[World]]:
        if world.hour < LAST:
            yield "time passes", replace(world, hour=world.hour + 1), ""
        if world.signed >= 0:
            return
        for name in pool().keys() - world.come:
            yield name, replace(world, come=world.come | {name}), ""
        state = self.state(world)
        if state == "approved":
            yield "signed", replace(world, signed=world.hour), ""
        elif state != "expired" and self.quorum(world.come, world.hour):
            yield "refused", world, "a commitment with its quorum was refused"
        yield state, world, ""

    def state(self, world: World) -> str:
        """How far the draft has come with these approvals, at this hour."""
        key = (world.come, world.hour)
        if key not in self.checked:
            given = tuple(pool()[name] for name in sorted(world.come))
            draft = self.machine.Draft(act(), "VRH", "vrh", given)
            self.checked[key] = self.machine.of_draft(draft, self.roster, AT + world.hour * HOUR).value
        return self.checked[key]

    def quorum(self, come: frozenset[str], hour: int) -> bool:
        """Whether two different principals have truly approved this very act for this hour."""
        return len({by for name, (by, since, until) in GOOD.items() if name in come and since <= hour <= until}) >= 2

    def wrong(self, world: World) -> str:
        """I5: what is signed had its quorum when it was signed."""
        if world.signed >= 0 and not self.quorum(world.come, world.signed):
            return f"I5: signed at hour {world.signed} with {sorted(world.come)}"
        return ""
