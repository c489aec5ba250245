"""An append-only chain of entries, each holding the hash of the one before.

The custody of evidence, a transcript, the log of a handover and the audit of the desk are all this. Whoever keeps the
last hash can later tell whether anything before it was changed, removed, added or put in another order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from homeward import canonical
from homeward.canonical import Value
from homeward.errors import HomewardError

START = "0" * 64
"""What the first entry of a chain names as the hash before it."""


class BrokenChain(HomewardError):
    """An entry does not follow from the one before it, or was changed after it was written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act: its place in the chain (from 1), when (UTC), by whom, what, its data, the hash before and its own."""

    seq: int
    at: datetime
    by: str
    act: str
    data: Mapping[str, Value]
    prev: str
    hash: str


def append(last: Entry | None, *, at: datetime, by: str, act: str, data: Mapping[str, Value]) -> Entry:
    """The entry that follows `last` (None: the first). `at` must carry a time zone; it is kept in UTC."""
    seq, prev = (last.seq + 1, last.hash) if last else (1, START)
    moment = at.astimezone(UTC)
    return Entry(seq, moment, by, act, data, prev, entry_hash(seq, moment, by, act, data, prev))


def entry_hash(seq: int, at: datetime, by: str, act: str, data: Mapping[str, Value], prev: str) -> str:
    """SHA-256, in hexadecimal, of the canonical bytes of everything an entry says."""
    content: Value = {"seq": seq, "at": at.isoformat(), "by": by, "act": act, "data": data, "prev": prev}
    return hashlib.sha256(canonical.encode(content)).hexdigest()


def verify(entries: Iterable[Entry], last: Entry | None = None) -> Entry | None:
    """The last entry of an unbroken chain that begins after `last`; raises BrokenChain at the first fault."""
    for entry in entries:
        seq, prev = (last.seq + 1, last.hash) if last else (1, START)
        if (entry.seq, entry.prev) != (seq, prev):
            raise BrokenChain(f"Entry {entry.seq} does not follow the one before it.")
        if entry.hash != entry_hash(entry.seq, entry.at, entry.by, entry.act, entry.data, entry.prev):
            raise BrokenChain(f"Entry {entry.seq} was changed after it was written.")
        last = entry
    return last
