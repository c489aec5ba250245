"""The body of a message, which is what its author signs: written and read strictly, field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.channel.errors import BadMessage
from homeward.channel.moment import read_moment, write_moment
from homeward.keys import PublicBox, decode_bytes, encode_bytes

VERSION = 2
_FIELDS = {"v", "ch", "by", "seq", "prev", "seen", "to", "at", "exp", "kind", "data", "nonce", "box"}
_HASH = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands: its number in its author's chain, the message before it, and the newest message of
    every other author that its author had seen ({call-sign: (number, id)})."""

    seq: int
    prev: str
    seen: tuple[tuple[str, int, str], ...]

    @property
    def named(self) -> tuple[str, ...]:
        """The ids of the messages that this place follows."""
        heads = tuple(head for _, _, head in self.seen)
        return heads if self.seq == 1 else (self.prev, *heads)


@dataclass(frozen=True, slots=True)
class Body:
    """All that is signed: `kind` is the number of the form, `digests` those of its fields, `nonce` 32 bytes that mean
    nothing to anybody but the own headquarters, `box` the author's next box key if it changes here."""

    ch: str
    by: str
    place: Place
    to: tuple[str, ...]
    at: datetime
    exp: datetime
    kind: int
    digests: Mapping[str, str]
    nonce: bytes
    box: PublicBox | None

    def to_bytes(self) -> bytes:
        value: Value = {
            "v": VERSION,
            "ch": self.ch,
            "by": self.by,
            "seq": self.place.seq,
            "prev": self.place.prev,
            "seen": {name: [number, head] for name, number, head in self.place.seen},
            "to": [*self.to],
            "at": write_moment(self.at),
            "exp": write_moment(self.exp),
            "kind": self.kind,
            "data": self.digests,
            "nonce": self.nonce.hex(),
            "box": encode_bytes(self.box.to_bytes()) if self.box else None,
        }
        return canonical.encode(value)


def read(raw: bytes) -> Body:
    """The body in `raw`; raises BadMessage for an unknown version or bytes that are no body."""
    value = canonical.decode(raw)
    if not isinstance(value, Mapping) or "v" not in value:
        raise BadMessage("message_malformed")
    if value["v"] != VERSION:
        raise BadMessage("message_version", version=str(value["v"])[:20])
    if set(value) != _FIELDS:
        raise BadMessage("message_malformed")
    try:
        return _body(value)
    except (TypeError, ValueError, keys.BadKey) as error:
        raise BadMessage("message_malformed") from error


def _body(value: Mapping[str, Value]) -> Body:
    to = tuple(_text(party) for party in _list(value["to"]))
    nonce = bytes.fromhex(_hash(value["nonce"]))
    if not to or len(set(to)) != len(to):
        raise ValueError
    return Body(
        ch=_hash(value["ch"]),
        by=_text(value["by"]),
        place=_place(value),
        to=to,
        at=read_moment(_text(value["at"])),
        exp=read_moment(_text(value["exp"])),
        kind=_number(value["kind"]),
        digests={name: _hash(digest) for name, digest in _mapping(value["data"]).items()},
        nonce=nonce,
        box=None if value["box"] is None else PublicBox.from_bytes(decode_bytes(_text(value["box"]))),
    )


def _place(value: Mapping[str, Value]) -> Place:
    heads = [(name, _list(head)) for name, head in sorted(_mapping(value["seen"]).items())]
    if any(len(head) != 2 for _, head in heads):
        raise ValueError
    rows = tuple((name, _number(head[0]), _hash(head[1])) for name, head in heads)
    seq = _number(value["seq"])
    if seq < 1:
        raise ValueError
    return Place(seq, _hash(value["prev"]), rows)


def _mapping(value: Value) -> Mapping[str, Value]:
    if not isinstance(value, Mapping):
        raise TypeError
    return value


def _list(value: Value) -> Sequence[Value]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _hash(value: Value) -> str:
    text = _text(value)
    if not _HASH.match(text):
        raise ValueError
    return text


def _number(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value
