"""The mailboxes of a relay and who may write to and read from each. Of the tokens only hashes are kept."""

from __future__ import annotations

import hashlib
import re
import threading
from dataclasses import dataclass
from pathlib import Path

from homeward import canonical, keys
from homeward.channel.carriers.errors import CarrierError
from homeward.channel.relay.mailbox import Mailbox
from homeward.disk import append_whole, make_folder, whole_lines

QUOTA = 64 * 1024 * 1024
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Access:
    """The mailbox `id` (32 hexadecimal digits that tell nothing), the secrets to write to it and to read from it."""

    id: str
    write: str
    read: str


@dataclass(frozen=True, slots=True)
class _Row:
    write: bytes
    read: bytes
    quota: int


class Book:
    """The mailboxes in a folder."""

    def __init__(self, folder: Path) -> None:
        make_folder(folder, 0o700)
        self._folder, self._lock = folder, threading.Lock()
        self._file = folder / "mailboxes.jsonl"
        self._rows = dict(_rows(self._file))
        self._open: dict[str, Mailbox] = {}

    def add(self, access: Access, quota: int = QUOTA) -> None:
        """Make a mailbox. Raises CarrierError when there is one of this id already, or the id is none, and
        DiskRefused."""
        if access.id in self._rows or not _ID.fullmatch(access.id):
            raise CarrierError("relay_mailbox_exists")
        row = _Row(_hash(access.write), _hash(access.read), quota)
        value: canonical.Value = {"id": access.id, "quota": quota, "read": row.read.hex(), "write": row.write.hex()}
        append_whole(self._file, canonical.encode(value) + b"\n")
        self._rows[access.id] = row

    def writable(self, id: str, token: str) -> Mailbox:
        """The mailbox, if `token` may write to it; raises CarrierError alike for a wrong token and a wrong id."""
        row = self._row(id)
        return self._mailbox(id, row, keys.same(row.write, _hash(token)))

    def readable(self, id: str, token: str) -> Mailbox:
        """The mailbox, if `token` may read from it; raises CarrierError alike for a wrong token and a wrong id."""
        row = self._row(id)
        return self._mailbox(id, row, keys.same(row.read, _hash(token)))

    def _row(self, id: str) -> _Row:
        if id not in self._rows:  # perhaps it was made since, by the command
            self._rows = dict(_rows(self._file))
        return self._rows.get(id, _NOBODY)

    def _mailbox(self, id: str, row: _Row, granted: bool) -> Mailbox:
        if not granted:
            raise CarrierError("relay_token")
        with self._lock:
            if id not in self._open:
                self._open[id] = Mailbox(self._folder / id, row.quota)
            return self._open[id]


_NOBODY = _Row(b"", b"", 0)


def _rows(path: Path) -> list[tuple[str, _Row]]:
    return [_row(line) for line in whole_lines(path)]


def _row(line: bytes) -> tuple[str, _Row]:
    try:
        value = canonical.decode(line)
    except canonical.NotCanonical as error:
        raise CarrierError("relay_file_damaged", name="mailboxes.jsonl") from error
    match value:
        case {"id": str(id), "quota": int(quota), "read": str(read), "write": str(write)}:
            return id, _Row(bytes.fromhex(write), bytes.fromhex(read), quota)
    raise CarrierError("relay_file_damaged", name="mailboxes.jsonl")


def _hash(token: str) -> bytes:
    return hashlib.sha256(b"homeward relay 1\0" + token.encode()).digest()
