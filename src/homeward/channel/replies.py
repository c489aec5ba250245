"""What was answered to a message. To acknowledge says "received and read"; to comply says "we do it"; neither says
what the other says, and only a `confirm` seals a deal. An author's own party recalls or updates its message.

A verb that comes after a message had run out changes nothing of what became of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from homeward.channel.message import Message
from homeward.channel.roster import Roster
from homeward.words import Saying, saying


@dataclass(frozen=True, slots=True)
class Replies:
    """To one message: the parties that acknowledged it, that comply, that reject it; those that answered it with
    another form; whether it was recalled; the id of the message that replaces it, if any."""

    acknowledged: frozenset[str] = frozenset()
    complied: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    recalled: bool = False
    replaced_by: str = ""

    @property
    def saying(self) -> Saying:
        """What became of the message, the weightiest first."""
        parties = {"rejected": self.rejected, "complied": self.complied, "answered": self.answered}
        if self.recalled or self.replaced_by:
            return saying("channel", "reply_recalled" if self.recalled else "reply_replaced")
        for verb, by in parties.items():
            if by:
                return saying("channel", f"reply_{verb}", parties=", ".join(sorted(by)))
        return saying("channel", "reply_acknowledged", parties=", ".join(sorted(self.acknowledged)))


def replies(messages: Iterable[Message], roster: Roster) -> dict[str, Replies]:
    """What was answered to each of `messages` (causes before effects) that was answered at all, by its id."""
    before: dict[str, Message] = {}
    found: dict[str, Replies] = {}
    for message in messages:
        before[message.id] = message
        target = before.get(str(message.act.data.get("of") or message.act.data.get("on")))
        if target and message.at <= target.act.exp:
            own = roster.party(message.by) == roster.party(target.by)
            answered = _answered(found.get(target.id, Replies()), message, roster, own=own)
            found.update({target.id: answered} if answered != Replies() else {})
    return found


def _answered(so_far: Replies, message: Message, roster: Roster, *, own: bool) -> Replies:
    party = frozenset({roster.party(message.by)})
    match (message.act.kind, own):
        case ("acknowledge", False):
            return replace(so_far, acknowledged=so_far.acknowledged | party)
        case ("comply", False):
            return replace(so_far, complied=so_far.complied | party)
        case ("reject", False):
            return replace(so_far, rejected=so_far.rejected | party)
        case ("recall" | "update", False):
            return so_far
        case ("recall", True):
            return replace(so_far, recalled=True)
        case ("update", True):
            return replace(so_far, replaced_by=str(message.act.data.get("with", "")))
        case (_, False):
            return replace(so_far, answered=so_far.answered | party)
    return so_far
