"""A bag of evidence: a folder with the bytes and the custody ledger beside them, filled where no desk is at hand.

`homeward capture` fills a bag; the desk takes it in. The ledger is a file of JSON lines, one entry a line, each
holding the hash of the one before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from homeward import ledger
from homeward.canonical import Value
from homeward.disk import append_whole, whole_lines
from homeward.errors import HomewardError
from homeward.evidence.item import Item, Kind, address
from homeward.evidence.kind import MAX_BYTES, Unreadable, recognise
from homeward.evidence.store import EmptyItem, Store


class TooLarge(HomewardError):
    """More bytes than an item may have."""


@dataclass(frozen=True, slots=True)
class Found:
    """What somebody hands over: the bytes, the name they had, where they were found."""

    data: bytes
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Bag:
    """The folder of a bag."""

    folder: Path

    @property
    def store(self) -> Store:
        return Store(self.folder / "store")

    @property
    def _ledger(self) -> Path:
        return self.folder / "custody.jsonl"

    def capture(self, found: Found, *, collector: str, at: datetime) -> Item:
        """Keep what was found and write it into the ledger; raises EmptyItem, TooLarge, Unreadable,
        DiskRefused or BrokenChain."""
        item = describe(found, collector=collector, at=at)
        last = ledger.verify(self.entries())
        self.store.put(found.data)
        entry = ledger.append(last, at=at, by=collector, act="capture", data=_content(item))
        append_whole(self._ledger, json.dumps(_line(entry), ensure_ascii=False).encode() + b"\n")
        return item

    def entries(self) -> Iterator[ledger.Entry]:
        """The custody ledger from its first entry; raises BrokenChain at a line that is no entry."""
        for number, line in enumerate(whole_lines(self._ledger), start=1):
            yield _entry(number, line)

    def items(self) -> Iterator[Item]:
        """What was captured, in its order, once the ledger has proved unbroken; raises BrokenChain."""
        ledger.verify(self.entries())
        for entry in self.entries():
            raw = dict(entry.data)
            kind = Kind(str(raw.pop("kind")))
            texts = {key: str(raw[key]) for key in ("sha256", "media_type", "name", "source")}
            yield Item(kind=kind, size=int(str(raw["size"])), collector=entry.by, collected_at=entry.at, **texts)


def describe(found: Found, *, collector: str, at: datetime) -> Item:
    """The item that `found` is, before it is kept; bytes that cannot be read are kept as a page all the same."""
    if len(found.data) > MAX_BYTES:
        raise TooLarge(f"The file has {len(found.data)} bytes; at most {MAX_BYTES} are taken in.")
    if not found.data:
        raise EmptyItem("The file is empty: it has 0 bytes, so there is nothing to keep.")
    try:
        recognised = recognise(found.data)
        kind, media_type = recognised.kind, recognised.media_type
    except Unreadable:
        kind, media_type = Kind.PAGE, "application/octet-stream"
    return Item(address(found.data), kind, media_type, len(found.data), found.name, found.source, collector, at)


def _content(item: Item) -> dict[str, Value]:
    return {
        "sha256": item.sha256,
        "kind": str(item.kind),
        "media_type": item.media_type,
        "size": item.size,
        "name": item.name,
        "source": item.source,
    }


def _entry(number: int, line: bytes) -> ledger.Entry:
    try:
        raw = json.loads(line)
        return ledger.Entry(**raw | {"at": datetime.fromisoformat(raw["at"])})
    except (ValueError, KeyError, TypeError) as error:
        raise ledger.BrokenChain(f"Line {number} of the custody ledger is not an entry of it.") from error


def _line(entry: ledger.Entry) -> dict[str, object]:
    return {
        "seq": entry.seq,
        "at": entry.at.isoformat(),
        "by": entry.by,
        "act": entry.act,
        "data": dict(entry.data),
        "prev": entry.prev,
        "hash": entry.hash,
    }
