"""Two headquarters and a mediator with fixed keys, for the tests of the channel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from homeward.canonical import Value
from homeward.channel.message import Message
from homeward.channel.pairing import Channel
from homeward.channel.party import Keyring, Party

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


def party(code: str) -> Party:
    return Party(keyring(code), channel())


def note(end: Party, text: str = "words", at: datetime = AT) -> Message:
    return end.say(end.act("note", {"note": text}, EXP), at)


def bind(end: Party, kind: str, data: dict[str, Value], at: datetime = AT) -> Message:
    """`end` says something binding with the approval of both its principals."""
    act = end.act(kind, data, EXP)
    return end.say(act, at, [end.approve(act, seat, at) for seat in (1, 2)])


def offer(end: Party, deal: str = "d1") -> Message:
    return bind(end, "offer", {"deal": deal, "terms": {"parity": "count"}, "give": [PETR], "receive": [IVAN]})
