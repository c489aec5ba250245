"""The other headquarters and the mediator of the sample: real parties with keys, transcripts and folders."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk.accounts.models import Role, User
from desk.accounts.sample import sample_passphrase
from desk.channel import actions, ends
from desk.channel.models import Channel, Deal
from desk.errors import Refused
from desk.ids import new_id
from desk.sample.accounts import SECOND_APPROVER, staff
from homeward.canonical import Value
from homeward.channel.export import export
from homeward.channel.lists import commitment, compare
from homeward.channel.party import Keyring, Party
from homeward.channel.verifier import verify_transcript
from homeward.simulator.world import MDL, ZLS


@dataclass(frozen=True, slots=True)
class Table:
    """Everybody who talks: our channel, the other side, the mediator between."""

    channel: Channel
    peer: Party
    mediator: Party
    at: datetime

    def deliver(self) -> None:
        """Carry what our desk has sealed to the other side; raises Refused if anything is refused there."""
        files = actions.export_to_folder(by=staff(Role.NEGOTIATOR), at=self.at, channel=self.channel)
        folder = files[0].parent if files else ends.outbox(self.channel)
        _unrefused(self.peer, folder, self.at)

    def receive(self) -> int:
        """Take in what the other side has put into our folder; the number of new messages."""
        collected = actions.receive_from_folder(by=staff(Role.NEGOTIATOR), at=self.at, channel=self.channel)
        if collected.refused:
            raise Refused("A message of the other side was refused: " + collected.refused[0].saying.in_language("en"))
        return len(collected.new)

    def answer(self, kind: str, data: Mapping[str, Value], *, binding: bool) -> None:
        """The other side says something; what binds it carries the approvals of its two principals."""
        act = self.peer.act(kind, data, (self.at + actions.ANSWERED_WITHIN).replace(microsecond=0))
        approvals = [self.peer.approve(act, seat, self.at) for seat in (1, 2)] if binding else []
        self.peer.send(self.peer.say(act, self.at, approvals), ends.inbox(self.channel), self.at)

    def exchange_lists(self, wanted: Sequence[Value], held: Sequence[Value]) -> tuple[str, ...]:
        """Both sides fix a list by its hash before either is shown, then show them: whom we look for, whom they say
        they hold. How each list compares with what its author had fixed, in words."""
        ours, theirs = _list(wanted, self.at), _list(held, self.at)
        for kind in ("list_commit", "list"):
            by = staff(Role.NEGOTIATOR)
            actions.compose(by=by, at=self.at, channel=self.channel, kind=kind, data=ours[kind])
            self.deliver()
            self.answer(kind, theirs[kind], binding=False)
            self.receive()
        found = compare(ends.end_of(self.channel).transcript.effective)
        return tuple(said.key for said in found.values())

    def verified(self) -> int:
        """The messages in the transcript once all three ends hold the same and each verifies; raises Refused if
        not."""
        for folder in (ends.inbox(self.channel), ends.outbox(self.channel)):
            _unrefused(self.mediator, folder, self.at)
        files = [export(one.transcript) for one in (ends.end_of(self.channel), self.peer, self.mediator)]
        found = {verify_transcript(file) for file in files}
        if len(found) != 1:
            raise Refused("The three transcripts do not agree.")
        return found.pop().messages


def sit_down(at: datetime) -> Table:
    """Make the keys of all three, our superiors' seats first, exchange cards, and compare the thirty digits."""
    negotiator = staff(Role.NEGOTIATOR)
    peer = Keyring.from_seed(secrets.token_bytes(32), ZLS, at)
    mediator = Keyring.from_seed(secrets.token_bytes(32), MDL, at, seats=0)
    words = sample_passphrase()
    for approver in approvers():
        actions.take_seat(by=approver, at=at, passphrase=words)
    actions.set_up(by=staff(Role.APPROVER), at=at, passphrase=words)
    actions.take_duty(by=staff(Role.DUTY), at=at, passphrase=words)
    channel = actions.pair(by=negotiator, at=at, peer=peer.card.to_bytes(), mediator=mediator.card.to_bytes())
    actions.compare(by=negotiator, at=at, channel=channel, digits=ends.peer_digits(channel))
    joined = ends.joined(channel)
    return Table(channel, Party(peer, joined), Party(mediator, joined), at)


def approvers() -> tuple[User, User]:
    return staff(Role.APPROVER), User.objects.get(username=SECOND_APPROVER)


def _list(people: Sequence[Value], at: datetime) -> dict[str, dict[str, Value]]:
    """The two messages of one list: its hash, and the list itself."""
    salt, head = new_id(), {"list": new_id(), "category": "all", "as_of": at.date().isoformat()}
    commit: dict[str, Value] = {**head, "count": len(people), "commit": commitment(people, salt)}
    return {"list_commit": commit, "list": {**head, "salt": salt, "people": list(people)}}


def deal_of(table: Table) -> Deal:
    return Deal.objects.filter(channel=table.channel).latest("id")


def _unrefused(party: Party, folder: Path, at: datetime) -> None:
    refused = party.collect(folder, at).refused
    if refused:
        raise Refused("A message was refused: " + refused[0].saying.in_language("en"))
