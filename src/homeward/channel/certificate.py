"""Certificates: the offline root of a party says who may speak for it, in which role and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.channel.errors import BadCard
from homeward.channel.moment import read_moment, write_moment
from homeward.keys import Identity, PublicIdentity, Signature

SIGNED_AS = "homeward certificate 1"


class Role(StrEnum):
    """What a holder may do: speak for the party, approve its commitments, or mediate."""

    NEGOTIATOR = "negotiator"
    PRINCIPAL = "principal"
    MEDIATOR = "mediator"


SPEAKERS = frozenset({Role.NEGOTIATOR, Role.MEDIATOR})
"""The roles whose holders may write messages."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """`party` lets the identity `holder` act in `role` from `since` until `until` (UTC)."""

    party: str
    role: Role
    holder: PublicIdentity
    since: datetime
    until: datetime
    signature: Signature

    @property
    def call_sign(self) -> str:
        """The holder's name as it stands in messages."""
        return call_sign(self.holder.name)

    def in_force(self, at: datetime) -> bool:
        return self.since <= at <= self.until

    def to_value(self) -> dict[str, Value]:
        content = _content(self.party, self.role, self.holder, self.since, self.until)
        return {**content, "signature": self.signature.to_value()}

    @classmethod
    def from_value(cls, value: Value) -> Certificate:
        """The certificate a value describes; raises BadCard. Its signature is checked by `check`."""
        try:
            return cls._from_fields(value)
        except (KeyError, TypeError, ValueError, AttributeError, keys.BadKey) as error:
            raise BadCard("card_malformed") from error

    @classmethod
    def _from_fields(cls, value: Value) -> Certificate:
        if not isinstance(value, Mapping) or not isinstance(value["party"], str):
            raise TypeError
        role, since, until = (str(value[name]) for name in ("role", "since", "until"))
        holder, signature = PublicIdentity.from_value(value["holder"]), Signature.from_value(value["signature"])
        return cls(value["party"], Role(role), holder, read_moment(since), read_moment(until), signature)

    def check(self, root: PublicIdentity) -> None:
        """Nothing, if `root` signed this certificate; else raises BadCard."""
        content = canonical.encode(_content(self.party, self.role, self.holder, self.since, self.until))
        try:
            keys.verify(root, SIGNED_AS, content, self.signature)
        except keys.ForgedSignature as error:
            raise BadCard("certificate_forged", name=self.holder.name) from error


def call_sign(name: str) -> str:
    """An identity's name in the spelling of messages: VRH-p1 is vrh_p1."""
    return name.lower().replace("-", "_")


def issue(
    root: Identity, party: str, role: Role, holder: PublicIdentity, since: datetime, until: datetime
) -> Certificate:
    """The certificate by which `root` lets `holder` act for `party`; times are kept to whole seconds."""
    since, until = since.replace(microsecond=0), until.replace(microsecond=0)
    content = canonical.encode(_content(party, role, holder, since, until))
    return Certificate(party, role, holder, since, until, keys.sign(root, SIGNED_AS, content))


def _content(party: str, role: Role, holder: PublicIdentity, since: datetime, until: datetime) -> dict[str, Value]:
    return {
        "party": party,
        "role": role.value,
        "holder": holder.to_value(),
        "since": write_moment(since),
        "until": write_moment(until),
    }
