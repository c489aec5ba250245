"""A mediator's postmark: it had a hash at this time. It proves that what has the hash existed by then, and tells
nothing of what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.channel.certificate import Role, call_sign
from homeward.channel.errors import BadMessage
from homeward.channel.moment import read_moment, write_moment
from homeward.channel.pairing import Channel
from homeward.keys import Identity, Signature

SIGNED_AS = "homeward postmark 1"
_HASH = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Postmark:
    """The mediator `by` (a call-sign) had the hash `of` (of a message's body, or of a sealed blob) at `at` (UTC)."""

    of: str
    by: str
    at: datetime
    signature: Signature

    def check(self, channel: Channel) -> None:
        """Nothing, if a mediator on the channel, in force then, signed it; else raises BadMessage."""
        certificate = channel.certificate(self.by)
        if not certificate or certificate.role != Role.MEDIATOR or not certificate.in_force(self.at):
            raise BadMessage("postmark_wrong", name=self.by)
        try:
            content = canonical.encode(_content(self.of, self.by, self.at))
            keys.verify(certificate.holder, SIGNED_AS, content, self.signature)
        except keys.ForgedSignature as error:
            raise BadMessage("postmark_wrong", name=self.by) from error

    def to_value(self) -> dict[str, Value]:
        return {**_content(self.of, self.by, self.at), "signature": self.signature.to_value()}

    @classmethod
    def from_value(cls, value: Value) -> Postmark:
        """The postmark a value describes; raises BadMessage. Whether it holds, `check` tells."""
        if not isinstance(value, Mapping) or set(value) != {"of", "by", "at", "signature"}:
            raise BadMessage("message_malformed")
        of, by, at = (str(value[name]) for name in ("of", "by", "at"))
        try:
            return cls(of, by, read_moment(at), Signature.from_value(value["signature"]))
        except (ValueError, keys.BadKey) as error:
            raise BadMessage("message_malformed") from error


def stamp(mediator: Identity, of: str, at: datetime) -> Postmark:
    """`mediator`'s postmark of the hash `of`, to be given out only after what it speaks of was kept for good."""
    if not _HASH.match(of):
        raise BadMessage("message_malformed")
    by, at = call_sign(mediator.public.name), at.replace(microsecond=0)
    return Postmark(of, by, at, keys.sign(mediator, SIGNED_AS, canonical.encode(_content(of, by, at))))


def _content(of: str, by: str, at: datetime) -> dict[str, Value]:
    return {"of": of, "by": by, "at": write_moment(at)}
