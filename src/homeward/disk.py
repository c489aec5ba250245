"""Writing files so that a stop, a full disk or a broken one leaves them whole: as they were, or as they are to be."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from homeward.errors import HomewardError

_SENTENCE = "The disk is full, or it cannot be read or written; nothing that was kept before is lost."


class DiskRefused(HomewardError):
    """The disk is full or broken."""


def write_whole(path: Path, data: bytes, mode: int) -> None:
    """Make `path` hold `data`, with the permissions `mode`; raises DiskRefused, and then it holds
    what it held or all of `data`, never a part."""
    with _written(path.parent, data, mode) as partial:
        partial.replace(path)


def write_once(path: Path, data: bytes, mode: int) -> None:
    """As `write_whole`, but a file that is there already, perhaps since a moment ago, stays as it is."""
    with _written(path.parent, data, mode) as partial, suppress(FileExistsError):
        os.link(partial, path)


def append_whole(path: Path, line: bytes) -> None:
    """Add `line`, which ends in a line feed, to the end of `path`; raises DiskRefused, and then it is as it was.

    What an earlier stop left behind the last whole line was promised to nobody and is dropped.
    """
    try:
        append_at(path, sum(len(one) + 1 for one in whole_lines(path)), line)
    except OSError as error:
        raise DiskRefused(_SENTENCE) from error


def append_at(path: Path, end: int, data: bytes) -> None:
    """Add `data` to `path` behind its first `end` bytes, in place of what an earlier failure left there; raises
    OSError, and then there are those `end` bytes."""
    with path.open("ab", buffering=0) as file:
        _append(file, end, data)
    if end == 0:
        _keep_names(path.parent)


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Make `folder` and those it lies in, if they are not there; raises DiskRefused."""
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
    except OSError as error:
        raise DiskRefused(_SENTENCE) from error


def whole_lines(path: Path) -> list[bytes]:
    """The lines of a file that `append_whole` fills, none if there is no such file; what a stop left unfinished is not
    among them. Raises DiskRefused."""
    try:
        return path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    except OSError as error:
        raise DiskRefused(_SENTENCE) from error


@contextmanager
def _written(folder: Path, data: bytes, mode: int) -> Iterator[Path]:
    """A file of `data` in `folder` that still wants its name; it is gone afterwards."""
    partial: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=folder)
        partial = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(handle, mode)
            os.fsync(handle)
        yield partial
        _keep_names(folder)
    except OSError as error:
        raise DiskRefused(_SENTENCE) from error
    finally:
        if partial:
            with suppress(OSError):
                partial.unlink(missing_ok=True)


def _keep_names(folder: Path) -> None:
    """Return when the disk has the names of the files in `folder`; raises OSError."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _append(file: FileIO, end: int, data: bytes) -> None:
    file.truncate(end)
    try:
        written = 0
        while written < len(data):
            written += file.write(data[written:])
        os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            file.truncate(end)
        raise
