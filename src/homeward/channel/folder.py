"""The folder carrier: sealed messages as files in a folder, on a stick or a shared disk.

A file is named by the hash of its bytes, so a message carried twice is one file, and names tell nothing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from homeward.channel.errors import ChannelError

SUFFIX = ".sealed"
MAX_BLOB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Blob:
    """A sealed message as it was found: the file's name and its bytes (None: larger than is ever read)."""

    name: str
    data: bytes | None


def put(folder: Path, blob: bytes) -> Path:
    """Write `blob` into `folder` completely or not at all; the file's path. Writing it again changes nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(blob).hexdigest()}{SUFFIX}"
    if path.exists():
        return path
    partial = path.with_suffix(".partial")
    try:
        with partial.open("wb") as file:
            file.write(blob)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise ChannelError("folder_full") from error
    return path


def blobs(folder: Path) -> Iterator[Blob]:
    """Every sealed message in `folder`, in the order of names; raises ChannelError when there is no such folder."""
    if not folder.is_dir():
        raise ChannelError("folder_missing")
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        yield Blob(path.name, path.read_bytes() if path.stat().st_size <= MAX_BLOB else None)
