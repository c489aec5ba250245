"""The sample of a desk that sits between two headquarters: a deal in dispute before a mediator, or a crossing before an
observer. Both headquarters are real parties with keys and transcripts of their own."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from desk.accounts.models import Role, User
from desk.accounts.sample import sample_passphrase
from desk.channel import actions, ends
from desk.channel.models import Channel, Sits
from desk.errors import Refused
from desk.sample.accounts import open_accounts, staff
from homeward.canonical import Value
from homeward.channel.carriers import folder
from homeward.channel.dispute import submission_hash
from homeward.channel.message import Message
from homeward.channel.party import Keyring, Party
from homeward.simulator.world import VRH, ZLS

OPERATION = "crossing-1"
_IVAN: Value = {"id": "v1", "name": "Коваль Іван Петрович", "born": "1990-05-12"}
_PETR: Value = {"id": "z1", "name": "Орлов Пётр Ильич", "born": "1988"}
_OLEH: Value = {"id": "v2", "name": "Гайовий Олег Титович", "born": ""}


@dataclass(frozen=True, slots=True)
class Sitting:
    """Our desk between two headquarters, each with its own end of the channel."""

    by: User
    at: datetime
    channel: Channel
    ends: Mapping[str, Party]

    def say(self, party: str, kind: str, data: Mapping[str, Value], *, binding: bool = False) -> Message:
        """A headquarters says something; the other one and our desk hear it."""
        end, due = self.ends[party], (self.at + actions.ANSWERED_WITHIN).replace(microsecond=0)
        act = end.act(kind, data, due)
        spoken = end.say(act, self.at, [end.approve(act, seat, self.at) for seat in (1, 2)] if binding else [])
        for code, other in self.ends.items():
            if code != party:
                other.transcript.add(spoken, self.at)
        folder.put(ends.inbox(self.channel), end.seal(spoken, self.at))
        return spoken

    def receive(self) -> int:
        """Take in what both have sealed; how many messages that are."""
        collected = actions.receive_from_folder(by=self.by, at=self.at, channel=self.channel)
        if collected.refused:
            raise Refused("A message was refused: " + collected.refused[0].saying.in_language("en"))
        return len(collected.new)


def load(at: datetime) -> list[str]:
    """Fill the desk of our kind; a sentence for each step."""
    role = Role.OBSERVER if settings.HOMEWARD_KIND == Sits.OBSERVER else Role.MEDIATOR
    open_accounts(at, {role, Role.AUDITOR})
    sitting = _sit_down(staff(role), at)
    told = _crossing(sitting) if role == Role.OBSERVER else _dispute(sitting)
    return [f"Cards: those of {VRH} and {ZLS} taken in, thirty digits compared with both.", told]


def _sit_down(by: User, at: datetime) -> Sitting:
    operation = OPERATION if settings.HOMEWARD_KIND == Sits.OBSERVER else ""
    actions.set_up_between(by=by, at=at, passphrase=sample_passphrase(), operation=operation)
    pair = [Keyring.from_seed(secrets.token_bytes(32), code, at) for code in (VRH, ZLS)]
    channel = actions.sit_between(by=by, at=at, cards=[one.card.to_bytes() for one in pair])
    actions.compare(by=by, at=at, channel=channel, digits=ends.peer_digits(channel))
    digits = ends.digits_with(channel, channel.second)
    actions.compare_card(by=by, at=at, channel=channel, party=channel.second, digits=digits)
    joined = ends.joined(channel)
    return Sitting(by, at, channel, {one.party: Party(one, joined) for one in pair})


def _dispute(sitting: Sitting) -> str:
    """A sealed deal that is disputed, with both submissions open: the mediator is to rule."""
    people: dict[str, Value] = {"give": [_PETR], "receive": [_IVAN, _OLEH]}
    offer: dict[str, Value] = {"deal": "d1", "terms": {"parity": "none"}, **people}
    offered = sitting.say(VRH, "offer", offer, binding=True)
    accepted = sitting.say(ZLS, "accept", {"deal": "d1", "on": offered.id}, binding=True)
    sealed = sitting.say(VRH, "confirm", {"deal": "d1", "on": accepted.id}, binding=True)
    reason = "Of two people named one was not brought to the bridge."
    raised = sitting.say(VRH, "dispute", {"deal": "d1", "about": sealed.id, "reason": reason})
    words = {VRH: "The offer names two. One came.", ZLS: "He is gravely ill and was not fit for the road that day."}
    salts = {party: secrets.token_hex(16) for party in words}
    for party, text in words.items():
        commit = submission_hash(text, [offered.id], salts[party])
        sitting.say(party, "submission_commit", {"of": raised.id, "commit": commit})
    for party, text in words.items():
        opened: dict[str, Value] = {"of": raised.id, "salt": salts[party], "text": text, "exhibits": [offered.id]}
        sitting.say(party, "submission", opened)
    return f"Channel: {sitting.receive()} messages taken in; a dispute is heard and waits for the ruling."


def _crossing(sitting: Sitting) -> str:
    """Both sides have called the roll of a stage, and their counts differ."""
    roll: dict[str, Value] = {"deal": "d1", "operation": OPERATION, "stage": 1}
    sitting.say(VRH, "roll_call", {**roll, "present": ["v1", "v2", "z1"], "absent": []})
    sitting.say(ZLS, "roll_call", {**roll, "present": ["v1", "z1"], "absent": ["v2"]})
    return f"Channel: {sitting.receive()} roll-calls taken in; the counts differ, and the observer has not counted yet."
