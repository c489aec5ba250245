"""Disputes: each side fixes its submission by a hash before either is opened, then the mediator rules.

A pure machine like the deal: the same messages give the same dispute at every end. A message out of turn changes
nothing and is answered with the reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from homeward import canonical
from homeward.channel.message import Message
from homeward.channel.roster import Roster
from homeward.words import Saying, saying


class Stage(StrEnum):
    """How far a dispute has come."""

    RAISED = "raised"
    SEALED = "sealed"
    HEARD = "heard"
    RULED = "ruled"


@dataclass(frozen=True, slots=True)
class Dispute:
    """The dispute raised in the message `id` about another: `sealed` holds each party's hash, `heard` the message that
    opened it, `ruling` the mediator's. Submissions are due by `due` (UTC)."""

    id: str
    deal: str
    about: str
    by: str
    due: datetime
    parties: tuple[str, str]
    sealed: Mapping[str, str] = field(default_factory=dict)
    heard: Mapping[str, str] = field(default_factory=dict)
    ruling: str = ""

    @property
    def stage(self) -> Stage:
        if self.ruling:
            return Stage.RULED
        if len(self.heard) == len(self.parties):
            return Stage.HEARD
        return Stage.SEALED if len(self.sealed) == len(self.parties) else Stage.RAISED


@dataclass(frozen=True, slots=True)
class Step:
    """What a message did to its dispute: the dispute after it, whether it moved, and the sentence that says so."""

    dispute: Dispute
    moved: bool
    saying: Saying


def submission_hash(text: str, exhibits: Sequence[str], salt: str) -> str:
    """The hash by which a submission is fixed before it is opened; `salt` is a random word."""
    return hashlib.sha256(canonical.encode({"exhibits": [*exhibits], "salt": salt, "text": text})).hexdigest()


def disputes(messages: Iterable[Message], roster: Roster) -> tuple[dict[str, Dispute], dict[str, Saying]]:
    """The disputes among `messages` (causes before effects) by the id of the message that raised each, and what every
    message about one did, by its own id."""
    found: dict[str, Dispute] = {}
    said: dict[str, Saying] = {}
    for message in messages:
        if not message.act.whole:
            continue
        party = roster.party(message.by)
        if message.act.kind == "dispute" and party in roster.channel.principals:
            found[message.id] = _raised(message, party, roster)
            said[message.id] = saying("channel", "dispute_raised", party=party)
        elif message.act.kind in _MOVES:
            subject = found.get(str(message.act.data.get("of") or message.act.data.get("about")))
            if subject is None:
                said[message.id] = saying("channel", "dispute_unknown")
                continue
            result = _MOVES[message.act.kind](subject, message, party)
            found[subject.id], said[message.id] = result.dispute, result.saying
    return found, said


def _raised(message: Message, party: str, roster: Roster) -> Dispute:
    data = message.act.data
    parties = roster.channel.principals
    return Dispute(message.id, str(data["deal"]), str(data["about"]), party, message.act.exp, parties)


def _seal(dispute: Dispute, message: Message, party: str) -> Step:
    if party not in dispute.parties or party in dispute.sealed:
        return _refused(dispute, "dispute_sealed_already")
    if message.at > dispute.due:
        return _refused(dispute, "dispute_too_late")
    sealed = {**dispute.sealed, party: str(message.act.data["commit"])}
    return _moved(replace(dispute, sealed=sealed), "dispute_sealed", party)


def _open(dispute: Dispute, message: Message, party: str) -> Step:
    data = message.act.data
    exhibits = data["exhibits"] if isinstance(data["exhibits"], list) else []
    if dispute.stage == Stage.RAISED:
        return _refused(dispute, "dispute_not_both_sealed")
    fixed = submission_hash(str(data["text"]), [str(one) for one in exhibits], str(data["salt"]))
    if party in dispute.heard or dispute.sealed.get(party) != fixed:
        return _refused(dispute, "dispute_not_as_sealed")
    return _moved(replace(dispute, heard={**dispute.heard, party: message.id}), "dispute_opened", party)


def _rule(dispute: Dispute, message: Message, party: str) -> Step:
    if dispute.stage == Stage.RULED:
        return _refused(dispute, "dispute_ruled_already")
    if dispute.stage != Stage.HEARD and message.at <= dispute.due:
        return _refused(dispute, "dispute_not_heard")
    return _moved(replace(dispute, ruling=message.id), "dispute_ruled", party)


_MOVES: Mapping[str, Callable[[Dispute, Message, str], Step]] = {
    "submission_commit": _seal,
    "submission": _open,
    "ruling": _rule,
}


def _moved(dispute: Dispute, key: str, party: str) -> Step:
    return Step(dispute, True, saying("channel", key, party=party))


def _refused(dispute: Dispute, key: str) -> Step:
    return Step(dispute, False, saying("channel", key))
