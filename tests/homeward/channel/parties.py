"""Two headquarters and a mediator with fixed keys, for the tests of the channel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from homeward import keys
from homeward.canonical import Value
from homeward.channel.certificate import Role, issue
from homeward.channel.message import Message
from homeward.channel.pairing import Channel
from homeward.channel.party import Keyring, Party
from homeward.keys import Identity

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
EXP = AT + timedelta(days=7)
IVAN: dict[str, Value] = {"id": "p1", "name": "Коваль Іван Петрович", "born": "1990-05-12"}
PETR: dict[str, Value] = {"id": "p2", "name": "Орлов Пётр Ильич", "born": ""}


@cache
def keyring(party: str) -> Keyring:
    return Keyring.from_seed(party.encode().ljust(32, b"."), party, AT, seats=0 if party == "MDL" else 2)


@cache
def channel() -> Channel:
    return Channel(tuple(keyring(party).card for party in ("VRH", "ZLS", "MDL")))


def party(code: str, on: Channel | None = None) -> Party:
    return Party(keyring(code), on or channel())


def root(code: str) -> Identity:
    return Identity.from_seed(keys.derive(code.encode().ljust(32, b"."), f"{code}-root"), f"{code}-root")


def newcomer(code: str, name: str, role: Role = Role.DEVICE, days: int = 30, scope: str = "") -> Party:
    """A speaker of `code` that came after the card was made, such as a tablet at the crossing."""
    identity = Identity.from_seed(name.encode().ljust(32, b"."), name)
    certificate = issue(root(code), code, role, identity.public, AT, AT + timedelta(days=days), scope)
    return Party(Keyring(code, identity, (), keyring(code).card, certificate), channel())


def enter(end: Party, at: datetime = AT) -> Message:
    """The newcomer's first message: its certificate."""
    certificate = end.keyring.certificate
    assert certificate
    return end.say(end.act("certificate", {"certificate": certificate.to_value()}, EXP), at)


def pass_on(spoken: Message, *ends: Party, at: datetime = AT) -> None:
    for end in ends:
        end.transcript.add(spoken, at)


def note(end: Party, text: str = "words", at: datetime = AT) -> Message:
    return end.say(end.act("note", {"note": text}, EXP), at)


def bind(end: Party, kind: str, data: dict[str, Value], at: datetime = AT) -> Message:
    """`end` says something binding with the approval of both its principals."""
    act = end.act(kind, data, EXP)
    return end.say(act, at, [end.approve(act, seat, at) for seat in (1, 2)])


def offer(end: Party, deal: str = "d1") -> Message:
    return bind(end, "offer", {"deal": deal, "terms": {"parity": "count"}, "give": [PETR], "receive": [IVAN]})
