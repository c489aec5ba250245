"""What counts of all that was signed: forks and revocations take the effect from messages, never from what others
had built on.

A message of an author who filled a place twice counts only if other parties had built on one of the two and never on
the other, and only as far as they had. A message of a revoked holder counts only if the revocation's author had seen
it, or another party had before it had seen the revocation. So a thief, or a party that would like to take its word
back, undoes nothing by a late fork or a late revocation, and a revoked holder adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from homeward.channel import kinds
from homeward.channel.chains import Chains
from homeward.channel.message import Message
from homeward.channel.roster import Roster

ENDING = {"revoke": "name", "key_change": "replaces"}
"""The kinds that end a holder's say, and the field that names the holder."""


@dataclass(frozen=True, slots=True)
class _Past:
    """What a message stands on: of each author how far, and which revocations and which messages of forked places;
    `line` is the latter in its own author's chain only."""

    clock: dict[str, int]
    marks: frozenset[str]
    line: frozenset[str]


def counting(chains: Chains, roster: Roster) -> tuple[Message, ...]:
    """The held messages that count, causes before effects."""
    endings = _endings(chains)
    if not endings and not chains.forked:
        return chains.ordered
    return _Judge(chains, roster, endings).counting()


def ended(chains: Chains) -> frozenset[str]:
    """The call-signs of the holders whose say was ended: nothing more is sealed for them."""
    return frozenset(named(ending) for ending in _endings(chains))


def uncounted(chains: Chains, roster: Roster) -> dict[str, str]:
    """The ids of the messages that a revocation takes the effect from, and the call-sign of the holder whose say was
    ended: the author, or an approver without whom too few are left."""
    endings = _endings(chains)
    if not endings:
        return {}
    judge = _Judge(chains, roster, endings)
    told = ((message.id, judge.ended_by(message)) for message in chains.ordered)
    return {id: name for id, name in told if name}


def named(ending: Message) -> str:
    """The call-sign of the holder whose say a message of the kinds in ENDING ends."""
    return str(ending.act.data[ENDING[ending.act.kind]])


def _endings(chains: Chains) -> list[Message]:
    return [message for message in chains.ordered if message.act.kind in ENDING]


class _Judge:
    def __init__(self, chains: Chains, roster: Roster, endings: list[Message]) -> None:
        self._messages, self._roster, self._endings = chains.ordered, roster, endings
        self._doubled = chains.doubled
        marked = {ending.id for ending in endings}.union(*self._doubled.values())
        self._pasts: dict[str, _Past] = {}
        for message in self._messages:
            self._pasts[message.id] = self._past(message, marked)
        self._safe = {ending.id: self._seen_before(ending) for ending in endings}
        self._vouched = {place: self._built_on(place[0], ids) for place, ids in self._doubled.items()}

    def counting(self) -> tuple[Message, ...]:
        return tuple(message for message in self._messages if self._one_branch(message) and self._in_time(message))

    def _past(self, message: Message, marked: set[str]) -> _Past:
        before = [self._pasts[id] for id in message.place.named]
        clock = _latest([past.clock for past in before])
        clock[message.by] = max(clock.get(message.by, 0), message.place.seq)
        own = frozenset({message.id} & marked)
        line = self._pasts[message.place.prev].line if message.place.seq > 1 else frozenset()
        return _Past(clock, own.union(*(past.marks for past in before)), line | own)

    def _others(self, party: str) -> Iterable[Message]:
        return (message for message in self._messages if self._roster.party(message.by) != party)

    def _seen_before(self, ending: Message) -> dict[str, int]:
        """How far each author's messages are safe from `ending`."""
        others = self._others(self._roster.party(ending.by))
        pasts = [self._pasts[one.id] for one in others if ending.id not in self._pasts[one.id].marks]
        return _latest([self._pasts[ending.id].clock, *(past.clock for past in pasts)])

    def _built_on(self, author: str, ids: frozenset[str]) -> dict[str, int]:
        """The messages of a forked place that other parties built on without the other, and how far."""
        heights: dict[str, int] = {}
        for message in self._others(self._roster.party(author)):
            past = self._pasts[message.id]
            found = past.marks & ids
            if len(found) == 1:
                [branch] = found
                heights[branch] = max(heights.get(branch, 0), past.clock[author])
        return heights

    def _one_branch(self, message: Message) -> bool:
        for (author, seq), ids in self._doubled.items():
            if author != message.by or message.place.seq < seq:
                continue
            heights = self._vouched[author, seq]
            mine = self._pasts[message.id].line & ids
            if len(heights) != 1 or not mine <= set(heights) or message.place.seq > next(iter(heights.values())):
                return False
        return True

    def _in_time(self, message: Message) -> bool:
        return not self.ended_by(message)

    def ended_by(self, message: Message) -> str:
        """Whose end takes the effect from it, its author's or that of one approver too many; empty if nobody's."""
        if message.act.kind in ENDING:
            return ""  # approved by the party's own principals, whoever wrote it down
        ended = {
            named(ending) for ending in self._endings if message.place.seq > self._safe[ending.id].get(message.by, 0)
        }
        if message.by in ended:
            return message.by
        approvers = self._roster.approvers(message) if kinds.kind(message.act.kind).commitment else frozenset()
        gone = sorted(approvers & ended)
        quorum = self._roster.channel.card(self._roster.party(message.by)).quorum if gone else 0
        return gone[0] if len(approvers) - len(gone) < quorum else ""


def _latest(clocks: list[dict[str, int]]) -> dict[str, int]:
    latest: dict[str, int] = {}
    for clock in clocks:
        for name, number in clock.items():
            latest[name] = max(latest.get(name, 0), number)
    return latest
