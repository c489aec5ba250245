"""Our desk as mediator between two headquarters that are real parties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from desk.accounts.models import User
from desk.channel import actions, ends
from desk.channel.models import Channel
from homeward.channel.carriers import folder
from homeward.channel.message import Message as Spoken
from homeward.channel.party import Keyring, Party

ROOT_WORDS = "a key in the safe of the house"
IVAN = {"id": "p1", "name": "Коваль Іван Петрович", "born": "1990-05-12"}
PETR = {"id": "p2", "name": "Орлов Пётр Ильич", "born": ""}


@dataclass
class Between:
    """Our desk as mediator `MDL` between two headquarters that are real parties."""

    channel: Channel
    ends: dict[str, Party]
    mediator: User
    now: datetime

    def say(
        self, by: str, kind: str, data: dict[str, Any], *, bind: bool = False, days: int = 7, to: tuple[str, ...] = ()
    ) -> Spoken:
        """A headquarters says something, and everybody who should hears it."""
        end = self.ends[by]
        act = end.act(kind, data, self.now + timedelta(days=days), to)
        spoken = end.say(act, self.now, [end.approve(act, seat, self.now) for seat in (1, 2)] if bind else [])
        [other] = (one for code, one in self.ends.items() if code != by)
        other.transcript.add(spoken if not to or other.name.upper() in to else spoken.showing({}), self.now)
        if not to or "MDL" in to:
            folder.put(ends.inbox(self.channel), end.seal(spoken, self.now))
        elif head := end.seal_head(spoken, self.now):
            folder.put(ends.inbox(self.channel), head)
        self.receive()
        return spoken

    def receive(self) -> None:
        collected = actions.receive_from_folder(by=self.mediator, at=self.now, channel=self.channel)
        assert not collected.refused

    def deliver(self) -> None:
        """Both headquarters take in what our desk has sealed."""
        actions.export_to_folder(by=self.mediator, at=self.now, channel=self.channel)
        for end in self.ends.values():
            assert not end.collect(ends.outbox(self.channel), self.now).refused

    def sealed_deal(self) -> str:
        """A deal both sides are bound to; the id of its confirmation."""
        people = {"give": [PETR], "receive": [IVAN]}
        offered = self.say("VRH", "offer", {"deal": "d1", "terms": {"parity": "count"}, **people}, bind=True)
        accepted = self.say("ZLS", "accept", {"deal": "d1", "on": offered.id}, bind=True)
        return self.say("VRH", "confirm", {"deal": "d1", "on": accepted.id}, bind=True).id


@cache
def headquarters(party: str, at: datetime) -> Keyring:
    return Keyring.from_seed(f"{party} of a test".ljust(32).encode(), party, at)


@pytest.fixture
def desk_of(settings: Any, tmp_path: Path, staff: Callable[[str], User]) -> Callable[[str, str], User]:
    """The desk becomes that of another kind of party; who works there."""

    def make(kind: str, party: str) -> User:
        settings.VAR, settings.HOMEWARD_KIND, settings.HOMEWARD_PARTY = tmp_path, kind, party
        return staff(kind)

    return make


@pytest.fixture
def between(desk_of: Callable[[str, str], User], now: datetime) -> Between:
    mediator = desk_of("mediator", "MDL")
    actions.set_up_between(by=mediator, at=now, passphrase=ROOT_WORDS)
    pair = [headquarters(code, now) for code in ("VRH", "ZLS")]
    channel = actions.sit_between(by=mediator, at=now, cards=[one.card.to_bytes() for one in pair])
    joined = ends.joined(channel)
    return Between(channel, {one.party: Party(one, joined) for one in pair}, mediator, now)
