"""Certificates: ours, those of the others on each channel, and what the end of a holder's say did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from desk.channel import reading, seating
from desk.channel.models import Certificate as Row
from desk.channel.models import Channel, State
from desk.channel.queries.conversation import channels
from homeward.channel.certificate import Certificate
from homeward.channel.endings import Ending, endings
from homeward.channel.render import render
from homeward.channel.standing import ended
from homeward.words import say


@dataclass(frozen=True, slots=True)
class Own:
    """A certificate of ours, the newest of its holder: its role in words, whether it is to be renewed, and whether it
    is in force."""

    row: Row
    role: str
    soon: bool
    in_force: bool


@dataclass(frozen=True, slots=True)
class Theirs:
    """A certificate of another party as its channel knows it; whether its holder's say was ended."""

    channel: Channel
    certificate: Certificate
    role: str
    in_force: bool
    ended: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """What the end of a holder's say did on a channel, in words: the reason, each message lost and each deal that it
    had moved."""

    channel: Channel
    ending: Ending
    reason: str
    lost: tuple[str, ...]
    deals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """How far the messages of a holder are safe on a channel: those up to `number` count, whatever came later."""

    channel: Channel
    number: int
    hash: str


def own_certificates(at: datetime, language: str) -> list[Own]:
    """Ours, by role and call-sign."""
    soon = {row.pk for row in seating.ending_soon(at)}
    newest = seating.newest_of_each()
    rows = sorted(newest, key=lambda row: (row.ended_at is not None, row.role, row.call_sign))
    return [Own(row, say("channel", f"role_{row.role}", language), row.pk in soon, row.until >= at) for row in rows]


def their_certificates(at: datetime, language: str) -> list[Theirs]:
    """Those of the other parties, by channel, party and call-sign."""
    return [one for channel in channels() for one in _of(channel, at, language)]


def ended_says(language: str) -> list[Ended]:
    """Every holder whose say was ended, ours and theirs, newest first."""
    found = [(channel, one) for channel in Channel.objects.all() for one in endings(reading.transcript(channel))]
    found.sort(key=lambda pair: pair[1].message.at, reverse=True)
    return [_told(channel, one, language) for channel, one in found]


def heads(name: str) -> list[Head]:
    """How far the messages of the holder `name` are safe if its say is ended now, on each channel."""
    found = []
    for channel in channels():
        number, hash = reading.transcript(channel).heads.get(name, (0, ""))
        found.append(Head(channel, number, hash))
    return found


def _of(channel: Channel, at: datetime, language: str) -> Iterator[Theirs]:
    said = reading.transcript(channel)
    gone = ended(said.chains)
    for one in said.roster.holders():
        if one.party != channel.party:
            role = say("channel", f"role_{one.role}", language)
            yield Theirs(channel, one, role, one.in_force(at), one.call_sign in gone)


def _told(channel: Channel, ending: Ending, language: str) -> Ended:
    reason = ending.message.act.data.get("reason")
    told = say("channel", f"choice_{reason}", language) if reason else say("channel", "kind_key_change", language)
    lost = tuple(
        f"{one.by} {one.place.seq}: {render(one.act.kind, {}, language).title}, {one.at:%Y-%m-%d}"
        for one in ending.lost
    )
    moved = tuple(_moved(one.kinds, one.state, language) for one in ending.deals)
    return Ended(channel, ending, told, lost, moved)


def _moved(kinds: tuple[str, ...], state: str, language: str) -> str:
    moves = ", ".join(say("channel", f"kind_{kind}", language) for kind in kinds)
    return f"{moves} → {State(state).label if state else '—'}"
