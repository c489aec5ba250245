"""What a side says in a round between machines without a desk: a form of the channel, signed, in a file of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from homeward import canonical, keys
from homeward.canonical import NotCanonical, Value
from homeward.channel import kinds
from homeward.channel.matching import fields
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.moment import read_moment, write_moment
from homeward.keys import BadKey, ForgedSignature, Identity, PublicIdentity, Signature

_SIGNED = "homeward match 1"


@dataclass(frozen=True, slots=True)
class Statement:
    """A form (`kind`) with its fields (`data`), and when it was said."""

    kind: str
    data: Mapping[str, Value]
    at: datetime

    def to_bytes(self, by: Identity) -> bytes:
        """The statement in canonical bytes, signed."""
        body: Value = {"kind": self.kind, "data": self.data, "at": write_moment(self.at)}
        signature = keys.sign(by, _SIGNED, canonical.encode(body))
        return canonical.encode({"body": body, "signature": signature.to_value()})

    @classmethod
    def from_bytes(cls, data: bytes, by: PublicIdentity) -> Statement:
        """The statement that `by` signed; raises MatchingRefused, or BadForm for a form filled in wrongly."""
        try:
            value = canonical.decode(data)
            given = value if isinstance(value, Mapping) else {}
            keys.verify(by, _SIGNED, canonical.encode(given.get("body")), Signature.from_value(given.get("signature")))
        except (NotCanonical, BadKey, ForgedSignature) as error:
            raise MatchingRefused("not_signed", name=by.name) from error
        body = given["body"]
        said = body if isinstance(body, Mapping) else {}
        form = kinds.kind(fields.text(said, "kind"))
        filled = kinds.check(form, said.get("data"))
        try:
            return cls(form.key, filled, read_moment(fields.text(said, "at")))
        except ValueError as error:
            raise MatchingRefused("field_malformed", field="at") from error
