"""A folder of sealed messages as one ZIP file, with the manifest of the folder carrier."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence

from homeward.channel.carriers.blob import MAX_BLOB, SUFFIX, Blob, name_of
from homeward.channel.carriers.errors import CarrierError
from homeward.channel.carriers.folder import MANIFEST, faults_of, line
from homeward.words import Saying

MAX_FILES = 5000
MAX_UNPACKED = 64 * 1024 * 1024
MARKS = "postmarks.jsonl"
_MOST = {MANIFEST: 1024 * 1024, MARKS: MAX_UNPACKED}


def put(blobs: Iterable[bytes], marks: bytes = b"") -> bytes:
    """The ZIP file with a sealed file for each of `blobs`, and beside them a mediator's postmarks, if there are any."""
    packed, given = io.BytesIO(), {name_of(blob): blob for blob in blobs}
    with zipfile.ZipFile(packed, "w") as archive:
        for name, blob in given.items():
            archive.writestr(name, blob)
        archive.writestr(MANIFEST, "".join(line(name) for name in given))
        if marks:
            archive.writestr(MARKS, marks, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def take(packed: bytes) -> tuple[tuple[Blob, ...], tuple[Saying, ...]]:
    """The sealed messages in a ZIP file, in whatever folder inside it, and what was lost or damaged on the way. Raises
    CarrierError when the file cannot be read, or when there is more in it than is ever unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            files = [one for one in archive.infolist() if one.filename.endswith((SUFFIX, MANIFEST))]
            _check_amount(files)
            read = [Blob(one.filename.rsplit("/", 1)[-1], _bytes(archive, one)) for one in files]
    except _UNREADABLE as error:
        raise CarrierError("bag_unreadable") from error
    blobs = tuple(blob for blob in read if blob.name != MANIFEST)
    manifest = next((blob.data or b"" for blob in read if blob.name == MANIFEST), b"")
    return blobs, faults_of(manifest, blobs)


def marks(packed: bytes) -> bytes:
    """The mediator's postmarks in a ZIP file; empty if there are none. Raises CarrierError when it cannot be read or
    when they are more than is ever unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            if MARKS not in archive.namelist():
                return b""
            data = _bytes(archive, archive.getinfo(MARKS))
    except _UNREADABLE as error:
        raise CarrierError("bag_unreadable") from error
    if data is None:
        raise CarrierError("bag_too_much", limit=MAX_UNPACKED)
    return data


_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)


def _check_amount(files: Sequence[zipfile.ZipInfo]) -> None:
    if len(files) > MAX_FILES:
        raise CarrierError("bag_too_many", limit=MAX_FILES)
    if sum(one.file_size for one in files if one.file_size <= MAX_BLOB) > MAX_UNPACKED:
        raise CarrierError("bag_too_much", limit=MAX_UNPACKED)


def _bytes(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes | None:
    most = _MOST.get(one.filename.rsplit("/", 1)[-1], MAX_BLOB)
    if one.file_size > most:
        return None
    if one.compress_type not in _PACKED:  # of the others Python unpacks as much as there is
        raise zipfile.BadZipFile
    with archive.open(one) as file:
        return file.read(most)
