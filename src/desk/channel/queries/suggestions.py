"""A mediator's rounds of blind suggestions: whom a package can name, and how far each round has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from desk.channel import reading
from desk.channel.models import Channel
from homeward.channel.event import Named
from homeward.channel.message import Message
from homeward.channel.render import Rendered, render
from homeward.channel.suggestions import Round, rounds
from homeward.channel.transcript import Transcript


@dataclass(frozen=True, slots=True)
class ShownRound:
    """A round with its packages in words, who is still awaited, and whether its result can be told."""

    round: Round
    packages: tuple[Rendered, ...]
    awaited: tuple[str, ...]
    ready: bool
    agreed: int


def suggested(channel: Channel, at: datetime, language: str) -> list[ShownRound]:
    """The rounds on `channel`, newest first."""
    said = reading.transcript(channel)
    found = rounds(said.effective, said.roster)[0]
    return [_shown(one, said.channel.principals, at, language) for one in reversed(found.values())]


def releasable(said: Transcript) -> tuple[dict[str, Named], dict[str, Named]]:
    """Whom the first and the second party would release by any offer made so far, by their ids: nobody else is known
    to a mediator."""
    one, other = said.channel.principals
    sides: dict[str, dict[str, Named]] = {one: {}, other: {}}
    for message in said.effective:
        if message.act.kind in ("offer", "counter") and message.act.whole:
            for party, person in _named(message, said.roster.party(message.by), (one, other)):
                sides[party][person.id] = person
    return sides[one], sides[other]


def _named(message: Message, by: str, parties: tuple[str, str]) -> Iterator[tuple[str, Named]]:
    [theirs] = (party for party in parties if party != by)
    for field, party in (("give", by), ("receive", theirs)):
        people = message.act.data[field]
        for row in people if isinstance(people, list) else []:
            yield party, Named.from_value(row)


def _text(package: Message, language: str) -> Rendered:
    data = package.act.data
    return render("suggestion", {name: data[name] for name in ("one", "other", "note") if name in data}, language)


def _shown(one: Round, parties: tuple[str, str], at: datetime, language: str) -> ShownRound:
    awaited = tuple(party for party in parties if party not in one.answered)
    texts = tuple(_text(one.packages[number], language) for number in sorted(one.packages))
    ready = not one.result and (not awaited or at > one.due)
    agreed = one.ids.index(one.agreed) + 1 if one.agreed else 0
    return ShownRound(one, texts, () if one.result else awaited, ready, agreed)
