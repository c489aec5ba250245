"""A mailbox: sealed messages in the order they came, in append-only files, kept until their reader has them."""

from __future__ import annotations

import hashlib
import os
import threading
from datetime import datetime
from pathlib import Path

from homeward.channel.carriers import cell
from homeward.channel.carriers.errors import CarrierError
from homeward.channel.relay.record import LONGEST, Entry, content, entry, record, scan
from homeward.disk import append_at

SEGMENT = 4 * 1024 * 1024
"""A segment longer than this gets no more records; a segment of which all was taken is removed."""


class Mailbox:
    """One mailbox in its folder. Safe for several threads; one process at a time."""

    def __init__(self, folder: Path, quota: int) -> None:
        """`quota`: how many bytes may lie here before the reader takes some. Raises CarrierError when a file is damaged
        before its end: then nothing is cut off, a person must look at it."""
        self._folder, self._quota, self._lock = folder, quota, threading.Lock()
        self._entries: dict[int, Entry] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for segment in self._segments():
                self._entries |= {one.number: one for one in scan(segment)}
                _mend(segment, max((one.end for one in self._entries.values() if one.segment == segment), default=0))
        except OSError as error:
            raise CarrierError("relay_disk_full") from error
        self._numbers = {one.digest: one.number for one in self._entries.values()}

    def put(self, filled: bytes, at: datetime) -> tuple[Entry, bool]:
        """Keep a cell; its entry, and whether it is new. It is on disk when this returns. The same message again gives
        its first entry. Raises CarrierError for a full mailbox or disk: nothing of it is kept then."""
        digest = hashlib.sha256(cell.empty(filled)).hexdigest()
        with self._lock:
            if digest in self._numbers:
                return self._entries[self._numbers[digest]], False
            if sum(one.size for one in self._entries.values()) + len(filled) > self._quota:
                raise CarrierError("relay_mailbox_full")
            one = self._append(digest, filled, at.replace(microsecond=0))
            self._entries[one.number], self._numbers[digest] = one, one.number
            return one, True

    def after(self, number: int, limit: int = 100) -> tuple[Entry, ...]:
        """The entries after `number`, oldest first."""
        return tuple(one for _, one in sorted(self._entries.copy().items()) if one.number > number)[:limit]

    def find(self, number: int) -> Entry:
        """The entry with this number; raises CarrierError when there is none."""
        found = self._entries.get(number)
        if found is None:
            raise CarrierError("relay_nothing_there")
        return found

    def read(self, number: int) -> bytes:
        """The cell with this number; raises CarrierError when there is none, or when the disk damaged it."""
        return content(self.find(number))

    def taken(self, number: int) -> None:
        """The reader has everything up to `number`: what lies in files of which nothing else is needed is removed."""
        with self._lock:
            for segment in self._segments()[:-1]:
                inside = [one for one in self._entries.values() if one.segment == segment]
                if self.last not in [one.number for one in inside] and all(one.number <= number for one in inside):
                    segment.unlink()
                    for one in inside:
                        del self._entries[one.number], self._numbers[one.digest]

    @property
    def last(self) -> int:
        """The number of the newest message; 0 when none came yet."""
        return max(self._entries, default=0)

    def _append(self, digest: str, filled: bytes, at: datetime) -> Entry:
        newest = self._entries.get(self.last)
        number, at = self.last + 1, max(at, newest.at) if newest else at
        segment, start = self._folder / f"{number:012}.log", 0
        if newest and newest.end < SEGMENT:
            segment, start = newest.segment, newest.end
        try:
            append_at(segment, start, record(number, at, digest, filled))
        except OSError as error:
            raise CarrierError("relay_disk_full") from error
        return entry(number, at, digest, segment, start, filled)

    def _segments(self) -> list[Path]:
        return sorted(self._folder.glob("*.log"))


def _mend(segment: Path, end: int) -> None:
    """Set aside a record that was being written when the machine stopped: it was promised to nobody."""
    size = segment.stat().st_size
    if size == end:
        return
    if size - end > LONGEST:
        raise CarrierError("relay_file_damaged", name=segment.name)
    with segment.open("r+b") as file:
        file.seek(end)
        segment.with_suffix(f".torn{end}").write_bytes(file.read())
        file.truncate(end)
        os.fsync(file.fileno())
