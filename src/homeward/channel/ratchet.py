"""Box keys that do not last: each turn of the talk brings a new one, and old ones are forgotten.

A party announces a new box key inside the first message it signs after every other party that makes deals has seen
the one before. It keeps the three newest, and none that was replaced more than fourteen days ago. What was sealed for
a forgotten key can be sealed anew by its author: nobody else can open it any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.channel.errors import BadCard
from homeward.channel.moment import read_moment, write_moment
from homeward.keys import Box, PublicBox, decode_bytes, encode_bytes

WINDOW = 3
STRAGGLERS = timedelta(days=14)
FORMAT = "homeward boxes 1"


@dataclass(frozen=True, slots=True)
class Kept:
    """A private box key, the secret seed (32 bytes) it comes from, and when it was made (UTC)."""

    seed: bytes
    made_at: datetime
    box: Box

    @classmethod
    def make(cls, seed: bytes, made_at: datetime) -> Kept:
        return cls(seed, made_at.replace(microsecond=0), Box.from_seed(seed))

    def __repr__(self) -> str:
        return f"Kept({self.box!r}, {self.made_at:%Y-%m-%d})"


@dataclass(frozen=True, slots=True)
class Boxes:
    """The private box keys of one speaker on one channel, newest first."""

    kept: tuple[Kept, ...] = ()

    @property
    def private(self) -> tuple[Box, ...]:
        return tuple(one.box for one in self.kept)

    def with_new(self, seed: bytes, at: datetime) -> Boxes:
        """With one key more, from a fresh secret `seed`."""
        return Boxes((Kept.make(seed, at), *self.kept))

    def pruned(self, announced: Sequence[PublicBox], at: datetime) -> Boxes:
        """Without the keys to be forgotten at the time `at`; `announced` are those of our own chain, oldest first.

        A key that was made and never announced (the message it was for was not written in the end) is forgotten too.
        """
        order = {public: place for place, public in enumerate(reversed(announced))}
        known = sorted((one for one in self.kept if one.box.public in order), key=lambda one: order[one.box.public])
        replaced = dict(zip((one.seed for one in known[1:]), (one.made_at for one in known), strict=False))
        return Boxes(
            tuple(one for one in known[:WINDOW] if at - replaced.get(one.seed, at) <= STRAGGLERS),
        )

    def to_bytes(self) -> bytes:
        """For our own disk, never for others: it holds the secrets."""
        rows: list[Value] = [{"seed": encode_bytes(k.seed), "made_at": write_moment(k.made_at)} for k in self.kept]
        return canonical.encode({"format": FORMAT, "keys": rows})

    @classmethod
    def from_bytes(cls, data: bytes) -> Boxes:
        """The keys that `to_bytes` wrote; raises BadCard when they were damaged."""
        try:
            value = canonical.decode(data)
            if not isinstance(value, Mapping) or value["format"] != FORMAT or not isinstance(value["keys"], list):
                raise TypeError
            return cls(tuple(_kept(row) for row in value["keys"]))
        except (KeyError, TypeError, ValueError, keys.BadKey, canonical.NotCanonical) as error:
            raise BadCard("boxes_damaged") from error


def _kept(row: Value) -> Kept:
    if not isinstance(row, Mapping):
        raise TypeError
    return Kept.make(decode_bytes(str(row["seed"])), read_moment(str(row["made_at"])))
