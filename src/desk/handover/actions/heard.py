"""What was said on the channel, brought into the operation: starts, notices of safe passage and the words on them.

Nobody types in what the other side said: its signed message is in the transcript. Each message is heard once; one
that the machine refuses stands in the operation's ledger with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import actions as channel
from desk.channel import ends
from desk.errors import Refused
from desk.handover import queries
from desk.handover.actions.passage import acknowledge, give_notice
from desk.handover.actions.step import act
from desk.handover.models import Notice, Operation
from homeward.canonical import Value
from homeward.channel.moment import read_moment, write_moment
from homeward.channel.notice import BadNotice
from homeward.channel.notice import Notice as Passage

_PLAIN = {
    "revocation_request": "ask_revocation",
    "revocation_agree": "agree_revocation",
    "check_in": "check_in",
}


@dataclass(frozen=True, slots=True)
class Heard:
    """How many messages were taken in, and what the machine said of those it refused."""

    taken: int
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A message of the transcript as the operation hears it."""

    id: str
    kind: str
    party: str
    data: Mapping[str, Value]

    def text(self, key: str) -> str:
        return str(self.data.get(key, ""))

    def number(self, key: str) -> int:
        value = self.data.get(key)
        return value if isinstance(value, int) else 0


@transaction.atomic
def hear(*, by: User, at: datetime, operation: Operation) -> Heard:
    """Take in every message on this operation that was not heard before, in the order both sides share."""
    done = {str(entry.data["message"]) for entry in queries.entries(operation) if "message" in entry.data}
    taken, refused = 0, list[str]()
    for word in _said(operation):
        if word.id in done:
            continue
        try:
            with transaction.atomic():
                taken += _take(by, at, operation, word)
        except (Refused, BadNotice) as error:
            refused.append(str(error))
            data: dict[str, Value] = {"party": word.party, "message": word.id, "kind": word.kind, "why": str(error)}
            record(by=by, at=at, act="handover.refused", subject=operation.public_id, data=data, chain=operation.chain)
    return Heard(taken, tuple(refused))


def hear_all(*, by: User, at: datetime) -> int:
    """`hear` for every operation that is not over; how many messages were taken in."""
    return sum(hear(by=by, at=at, operation=operation).taken for operation in queries.upcoming())


@transaction.atomic
def send_notice(*, by: User, at: datetime, operation: Operation, passage: Passage) -> Heard:
    """Our notice as a message of the channel; it is in the operation at once, bound to the message's id."""
    data: dict[str, Value] = {
        "deal": operation.deal.key,
        "operation": operation.public_id,
        "area": passage.area,
        "since": write_moment(passage.since),
        "until": write_moment(passage.until),
        "vehicles": passage.vehicles,
        "routes": passage.routes,
        "means": passage.means,
        "people_count": passage.persons,
        "contacts": passage.contacts,
    }
    channel.compose(by=by, at=at, channel=operation.deal.channel, kind="passage_notice", data=data, exp=passage.until)
    return _heard_or_refused(by, at, operation)


@transaction.atomic
def send_acknowledgement(*, by: User, at: datetime, notice: Notice, units: str) -> Heard:
    """Our acknowledgement of their notice, naming the units told, as a message of the channel."""
    data: dict[str, Value] = {"of": notice.sha256, "units": units.strip()}
    row = notice.operation.deal.channel
    channel.compose(by=by, at=at, channel=row, kind="acknowledge", data=data, exp=notice.until)
    return _heard_or_refused(by, at, notice.operation)


def _heard_or_refused(by: User, at: datetime, operation: Operation) -> Heard:
    heard = hear(by=by, at=at, operation=operation)
    if heard.refused:
        raise Refused(heard.refused[-1])
    return heard


def _said(operation: Operation) -> list[Word]:
    """The messages of the transcript that speak of this operation or of a notice of it, causes before effects."""
    rows = {row.body_hash: row.party for row in operation.deal.channel.messages.all()}
    found: list[Word] = []
    notices = set(operation.notices.values_list("sha256", flat=True))
    if not rows:
        return []
    for message in ends.end_of(operation.deal.channel).transcript.effective:
        if not message.act.whole:
            continue  # what is not shown to us cannot be acted upon
        word = Word(message.id, message.act.kind, rows[message.id], message.act.data)
        about = word.text("deal") == operation.deal.key and word.kind in ("start", "passage_notice")
        if about or (word.text("of") in notices and word.kind in (*_PLAIN, "acknowledge")):
            found.append(word)
            notices |= {word.id} if word.kind == "passage_notice" else set()
    return found


def _take(by: User, at: datetime, operation: Operation, word: Word) -> int:
    """One message into the operation: 1, or 0 if what it says is there already."""
    kept: dict[str, Value] = {"message": word.id}
    if word.kind == "start":
        if word.party in queries.machine(operation).started:
            return 0
        act(by=by, at=at, operation=operation, kind="start", party=word.party, data=kept)
    elif word.kind == "passage_notice":
        give_notice(by=by, at=at, operation=operation, party=word.party, passage=_passage(word), message=word.id)
    elif word.kind == "acknowledge":
        until = read_moment(word.text("until")) if "until" in word.data else None
        notice, units = operation.notices.get(sha256=word.text("of")), word.text("units")
        acknowledge(by=by, at=at, notice=notice, party=word.party, units=units, until=until, message=word.id)
    else:
        data: dict[str, Value] = {**kept, "of": word.text("of")}
        act(by=by, at=at, operation=operation, kind=_PLAIN[word.kind], party=word.party, data=data)
    return 1


def _passage(word: Word) -> Passage:
    return Passage(
        area=word.text("area"),
        since=read_moment(word.text("since")),
        until=read_moment(word.text("until")),
        vehicles=word.number("vehicles"),
        routes=word.text("routes"),
        means=word.text("means"),
        persons=word.number("people_count"),
        contacts=word.text("contacts"),
    )
