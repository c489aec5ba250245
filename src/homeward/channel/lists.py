"""Lists fixed before they are shown: each side sends the hash of its list first, so that neither can fit its own to
the other's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.message import Message
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


def _compare(fixed: Value, people: Value, salt: Value) -> Saying:
    if fixed is None:
        return saying("channel", "list_not_fixed")
    if isinstance(people, list) and fixed == commitment(people, str(salt)):
        return saying("channel", "list_as_fixed")
    return saying("channel", "list_changed")
