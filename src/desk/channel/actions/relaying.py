"""Acts with a mediator's relay: register it, ask for a trip to it, and make the trip.

A trip is no single transaction: what a message was given, a postmark or a number, is kept before the next is asked for,
so that a line that breaks loses nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import blobs, ends, mirror, queries, tokens
from desk.channel.actions.carrying import receive_from_folder
from desk.channel.actions.stamping import keep_postmark
from desk.channel.models import Channel, Relay, Trip
from desk.errors import Refused
from homeward.canonical import Value
from homeward.channel.carriers import folder
from homeward.channel.carriers.post import Letter, Mailbox
from homeward.channel.errors import ChannelError
from homeward.errors import HomewardError
from homeward.words import Saying, saying


@transaction.atomic
def register_relay(*, by: User, at: datetime, channel: Channel, url: str, writes: str, reads: str) -> Relay:
    """Keep the relay of `channel`, in place of any before: where it answers, and what the mediator gave us to write to
    one mailbox and to read another. Raises Refused when the secrets are not there."""
    writing, reading = tokens.read_pass(writes, "write"), tokens.read_pass(reads, "read")
    if writing.mailbox == reading.mailbox:
        raise Refused(_("We write to one mailbox and read another: ask the mediator for two."))
    given = {"url": url.rstrip("/"), "writes": writing.mailbox, "reads": reading.mailbox, "taken": 0}
    row, _made = Relay.objects.update_or_create(
        channel=channel, defaults={**given, "registered_by": by, "registered_at": at}
    )
    record(by=by, at=at, act="channel.register_relay", subject=channel.public_id, data={"mailbox": row.writes})
    tokens.keep(channel, tokens.Tokens(writing.token, reading.token))
    return row


@transaction.atomic
def ask_trip(*, by: User, at: datetime, relay: Relay, way: Trip.Way) -> Trip:
    """Ask for a trip, to be made in the background."""
    row = Trip.objects.create(relay=relay, way=way, asked_by=by, asked_at=at)
    record(by=by, at=at, act="channel.ask_trip", subject=relay.channel.public_id, data={"way": way.value})
    return row


def travel(*, by: User, now: Callable[[], datetime], trip: Trip) -> Trip:
    """Make the trip `trip`; `now` is the clock. What was done before a line broke stays done."""
    if trip.state != Trip.State.WAITING:
        return trip
    state, told = Trip.State.DONE, list[Saying]()
    try:
        {Trip.Way.SEND: _send, Trip.Way.FETCH: _fetch}[Trip.Way(trip.way)](by, now, trip, told)
    except HomewardError as error:
        state = Trip.State.BROKEN
        told.append(_why(error))
    return _end(by, now(), trip, state, told)


def _why(error: HomewardError) -> Saying:
    """What broke a trip: the line, or something at this desk."""
    if isinstance(error, ChannelError):
        return error.saying
    return saying("channel.carriers", "relay_desk_failed", why=str(error))


def _send(by: User, now: Callable[[], datetime], trip: Trip, told: list[Saying]) -> None:
    """Put into the mailbox what the peer has not seen; what lies there already is not doubled."""
    channel, secret = trip.relay.channel, tokens.kept(trip.relay.channel)
    rows, joined = queries.unseen(channel), ends.joined(channel)
    _progress(trip, 0, len(rows))
    with Mailbox(trip.relay.url, trip.relay.writes, secret.write) as box:
        for number, row in enumerate(rows, 1):
            carried = box.put(blobs.sealed_for(row, channel.peer), joined, now())
            if carried.postmark:
                keep_postmark(by=by, at=now(), channel=channel, mark=carried.postmark)
            if carried.warning:
                _warn(trip, now(), told, carried.warning, row.body_hash)
            _progress(trip, number, len(rows))


def _fetch(by: User, now: Callable[[], datetime], trip: Trip, told: list[Saying]) -> None:
    """Keep what came since the last time, then take it in; the relay may remove what was kept. From a message that it
    left out on, everything is asked for again the next time."""
    relay, secret = trip.relay, tokens.kept(trip.relay.channel)
    start = relay.taken
    ends.inbox(relay.channel).mkdir(parents=True, exist_ok=True)
    with Mailbox(relay.url, relay.reads, secret.read) as box:
        try:
            for letter in box.take(start):
                _keep(now(), trip, start, letter, told)
        finally:
            receive_from_folder(by=by, at=now(), channel=relay.channel)
        if relay.taken > start:
            box.taken(relay.taken)


def _keep(at: datetime, trip: Trip, start: int, letter: Letter, told: list[Saying]) -> None:
    if letter.blob.data:
        folder.put(ends.inbox(trip.relay.channel), letter.blob.data)
    if letter.warning:
        _warn(trip, at, told, letter.warning, f"{trip.relay.reads} {letter.number}")
    if not any(one.key == "relay_gap" for one in told):
        trip.relay.taken = letter.number
        trip.relay.save(update_fields=["taken"])
    _progress(trip, letter.number - start, letter.last - start)


def _warn(trip: Trip, at: datetime, told: list[Saying], warning: Saying, about: str) -> None:
    """Tell once on the page of the trip, and raise an alarm for each message."""
    if warning not in told:
        told.append(warning)
    digest = hashlib.sha256(about.encode()).hexdigest()
    mirror.alarm(trip.relay.channel, at, warning, trip.relay.url, digest)


def _progress(trip: Trip, done: int, total: int) -> None:
    trip.done, trip.total = done, total
    trip.save(update_fields=["done", "total"])


@transaction.atomic
def _end(by: User, at: datetime, trip: Trip, state: Trip.State, told: list[Saying]) -> Trip:
    trip.state, trip.ended_at = state, at
    trip.told = [{"room": one.room, "key": one.key, "values": dict(one.values)} for one in told]
    trip.save(update_fields=["state", "ended_at", "told"])
    data: dict[str, Value] = {"way": trip.way, "done": trip.done, "total": trip.total, "state": state.value}
    record(by=by, at=at, act="channel.travel", subject=trip.relay.channel.public_id, data=data)
    return trip
