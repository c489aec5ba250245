"""The folder carrier: sealed messages as files in a folder, on a stick or a shared disk.

A manifest beside them (the form of BagIt, RFC 8493) names what was put there, so that a
file lost on the way is noticed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from homeward.channel.carriers.blob import MAX_BLOB, SUFFIX, Blob, name_of
from homeward.channel.carriers.errors import CarrierError
from homeward.words import Saying, saying

MANIFEST = "manifest-sha256.txt"
_LINE = re.compile(r"([0-9a-f]{64})  (\1\.sealed)")


def put(folder: Path, blob: bytes) -> Path:
    """Write `blob` into `folder` completely or not at all; the file's path. Writing it again changes nothing. Raises
    CarrierError when the disk is full or refuses."""
    path = folder / name_of(blob)
    if path.exists():
        return path
    partial = path.with_suffix(".partial")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(partial, "wb", blob)
        partial.replace(path)
        _note(folder / MANIFEST, path.name)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise CarrierError("folder_full") from error
    return path


def take(folder: Path) -> Iterator[Blob]:
    """Every sealed message in `folder`, in the order of names; raises CarrierError when there is no such folder."""
    if not folder.is_dir():
        raise CarrierError("folder_missing")
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        yield Blob(path.name, path.read_bytes() if path.stat().st_size <= MAX_BLOB else None)


def faults(folder: Path) -> tuple[Saying, ...]:
    """What was lost or damaged on the way, by the manifest and the names: a sentence for each file."""
    manifest = folder / MANIFEST
    return faults_of(manifest.read_bytes() if manifest.exists() else b"", take(folder))


def faults_of(manifest: bytes, blobs: Iterable[Blob]) -> tuple[Saying, ...]:
    """What `manifest` lists and is not among `blobs`, or is damaged: a sentence for each file."""
    lines = manifest.decode("utf-8", errors="replace").splitlines()
    listed = {found[2] for text in lines if (found := _LINE.fullmatch(text))}
    here = {blob.name: blob.data for blob in blobs}
    damaged = [name for name in sorted(listed & here.keys()) if name_of(here[name] or b"") != name]
    kinds = {"bag_missing": sorted(listed - here.keys()), "bag_damaged": damaged}
    return tuple(saying("channel.carriers", key, name=name[:12]) for key, names in kinds.items() for name in names)


def line(name: str) -> str:
    """The line of the manifest for a sealed file."""
    return f"{name.removesuffix(SUFFIX)}  {name}\n"


def _note(manifest: Path, name: str) -> None:
    torn = manifest.exists() and not manifest.read_bytes().endswith(b"\n")
    _write(manifest, "ab", (b"\n" if torn else b"") + line(name).encode())


def _write(path: Path, mode: str, data: bytes) -> None:
    with path.open(mode) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
