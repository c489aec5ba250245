"""Lists fixed before they are shown: each side sends the hash of its list first, so that neither can fit its own to
the other's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.message import Message
from homeward.channel.roster import Roster
from homeward.words import Saying, saying


def commitment(people: Sequence[Value], salt: str) -> str:
    """SHA-256, in hexadecimal, of the list; `salt` (a random word) keeps others from guessing its names."""
    return hashlib.sha256(canonical.encode({"people": [*people], "salt": salt})).hexdigest()


def compare(messages: Iterable[Message]) -> dict[str, Saying]:
    """For each list among `messages` (causes before effects), by its id: whether it is the one its author had fixed."""
    fixed: dict[tuple[str, Value], Value] = {}
    found: dict[str, Saying] = {}
    for message in messages:
        if not message.act.whole:
            continue  # what is not shown here cannot be compared
        data, key = message.act.data, (message.by, message.act.data.get("list"))
        if message.act.kind == "list_commit":
            fixed.setdefault(key, data["commit"])
        elif message.act.kind == "list":
            found[message.id] = _compare(fixed.get(key), data["people"], data["salt"])
    return found


@dataclass(frozen=True, slots=True)
class Fixed:
    """A list by its key as its `party` fixed or showed it: the ids of the two messages (empty while one has not come),
    what it is of, how many lines and which hash were fixed, and whether it was shown as fixed."""

    party: str
    key: str
    category: str
    as_of: str
    committed: str = ""
    count: int = 0
    hash: str = ""
    shown: str = ""
    saying: Saying | None = None

    def of_the_same(self, other: Fixed) -> bool:
        """Whether both sides speak of the same category on the same day."""
        return self.party != other.party and (self.category, self.as_of) == (other.category, other.as_of)


def fixed(messages: Iterable[Message], roster: Roster) -> tuple[Fixed, ...]:
    """Every list of both sides among `messages` (causes before effects), in the order in which each was first spoken
    of. What was fixed first counts; of a list shown twice the first is told."""
    messages = [one for one in messages if one.act.whole]
    compared, found = compare(messages), dict[tuple[str, str], Fixed]()
    for message in messages:
        if message.act.kind not in ("list_commit", "list"):
            continue
        data, party = message.act.data, roster.party(message.by)
        key = (party, str(data["list"]))
        so_far = found.get(key) or Fixed(*key, str(data["category"]), str(data["as_of"]))
        if message.act.kind == "list" and not so_far.shown:
            so_far = replace(so_far, shown=message.id, saying=compared[message.id])
        elif message.act.kind == "list_commit" and not so_far.committed and not so_far.shown:
            count, digest = int(str(data["count"])), str(data["commit"])
            so_far = replace(so_far, committed=message.id, count=count, hash=digest)
        found[key] = so_far
    return tuple(found.values())


def _compare(fixed: Value, people: Value, salt: Value) -> Saying:
    if fixed is None:
        return saying("channel", "list_not_fixed")
    if isinstance(people, list) and fixed == commitment(people, str(salt)):
        return saying("channel", "list_as_fixed")
    return saying("channel", "list_changed")
