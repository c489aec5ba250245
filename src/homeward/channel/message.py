"""The message: a canonical body, both halves of its author's signature, the approvals it carries, and what is shown
of its data."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.channel import body, disclosure, kinds
from homeward.channel.approval import Approval
from homeward.channel.body import Body, Place
from homeward.channel.certificate import call_sign
from homeward.channel.disclosure import Disclosed
from homeward.channel.errors import BadMessage
from homeward.channel.moment import write_moment
from homeward.keys import Identity, PublicBox, Signature

LIMIT = canonical.MAX_BYTES
SIGNED_AS = "homeward message 2"


@dataclass(frozen=True, slots=True)
class Act:
    """What is said, before it has a place in a chain: this is what principals approve. `to` are party codes.

    `data` is what is shown here of the fields; `digests` speak of all of them. Make one with `Act.of`.
    """

    ch: str
    kind: str
    to: tuple[str, ...]
    exp: datetime
    digests: Mapping[str, str]
    shown: Disclosed

    @classmethod
    def of(cls, ch: str, kind: str, to: Sequence[str], exp: datetime, data: Mapping[str, Value], salt: bytes) -> Act:
        """The act of saying `data`; `salt` is 32 bytes that nobody else can foretell. Raises BadForm when the data do
        not fit the form."""
        kinds.check(kinds.kind(kind), data)
        exp = exp.replace(microsecond=0)
        return cls(ch, kind, tuple(to), exp, disclosure.digests(data, salt), Disclosed(data, {}, salt))

    @property
    def data(self) -> Mapping[str, Value]:
        return self.shown.data

    @property
    def whole(self) -> bool:
        """Whether all of the data is shown here."""
        return self.shown.whole

    @property
    def hash(self) -> str:
        """SHA-256, in hexadecimal, of the canonical bytes of the act."""
        content: Value = {
            "ch": self.ch,
            "kind": kinds.kind(self.kind).number,
            "to": [*self.to],
            "exp": write_moment(self.exp),
            "data": self.digests,
        }
        return hashlib.sha256(canonical.encode(content)).hexdigest()


@dataclass(frozen=True, slots=True)
class Message:
    """A signed message. `by` is a call-sign, `at` its author's clock (UTC), `raw` the exact bytes signed, `box` the
    author's next box key if it changed, `nonce` 32 bytes that mean nothing to anybody but the own headquarters."""

    act: Act
    by: str
    at: datetime
    place: Place
    nonce: bytes
    box: PublicBox | None
    raw: bytes
    signature: Signature
    approvals: tuple[Approval, ...] = ()
    opened: Value = None
    id: str = field(init=False)
    """SHA-256, in hexadecimal, of the body."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", hashlib.sha256(self.raw).hexdigest())

    def to_bytes(self) -> bytes:
        return canonical.encode(self.to_value())

    def to_value(self) -> dict[str, Value]:
        approvals: list[Value] = [approval.to_value() for approval in self.approvals]
        head: dict[str, Value] = {"body": self.raw.decode(), "signature": self.signature.to_value()}
        return {**head, "approvals": approvals, "open": self.opened}

    def showing(self, chosen: Mapping[str, Collection[int] | None]) -> Message:
        """The same message showing only the fields `chosen`: None for a whole field, else the rows of a list. Raises
        BadMessage when not everything is known here."""
        if self.act.shown.salt is None:
            raise BadMessage("disclosure_not_whole")
        opened = disclosure.part(self.act.data, self.act.shown.salt, chosen)
        act = replace(self.act, shown=disclosure.read(opened, self.act.digests))
        return replace(self, act=act, opened=opened)


def write(
    act: Act,
    author: Identity,
    at: datetime,
    place: Place,
    approvals: Sequence[Approval] = (),
    *,
    nonce: bytes,
    box: PublicBox | None = None,
) -> Message:
    """`act` signed by `author` as the message at `place`. `nonce` is 32 bytes of chance, or a sign of duress."""
    by, at = call_sign(author.public.name), at.replace(microsecond=0)
    number = kinds.kind(act.kind).number
    raw = Body(act.ch, by, place, act.to, at, act.exp, number, act.digests, nonce, box).to_bytes()
    salt = act.shown.salt
    if salt is None:
        raise BadMessage("disclosure_not_whole")
    if act.exp <= at:
        raise BadMessage("message_expired_at_birth")
    opened = disclosure.whole(act.data, salt)
    return Message(act, by, at, place, nonce, box, raw, keys.sign(author, SIGNED_AS, raw), tuple(approvals), opened)


def read(data: bytes) -> Message:
    """The message in `data`; raises BadMessage or BadForm. Whether the signature holds, the transcript checks."""
    try:
        value = canonical.decode(data)
        if not isinstance(value, Mapping) or set(value) != {"body", "signature", "approvals", "open"}:
            raise BadMessage("message_malformed")
        raw, approvals = value["body"], value["approvals"]
        if not isinstance(raw, str) or not isinstance(approvals, list):
            raise BadMessage("message_malformed")
        signature = Signature.from_value(value["signature"])
        given = tuple(Approval.from_value(row) for row in approvals)
        return _read_body(raw.encode(), signature, given, value["open"])
    except (canonical.NotCanonical, keys.BadKey) as error:
        raise BadMessage("message_malformed") from error


def _read_body(raw: bytes, signature: Signature, approvals: tuple[Approval, ...], opened: Value) -> Message:
    said = body.read(raw)
    form = kinds.numbered(said.kind)
    kinds.check_names(form, said.digests)
    shown = disclosure.read(opened, said.digests)
    for one in form.fields:
        if one.name in shown.data:
            kinds.check_field(form, one, shown.data[one.name])
    if said.exp <= said.at:
        raise BadMessage("message_expired_at_birth")
    act = Act(said.ch, form.key, said.to, said.exp, said.digests, shown)
    return Message(act, said.by, said.at, said.place, said.nonce, said.box, raw, signature, approvals, opened)


def merged(before: Message, again: Message) -> Message:
    """The same message, showing what either of the two shows."""
    both: Value = {"fields": {**_fields(before.opened), **_fields(again.opened)}}
    opened = again.opened if again.act.whole else both
    shown = disclosure.read(opened, before.act.digests)
    return replace(before, act=replace(before.act, shown=shown), opened=opened)


def _fields(opened: Value) -> Mapping[str, Value]:
    fields = opened.get("fields") if isinstance(opened, Mapping) else {}
    return fields if isinstance(fields, Mapping) else {}
