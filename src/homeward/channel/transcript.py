"""The transcript: one chain of messages per author, each naming the newest message of every other that it had seen.

Adding is idempotent and free of order: a message whose predecessors are not here yet is parked and taken in when they
come. Two messages by one author with the same number are a fork: both are kept, they prove the fork to anybody, and
nothing that author wrote from there on has any effect.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from homeward import keys, ledger
from homeward.channel import kinds
from homeward.channel.approval import check_quorum
from homeward.channel.deal import Deal, Event, opened, step
from homeward.channel.errors import BadMessage, ChannelError
from homeward.channel.message import SIGNED_AS, Message, Place
from homeward.channel.moment import write_moment
from homeward.channel.pairing import Channel
from homeward.words import Saying

START = ledger.START
CLOCK_SKEW = timedelta(hours=1)
MAX_PARKED = 10_000


class Added(StrEnum):
    """What became of a message that was given to a transcript."""

    HELD = "held"
    PARKED = "parked"
    KNOWN = "known"
    FORK = "fork"


@dataclass(frozen=True, slots=True)
class Fork:
    """Two messages signed by one author for one place: the proof needs nothing else."""

    by: str
    seq: int
    one: Message
    other: Message


@dataclass(frozen=True, slots=True)
class Answer:
    """What a message did to its deal: whether it moved it, and the sentence that says so."""

    message: Message
    moved: bool
    saying: Saying


class Transcript:
    """All that was said on one channel, as far as it has arrived here."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self._held: dict[str, Message] = {}
        self._depth: dict[str, int] = {}
        self._places: dict[tuple[str, int], list[str]] = {}
        self._last: dict[str, int] = {}
        self._forked: dict[str, int] = {}
        self._parked: dict[str, Message] = {}
        self._waiting: dict[str, list[str]] = {}

    def add(self, message: Message, at: datetime) -> Added:
        """Take in `message` at the time `at` (UTC), and whatever was waiting for it.

        Raises ChannelError when the message is refused: nothing has changed then.
        """
        if message.id in self._held or message.id in self._parked:
            return Added.KNOWN
        self._check(message, at)
        missing = self._missing(message)
        if missing:
            self._park(message, missing)
            return Added.PARKED
        self._hold(message)
        self._release(message.id)
        return Added.FORK if len(self._places[message.by, message.place.seq]) > 1 else Added.HELD

    def place(self, author: str) -> Place:
        """The place that the next message of `author` takes."""
        seq = self._head(author)
        prev = self._places[author, seq][0] if seq else START
        others = ((name, self._head(name)) for name in sorted(self._last) if name != author)
        return Place(seq + 1, prev, tuple((name, n, self._places[name, n][0]) for name, n in others if n))

    def get(self, id: str) -> Message | None:
        """The held message with this id."""
        return self._held.get(id)

    def is_parked(self, id: str) -> bool:
        return id in self._parked

    @property
    def parked(self) -> tuple[Message, ...]:
        return tuple(self._parked.values())

    @property
    def held(self) -> tuple[Message, ...]:
        """Every held message, forks too, causes before effects, in the same order at every end."""
        return tuple(sorted(self._held.values(), key=lambda message: (self._depth[message.id], message.id)))

    @property
    def effective(self) -> tuple[Message, ...]:
        """The held messages without what an author wrote from its first fork on."""
        return tuple(m for m in self.held if m.place.seq < self._forked.get(m.by, m.place.seq + 1))

    @property
    def forks(self) -> tuple[Fork, ...]:
        """A proof for every place that an author filled twice, in the order of author and number."""
        doubled = sorted((place, sorted(ids)) for place, ids in self._places.items() if len(ids) > 1)
        return tuple(Fork(by, seq, self._held[ids[0]], self._held[ids[1]]) for (by, seq), ids in doubled)

    @property
    def heads(self) -> dict[str, tuple[int, str]]:
        """The number and id of the newest message of each author, before any fork."""
        return {name: (n, self._places[name, n][0]) for name in sorted(self._last) if (n := self._head(name))}

    def deals(self) -> tuple[dict[str, Deal], tuple[Answer, ...]]:
        """Every deal by its id, and what each message about one did."""
        return fold(self.effective, self.channel)

    def _check(self, message: Message, at: datetime) -> None:
        if message.act.ch != self.channel.id:
            raise BadMessage("message_other_channel")
        certificate = self.channel.speaker(message.by, message.at)
        for party in message.act.to:
            self.channel.card(party)
        try:
            keys.verify(certificate.holder, SIGNED_AS, message.raw, message.signature)
        except keys.ForgedSignature as error:
            raise BadMessage("message_forged", name=message.by) from error
        if message.at > at + CLOCK_SKEW:
            raise BadMessage("message_from_the_future", time=write_moment(message.at))
        if kinds.kind(message.act.kind).commitment:
            check_quorum(message.approvals, message.act.hash, certificate.party, self.channel, message.at)
        self._check_links(message)

    def _check_links(self, message: Message) -> None:
        before = self._held.get(message.place.prev)
        if before and (before.by, before.place.seq) != (message.by, message.place.seq - 1):
            raise BadMessage("message_wrong_link")
        if (message.place.prev == START) != (message.place.seq == 1):
            raise BadMessage("message_wrong_link")
        for name, number, head in message.place.seen:
            seen = self._held.get(head)
            if name == message.by or (seen and (seen.by, seen.place.seq) != (name, number)):
                raise BadMessage("message_wrong_link")

    def _missing(self, message: Message) -> list[str]:
        named = [message.place.prev, *(head for _, _, head in message.place.seen)]
        return [id for id in named if id != START and id not in self._held]

    def _park(self, message: Message, missing: Iterable[str]) -> None:
        if len(self._parked) >= MAX_PARKED:
            raise BadMessage("too_many_parked", count=MAX_PARKED)
        self._parked[message.id] = message
        for id in missing:
            self._waiting.setdefault(id, []).append(message.id)

    def _hold(self, message: Message) -> None:
        named = [message.place.prev, *(head for _, _, head in message.place.seen)]
        self._held[message.id] = message
        self._depth[message.id] = 1 + max((self._depth[id] for id in named if id != START), default=0)
        by, seq = message.by, message.place.seq
        self._places.setdefault((by, seq), []).append(message.id)
        self._last[by] = max(self._last.get(by, 0), seq)
        if len(self._places[by, seq]) > 1:
            self._forked[by] = min(self._forked.get(by, seq), seq)

    def _release(self, id: str) -> None:
        arrived = [id]
        while arrived:
            for waiting in self._waiting.pop(arrived.pop(), []):
                message = self._parked.get(waiting)
                if message is None or self._missing(message):
                    continue
                del self._parked[waiting]
                if self._links_hold(message):
                    self._hold(message)
                    arrived.append(waiting)

    def _links_hold(self, message: Message) -> bool:
        try:
            self._check_links(message)
        except BadMessage:
            return False  # it waited for a message that turned out to stand elsewhere: refused like any such
        return True

    def _head(self, author: str) -> int:
        return min(self._last.get(author, 0), self._forked.get(author, self._last.get(author, 0) + 1) - 1)


