"""The message: a canonical body, both halves of its author's signature, and the approvals it carries."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.channel import kinds
from homeward.channel.approval import Approval
from homeward.channel.certificate import call_sign
from homeward.channel.errors import BadMessage
from homeward.channel.moment import read_moment, write_moment
from homeward.keys import Identity, Signature

VERSION = 1
LIMIT = canonical.MAX_BYTES
SIGNED_AS = "homeward message 1"
_FIELDS = {"v", "ch", "by", "seq", "prev", "seen", "to", "at", "exp", "kind", "data"}


@dataclass(frozen=True, slots=True)
class Act:
    """What is said, before it has a place in a chain: this is what principals approve. `to` are party codes."""

    ch: str
    kind: str
    to: tuple[str, ...]
    exp: datetime
    data: Mapping[str, Value]

    @property
    def hash(self) -> str:
        """SHA-256, in hexadecimal, of the canonical bytes of the act."""
        content: Value = {
            "ch": self.ch,
            "kind": kinds.kind(self.kind).number,
            "to": [*self.to],
            "exp": write_moment(self.exp),
            "data": self.data,
        }
        return hashlib.sha256(canonical.encode(content)).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands: its number in its author's chain, the message before it, and the newest message of
    every other author that its author had seen ({call-sign: (number, id)})."""

    seq: int
    prev: str
    seen: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A signed message. `by` is a call-sign, `at` its author's clock (UTC), `raw` the exact bytes signed."""

    act: Act
    by: str
    at: datetime
    place: Place
    raw: bytes
    signature: Signature
    approvals: tuple[Approval, ...] = ()

    @property
    def id(self) -> str:
        """SHA-256, in hexadecimal, of the body."""
        return hashlib.sha256(self.raw).hexdigest()

    def to_bytes(self) -> bytes:
        return canonical.encode(self.to_value())

    def to_value(self) -> dict[str, Value]:
        approvals: list[Value] = [approval.to_value() for approval in self.approvals]
        return {"body": self.raw.decode(), "signature": self.signature.to_value(), "approvals": approvals}


def write(act: Act, author: Identity, at: datetime, place: Place, approvals: Sequence[Approval] = ()) -> Message:
    """`act` signed by `author` as the message at `place`; raises BadForm when the data do not fit the form."""
    form = kinds.kind(act.kind)
    kinds.check(form, act.data)
    body: Value = {
        "v": VERSION,
        "ch": act.ch,
        "by": call_sign(author.public.name),
        "seq": place.seq,
        "prev": place.prev,
        "seen": {name: [number, head] for name, number, head in place.seen},
        "to": [*act.to],
        "at": write_moment(at),
        "exp": write_moment(act.exp),
        "kind": form.number,
        "data": act.data,
    }
    raw = canonical.encode(body)
    signature = keys.sign(author, SIGNED_AS, raw)
    return _read_body(raw, signature, tuple(approvals))


def read(data: bytes) -> Message:
    """The message in `data`; raises BadMessage or BadForm. Whether the signature holds, the transcript checks."""
    try:
        value = canonical.decode(data)
        if not isinstance(value, Mapping) or set(value) != {"body", "signature", "approvals"}:
            raise BadMessage("message_malformed")
        body, approvals = value["body"], value["approvals"]
        if not isinstance(body, str) or not isinstance(approvals, list):
            raise BadMessage("message_malformed")
        signature = Signature.from_value(value["signature"])
        return _read_body(body.encode(), signature, tuple(Approval.from_value(row) for row in approvals))
    except (canonical.NotCanonical, keys.BadKey) as error:
        raise BadMessage("message_malformed") from error


def _read_body(raw: bytes, signature: Signature, approvals: tuple[Approval, ...]) -> Message:
    body = canonical.decode(raw)
    if not isinstance(body, Mapping) or set(body) != _FIELDS:
        raise BadMessage("message_malformed")
    if body["v"] != VERSION:
        raise BadMessage("message_version", version=str(body["v"]))
    try:
        act, by, at, place = _act(body), _text(body["by"]), read_moment(_text(body["at"])), _place(body)
    except (TypeError, ValueError) as error:
        raise BadMessage("message_malformed") from error
    if act.exp <= at:
        raise BadMessage("message_expired_at_birth")
    return Message(act, by, at, place, raw, signature, approvals)


def _act(body: Mapping[str, Value]) -> Act:
    form = kinds.numbered(_number(body["kind"]))
    to = tuple(_text(party) for party in _list(body["to"]))
    if not to or len(set(to)) != len(to):
        raise ValueError
    data = kinds.check(form, body["data"])
    return Act(_text(body["ch"]), form.key, to, read_moment(_text(body["exp"])), data)


def _place(body: Mapping[str, Value]) -> Place:
    seen = body["seen"]
    if not isinstance(seen, Mapping):
        raise TypeError
    heads = [(name, _list(head)) for name, head in sorted(seen.items())]
    if any(len(head) != 2 for _, head in heads):
        raise ValueError
    rows = tuple((name, _number(head[0]), _text(head[1])) for name, head in heads)
    seq = _number(body["seq"])
    if seq < 1:
        raise ValueError
    return Place(seq, _text(body["prev"]), rows)


def _list(value: Value) -> Sequence[Value]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value
