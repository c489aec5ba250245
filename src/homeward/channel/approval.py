"""Approvals: a commitment binds only with the signatures of several principals over its exact content.

Plain signatures, k of n: anybody can check who approved, and no dealer ever held a whole key. The party's card says
how many it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.channel.certificate import Certificate, Role, call_sign
from homeward.channel.errors import BadMessage, NoQuorum
from homeward.channel.moment import read_moment, write_moment
from homeward.keys import Identity, Signature

SIGNED_AS = "homeward approval 1"

Known = Callable[[str], Sequence[Certificate]]
"""Gives the certificates of the holder with a call-sign."""


@dataclass(frozen=True, slots=True)
class Approval:
    """The principal `by` (a call-sign) approved the act with the hash `act`, from `at` until `until` (UTC)."""

    by: str
    act: str
    at: datetime
    until: datetime
    signature: Signature

    def to_value(self) -> dict[str, Value]:
        return {**_content(self.by, self.act, self.at, self.until), "signature": self.signature.to_value()}

    @classmethod
    def from_value(cls, value: Value) -> Approval:
        """The approval a value describes; raises BadMessage. `approvers` checks its signature."""
        if not isinstance(value, Mapping) or set(value) != {"by", "act", "at", "until", "signature"}:
            raise BadMessage("message_malformed")
        by, act, at, until = (str(value[name]) for name in ("by", "act", "at", "until"))
        try:
            return cls(by, act, read_moment(at), read_moment(until), Signature.from_value(value["signature"]))
        except (ValueError, keys.BadKey) as error:
            raise BadMessage("message_malformed") from error


def approve(principal: Identity, act: str, at: datetime, until: datetime) -> Approval:
    """`principal`'s signature over the hash `act`."""
    at, until = at.replace(microsecond=0), until.replace(microsecond=0)
    by = call_sign(principal.public.name)
    content = canonical.encode(_content(by, act, at, until))
    return Approval(by, act, at, until, keys.sign(principal, SIGNED_AS, content))


def approvers(approvals: Iterable[Approval], act: str, party: str, known: Known, at: datetime) -> frozenset[str]:
    """The principals of `party` who validly approved `act` for the moment `at`."""
    return frozenset(one.by for one in approvals if _holds(one, act, party, known(one.by), at))


def check_quorum(valid: frozenset[str], needed: int) -> None:
    """Nothing, if at least `needed` principals approved; else raises NoQuorum."""
    if len(valid) < needed:
        raise NoQuorum("no_quorum", count=len(valid), needed=needed)


def _holds(approval: Approval, act: str, party: str, certificates: Sequence[Certificate], at: datetime) -> bool:
    if approval.act != act or not approval.at <= at <= approval.until:
        return False
    content = canonical.encode(_content(approval.by, approval.act, approval.at, approval.until))
    return any(
        (one.party, one.role) == (party, Role.PRINCIPAL) and one.in_force(at) and _signed(approval, one, content)
        for one in certificates
    )


def _signed(approval: Approval, certificate: Certificate, content: bytes) -> bool:
    try:
        keys.verify(certificate.holder, SIGNED_AS, content, approval.signature)
    except keys.ForgedSignature:
        return False
    return True


def _content(by: str, act: str, at: datetime, until: datetime) -> dict[str, Value]:
    return {"by": by, "act": act, "at": write_moment(at), "until": write_moment(until)}
