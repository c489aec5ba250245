"""Certificates: the offline root of a party says who may speak for it, in which role and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.channel.errors import BadCard
from homeward.channel.moment import read_moment, write_moment
from homeward.keys import Identity, PublicIdentity, Signature

SIGNED_AS = "homeward certificate 2"
LONGEST = timedelta(days=366)
LONGEST_DEVICE = timedelta(days=30)
_FIELDS = {"party", "role", "scope", "holder", "since", "until", "signature"}


class Role(StrEnum):
    """What a holder may do: speak for the party, approve its commitments, mediate, watch one event, report from the
    road."""

    NEGOTIATOR = "negotiator"
    PRINCIPAL = "principal"
    MEDIATOR = "mediator"
    OBSERVER = "observer"
    DEVICE = "device"


SPEAKERS = frozenset(Role) - {Role.PRINCIPAL}
"""The roles whose holders write and read messages. Principals only approve."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """`party` lets the identity `holder` act in `role` from `since` until `until` (UTC), at most a year, a device at
    most thirty days. `scope` is empty or names the one operation it is good for; an observer always has one."""

    party: str
    role: Role
    scope: str
    holder: PublicIdentity
    since: datetime
    until: datetime
    signature: Signature

    def __post_init__(self) -> None:
        longest = LONGEST_DEVICE if self.role == Role.DEVICE else LONGEST
        if not timedelta(0) < self.until - self.since <= longest:
            raise BadCard("certificate_too_long", name=self.holder.name, days=longest.days)
        if self.role == Role.OBSERVER and not self.scope:
            raise BadCard("observer_needs_scope", name=self.holder.name)

    @property
    def call_sign(self) -> str:
        """The holder's name as it stands in messages."""
        return call_sign(self.holder.name)

    def in_force(self, at: datetime) -> bool:
        return self.since <= at <= self.until

    def to_value(self) -> dict[str, Value]:
        return {**self._content(), "signature": self.signature.to_value()}

    @classmethod
    def from_value(cls, value: Value) -> Certificate:
        """The certificate a value describes; raises BadCard. Its signature is checked by `check`."""
        try:
            return cls._from_fields(value)
        except (KeyError, TypeError, ValueError, AttributeError, keys.BadKey) as error:
            raise BadCard("card_malformed") from error

    @classmethod
    def _from_fields(cls, value: Value) -> Certificate:
        if not isinstance(value, Mapping) or set(value) != _FIELDS:
            raise TypeError
        names = ("party", "role", "scope", "since", "until")
        party, role, scope, since, until = (text for name in names if isinstance(text := value[name], str))
        holder, signature = PublicIdentity.from_value(value["holder"]), Signature.from_value(value["signature"])
        return cls(party, Role(role), scope, holder, read_moment(since), read_moment(until), signature)

    def check(self, root: PublicIdentity) -> None:
        """Nothing, if `root` signed this certificate; else raises BadCard."""
        try:
            keys.verify(root, SIGNED_AS, canonical.encode(self._content()), self.signature)
        except keys.ForgedSignature as error:
            raise BadCard("certificate_forged", name=self.holder.name) from error

    def _content(self) -> dict[str, Value]:
        return _content(self.party, self.role, self.scope, self.holder, self.since, self.until)


def call_sign(name: str) -> str:
    """An identity's name in the spelling of messages: VRH-p1 is vrh_p1."""
    return name.lower().replace("-", "_")


def issue(
    root: Identity,
    party: str,
    role: Role,
    holder: PublicIdentity,
    since: datetime,
    until: datetime,
    scope: str = "",
) -> Certificate:
    """The certificate by which `root` lets `holder` act for `party`; times are kept to whole seconds. Raises BadCard
    when it would last too long."""
    since, until = since.replace(microsecond=0), until.replace(microsecond=0)
    content = canonical.encode(_content(party, role, scope, holder, since, until))
    return Certificate(party, role, scope, holder, since, until, keys.sign(root, SIGNED_AS, content))


def _content(
    party: str, role: Role, scope: str, holder: PublicIdentity, since: datetime, until: datetime
) -> dict[str, Value]:
    return {
        "party": party,
        "role": role.value,
        "scope": scope,
        "holder": holder.to_value(),
        "since": write_moment(since),
        "until": write_moment(until),
    }
