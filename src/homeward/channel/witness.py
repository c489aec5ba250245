"""The witness: a mediator keeps how long each author's chain was and its root, and signs only what continues it.

An author who shows one chain to the witness and another to the peer is found out as soon as the peer holds a
cosignature against the chain it has. The witness sees numbers and hashes, nothing of what is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.channel import tree
from homeward.channel.certificate import Role, call_sign
from homeward.channel.errors import BadMessage
from homeward.channel.moment import read_moment, write_moment
from homeward.channel.pairing import Channel
from homeward.keys import Identity, Signature

SIGNED_AS = "homeward witness 1"
_HASH = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class Claim:
    """On the channel `ch` the chain of `author` has `size` messages, and this root over their ids."""

    ch: str
    author: str
    size: int
    root: str

    def __post_init__(self) -> None:
        if self.size < 1 or not _HASH.match(self.root) or not _HASH.match(self.ch):
            raise BadMessage("message_malformed")

    def to_value(self) -> dict[str, Value]:
        return {"ch": self.ch, "author": self.author, "size": self.size, "root": self.root}


@dataclass(frozen=True, slots=True)
class Cosignature:
    """The mediator `by` saw this chain at `at` (UTC), and that it continues whatever it had seen of it before."""

    claim: Claim
    by: str
    at: datetime
    signature: Signature

    def check(self, channel: Channel) -> None:
        """Nothing, if a mediator on the channel, in force then, signed it; else raises BadMessage."""
        certificate = channel.certificate(self.by)
        rightful = certificate and certificate.role == Role.MEDIATOR and certificate.in_force(self.at)
        if not certificate or not rightful or self.claim.ch != channel.id:
            raise BadMessage("witness_wrong", name=self.by)
        try:
            content = canonical.encode(_content(self.claim, self.by, self.at))
            keys.verify(certificate.holder, SIGNED_AS, content, self.signature)
        except keys.ForgedSignature as error:
            raise BadMessage("witness_wrong", name=self.by) from error

    def to_value(self) -> dict[str, Value]:
        return {**_content(self.claim, self.by, self.at), "signature": self.signature.to_value()}

    @classmethod
    def from_value(cls, value: Value) -> Cosignature:
        """The cosignature a value describes; raises BadMessage. Whether it holds, `check` tells."""
        if not isinstance(value, Mapping) or set(value) != {"ch", "author", "size", "root", "by", "at", "signature"}:
            raise BadMessage("message_malformed")
        ch, author, size, root = (value[name] for name in ("ch", "author", "size", "root"))
        if not isinstance(size, int):
            raise BadMessage("message_malformed")
        try:
            claim, at = Claim(str(ch), str(author), size, str(root)), read_moment(str(value["at"]))
            return cls(claim, str(value["by"]), at, Signature.from_value(value["signature"]))
        except (ValueError, keys.BadKey) as error:
            raise BadMessage("message_malformed") from error


def agrees(claim: Claim, ids: Sequence[str]) -> bool | None:
    """Whether the chain with these `ids` is the one that `claim` speaks of, as far as it goes; None while it is
    shorter, when nobody can tell."""
    return tree.root(ids[: claim.size]) == claim.root if len(ids) >= claim.size else None


def cosign(
    mediator: Identity,
    before: Claim | None,
    claim: Claim,
    proof: Sequence[str],
    at: datetime,
    keep: Callable[[Claim], None],
) -> Cosignature:
    """The mediator's signature under `claim`, given only if `proof` shows that it continues `before`, what the mediator
    has kept of this chain. `keep` must have `claim` on disk, in place of `before`, when it returns: only then is
    anything signed. Raises BadMessage for a chain that does not continue."""
    if before and (before.ch, before.author) != (claim.ch, claim.author):
        raise BadMessage("message_malformed")
    if before and not tree.continues(before.size, before.root, claim.size, claim.root, proof):
        raise BadMessage("witness_not_continued", name=claim.author)
    keep(claim)
    by, at = call_sign(mediator.public.name), at.replace(microsecond=0)
    return Cosignature(claim, by, at, keys.sign(mediator, SIGNED_AS, canonical.encode(_content(claim, by, at))))


def _content(claim: Claim, by: str, at: datetime) -> dict[str, Value]:
    return {**claim.to_value(), "by": by, "at": write_moment(at)}