def fold(messages: Iterable[Message], channel: Channel) -> tuple[dict[str, Deal], tuple[Answer, ...]]:
    """The deals that `messages`, causes before effects, add up to, and what each message did to its own."""
    deals: dict[str, Deal] = {}
    answers: list[Answer] = []
    for message in messages:
        key = message.act.data.get("deal")
        if not isinstance(key, str) or message.act.kind not in _DEALING:
            continue
        event = _event(message, channel)
        if message.act.kind == "offer":
            answers.append(_open(deals, key, event, message, channel))
        elif key in deals:
            result = step(deals[key], event)
            deals[key] = result.deal
            answers.append(Answer(message, result.moved, result.saying))
        else:
            answers.append(Answer(message, False, Saying("channel", "deal_unknown")))
    return deals, tuple(answers)


_DEALING = frozenset({"offer", "counter", "accept", "confirm", "decline", "withdraw", "start", "close", "dispute"})


def _open(deals: dict[str, Deal], key: str, event: Event, message: Message, channel: Channel) -> Answer:
    if key in deals or event.by not in channel.principals:
        return Answer(message, False, Saying("channel", "deal_key_taken"))
    deals[key] = opened(event, channel.principals)
    return Answer(message, True, Saying("channel", "deal_offered", (("party", event.by),)))


def _event(message: Message, channel: Channel) -> Event:
    certificate = channel.certificate(message.by)
    if certificate is None:
        raise ChannelError("speaker_unknown", name=message.by)
    return Event(message.act.kind, certificate.party, message.id, message.at, message.act.exp, message.act.data)
