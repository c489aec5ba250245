"""The other headquarters and the mediator: real parties with keys, transcripts and folders of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from desk.accounts.models import User
from desk.channel import actions, ends
from desk.channel.models import Channel
from desk.register.models import Person
from homeward.channel.party import Keyring, Party
from tests.desk.channel.between import ROOT_WORDS as ROOT_WORDS
from tests.desk.channel.between import between as between
from tests.desk.channel.between import desk_of as desk_of

PEER_SEED = b"the other headquarters of a test".ljust(32)
WORDS = "a long night on the river"
MEDIATOR_SEED = b"the mediator of a test".ljust(32)


@dataclass(frozen=True)
class World:
    """Our desk with a channel, the peer, the mediator, and two persons to exchange."""

    channel: Channel
    peer: Party
    mediator: Party
    negotiator: User
    approvers: tuple[User, User]
    ours: Person
    theirs: Person
    now: datetime

    def deliver(self, to: Party | None = None) -> None:
        """Carry what our desk has sealed to the peer (or `to`)."""
        files = actions.export_to_folder(by=self.negotiator, at=self.now, channel=self.channel)
        collected = (to or self.peer).collect(files[0].parent, self.now)
        assert not collected.refused

    def answer(self, kind: str, data: dict[str, Any]) -> str:
        """The peer says something binding, with its own principals' approvals; the message's id."""
        act = self.peer.act(kind, data, self.peer_exp())
        approvals = [self.peer.approve(act, seat, self.now) for seat in (1, 2)]
        spoken = self.peer.say(act, self.now, approvals)
        self.peer.send(spoken, ends.inbox(self.channel), self.now)
        return spoken.id

    def peer_exp(self) -> datetime:
        return self.now + actions.ANSWERED_WITHIN

    def person(self, person: Person) -> dict[str, Any]:
        return {"id": person.public_id, "name": person.display_name, "born": ""}

    def receive(self) -> Any:
        return actions.receive_from_folder(by=self.negotiator, at=self.now, channel=self.channel)

    def approve(self, draft: Any) -> None:
        for approver in self.approvers:
            actions.approve(by=approver, at=self.now, draft=draft, passphrase=WORDS)


@cache
def keyring(seed: bytes, party: str, at: datetime, seats: int) -> Keyring:
    return Keyring.from_seed(seed, party, at, seats)


@pytest.fixture
def world(staff: Callable[[str], User], now: datetime, settings: Any, tmp_path: Path) -> World:
    settings.VAR = tmp_path
    negotiator = staff("negotiator")
    second = User.objects.create(username="approver-2", role="approver")
    peer_keys, mediator_keys = keyring(PEER_SEED, "ZLS", now, 2), keyring(MEDIATOR_SEED, "MDL", now, 0)
    seats = (staff("approver"), second)
    for approver in seats:
        actions.take_seat(by=approver, at=now, passphrase=WORDS)
    actions.set_up(by=seats[0], at=now, passphrase=ROOT_WORDS)
    cards = {"peer": peer_keys.card.to_bytes(), "mediator": mediator_keys.card.to_bytes()}
    channel = actions.pair(by=negotiator, at=now, **cards)
    actions.compare(by=negotiator, at=now, channel=channel, digits=ends.peer_digits(channel))
    joined = ends.joined(channel)
    ours, theirs = (
        Person.objects.create(party=party, display_name=name, opened_at=now, opened_by=negotiator)
        for party, name in [("VRH", "Коваль Іван Петрович"), ("ZLS", "Орлов Пётр Ильич")]
    )
    peer, mediator = Party(peer_keys, joined), Party(mediator_keys, joined)
    return World(channel, peer, mediator, negotiator, seats, ours, theirs, now)
