"""The chains of a transcript: which message fills which place, and where an author filled one twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from homeward import ledger
from homeward.channel.body import Place
from homeward.channel.message import Message
from homeward.keys import PublicBox


@dataclass(frozen=True, slots=True)
class Fork:
    """Two messages signed by one author for one place: the proof needs nothing else."""

    by: str
    seq: int
    one: Message
    other: Message


class Chains:
    """Every held message by its id and by its place in its author's chain."""

    def __init__(self) -> None:
        self._held: dict[str, Message] = {}
        self._depth: dict[str, int] = {}
        self._places: dict[tuple[str, int], list[str]] = {}
        self._last: dict[str, int] = {}
        self._forked: dict[str, int] = {}
        self._boxes: dict[str, list[tuple[int, PublicBox]]] = {}
        self._ordered: tuple[Message, ...] | None = ()

    def __contains__(self, id: str) -> bool:
        return id in self._held

    def get(self, id: str) -> Message | None:
        """The held message with this id."""
        return self._held.get(id)

    def hold(self, message: Message) -> bool:
        """Put `message` into its place; whether the place was filled already: a fork. What it names must be held."""
        by, seq = message.by, message.place.seq
        self._held[message.id] = message
        self._depth[message.id] = 1 + max((self._depth[id] for id in message.place.named), default=0)
        filled = self._places.setdefault((by, seq), [])
        filled.append(message.id)
        self._last[by] = max(self._last.get(by, 0), seq)
        if len(filled) > 1:
            self._forked[by] = min(self._forked.get(by, seq), seq)
        elif message.box:
            self._boxes.setdefault(by, []).append((seq, message.box))
        self._ordered = None
        return len(filled) > 1

    def replace(self, message: Message) -> None:
        """Put `message` in the stead of the same one that showed less."""
        self._held[message.id] = message
        self._ordered = None

    @property
    def ordered(self) -> tuple[Message, ...]:
        """Every held message, causes before effects, in the same order at every end."""
        if self._ordered is None:
            rows = sorted(self._held.values(), key=lambda message: (self._depth[message.id], message.id))
            self._ordered = tuple(rows)
        return self._ordered

    @property
    def forks(self) -> tuple[Fork, ...]:
        """A proof for every place that an author filled twice, in the order of author and number."""
        doubled = sorted((place, sorted(ids)) for place, ids in self._places.items() if len(ids) > 1)
        return tuple(Fork(by, seq, self._held[ids[0]], self._held[ids[1]]) for (by, seq), ids in doubled)

    @property
    def doubled(self) -> dict[tuple[str, int], frozenset[str]]:
        """Every place that was filled more than once, with the ids of the messages there."""
        return {place: frozenset(ids) for place, ids in self._places.items() if len(ids) > 1}

    @property
    def forked(self) -> Mapping[str, int]:
        """For each author that forked, the first place it filled twice."""
        return self._forked

    def head(self, author: str) -> Message | None:
        """The newest message of `author`, before any fork."""
        seq = min(self._last.get(author, 0), self._forked.get(author, self._last.get(author, 0) + 1) - 1)
        return self._held[self._places[author, seq][0]] if seq else None

    def heads(self) -> Iterator[Message]:
        """The newest message of each author, before any fork."""
        heads = (self.head(name) for name in sorted(self._last))
        return (head for head in heads if head)

    def place(self, author: str) -> Place:
        """The place that the next message of `author` takes."""
        before = self.head(author)
        seen = tuple((head.by, head.place.seq, head.id) for head in self.heads() if head.by != author)
        return Place(before.place.seq + 1, before.id, seen) if before else Place(1, ledger.START, seen)

    def ids(self, author: str) -> tuple[str, ...]:
        """The ids of the messages of `author` by their numbers, up to any fork."""
        head = self.head(author)
        return tuple(self._places[author, number][0] for number in range(1, head.place.seq + 1)) if head else ()

    def boxes(self, author: str) -> Sequence[tuple[int, PublicBox]]:
        """The box keys that `author` announced, oldest first, each with the number of its message."""
        return self._boxes.get(author, ())
