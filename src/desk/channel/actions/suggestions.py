"""Acts of a mediator who makes blind suggestions and keeps the time of deals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends
from desk.channel.actions.composing import compose
from desk.channel.actions.witnessing import attest
from desk.channel.models import Channel, Draft
from desk.channel.queries.suggestions import releasable
from desk.errors import Refused
from desk.ids import new_id
from homeward.canonical import Value
from homeward.channel.event import Named
from homeward.channel.suggestions import Round, rounds
from homeward.channel.timekeeping import lapses
from homeward.planner.blind import Blind


@dataclass(frozen=True, slots=True)
class Package:
    """A package: the ids of those whom the first and the second party would release, and a word to both."""

    one: Sequence[str]
    other: Sequence[str]
    note: str = ""


@transaction.atomic
def suggest(*, by: User, at: datetime, channel: Channel, packages: Sequence[Package], due: datetime) -> str:
    """Put `packages` to both headquarters as one round, to be answered in secret by `due`; the key of the round. Raises
    Refused for no package, an empty one, and somebody whom no offer on the channel names."""
    if not channel.mediates or not packages:
        raise Refused(_("A mediator suggests at least one package."))
    one, other = releasable(ends.end_of(channel).transcript)
    key, total = new_id(), len(packages)
    for number, package in enumerate(packages, start=1):
        people: dict[str, Value] = {"one": _people(package.one, one), "other": _people(package.other, other)}
        data: dict[str, Value] = {"round": key, "number": number, "total": total, "terms": {}, **people}
        if package.note:
            data["note"] = package.note
        compose(by=by, at=at, channel=channel, kind="suggestion", data=data, exp=due)
    record(by=by, at=at, act="channel.suggest", subject=channel.public_id, data={"round": key, "packages": total})
    return key


def tell_result(*, by: User, at: datetime, channel: Channel, key: str) -> Draft:
    """Tell both the first package of the round `key` that both accept, or that there is none: nothing else of their
    answers leaves the mediator. Raises Refused before both have answered, unless the time is over, and a second
    time."""
    said = ends.end_of(channel).transcript
    round_ = rounds(said.effective, said.roster)[0].get(key)
    if round_ is None or round_.result or not channel.mediates:
        raise Refused(_("There is no such round, or its result was told before."))
    if len(round_.answered) < len(said.channel.principals) and at <= round_.due:
        raise Refused(_("Both sides must have answered first, or the time for answers be over."))
    agreed = common(round_, said.channel.principals)
    data: dict[str, Value] = {"round": key, **({"agreed": agreed} if agreed else {})}
    return compose(by=by, at=at, channel=channel, kind="suggestion_result", data=data)


def common(round_: Round, parties: tuple[str, str]) -> str | None:
    """The first package that both accept; None if there is none, or if somebody has not answered."""
    blind = Blind(round_.ids, parties)
    for party, accepts in round_.accepts.items():
        blind = blind.answer(party, accepts)
    return blind.deal


def say_lapses(*, by: User, at: datetime, channel: Channel) -> int:
    """Say of every deal whose time we keep, and which nobody answered by its time, that it lapsed; of how many. What
    was taken in by now is postmarked first, and nothing that comes later gets an earlier postmark."""
    if not channel.mediates:
        raise Refused(_("Only a mediator keeps the time of a deal."))
    attest(by=by, at=at, channel=channel)
    return _say_lapses(by, at, channel)


@transaction.atomic
def _say_lapses(by: User, at: datetime, channel: Channel) -> int:
    found = lapses(ends.end_of(channel).transcript, at)
    for one in found:
        compose(by=by, at=at, channel=channel, kind="lapse", data={"deal": one.deal, "on": one.on})
    record(by=by, at=at, act="channel.say_lapses", subject=channel.public_id, data={"deals": len(found)})
    return len(found)


def _people(ids: Sequence[str], known: dict[str, Named]) -> list[Value]:
    if not ids or not set(ids) <= set(known):
        raise Refused(_("A package names people of both sides whom an offer on this channel names."))
    return [known[id].to_value() for id in ids]
