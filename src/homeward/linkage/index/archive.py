"""Named arrays in one file that is written once and then only mapped.

The file begins with MAGIC, the length of the head and its checksum; the head is JSON: the version of the analysis, the
size of the file, what the writer noted, and of each array its name, type, shape, place and checksum. A file that is cut
short, damaged in its head or written by another version is refused when it is opened; `check` reads the rest too."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from homeward.errors import HomewardError
from homeward.linkage.index.version import version

MAGIC = b"homeward"
_FRONT = struct.Struct("<8sII")  # MAGIC, length of the head, its checksum
_ALIGN = 64

Arrays = Mapping[str, NDArray[Any]]


class IndexDamaged(HomewardError):
    """A file of an index is cut short or is not what was written; the index must be built anew."""


class IndexOfAnotherVersion(HomewardError):
    """A file of an index was written by another version of the library; the index must be built anew."""


@dataclass(frozen=True, slots=True)
class Archive:
    """What the writer noted, and the arrays, mapped."""

    path: Path
    noted: Mapping[str, Any]
    arrays: Arrays
    sums: Mapping[str, int]

    def check(self) -> None:
        """Read everything; raise `IndexDamaged` if a byte differs from what was written."""
        for name, array in self.arrays.items():
            if _checksum(array) != self.sums[name]:
                raise IndexDamaged(f"The index file {self.path.name} is damaged; build the index anew.")


def write(path: Path, noted: Mapping[str, Any], arrays: Arrays) -> None:
    """Write the file beside its place and put it there in one step."""
    places, size = [], 0
    for name, array in arrays.items():
        entry = {"name": name, "type": array.dtype.str, "shape": array.shape, "at": size, "sum": _checksum(array)}
        places.append(entry)
        size = _aligned(size + array.nbytes)
    head = json.dumps({"version": version(), "size": size, "noted": noted, "arrays": places}).encode()
    unfinished = path.with_name(f"{path.name}.unfinished")
    with unfinished.open("wb") as file:
        file.write(_FRONT.pack(MAGIC, len(head), zlib.crc32(head)) + head)
        file.write(bytes(_aligned(file.tell()) - file.tell()))
        for array in arrays.values():
            file.write(_bytes(array))
            file.write(bytes(_aligned(array.nbytes) - array.nbytes))
    unfinished.replace(path)


def read(path: Path) -> Archive:
    """Map the file; raise `IndexDamaged` or `IndexOfAnotherVersion` if it cannot be trusted."""
    try:
        with path.open("rb") as file:
            head = _head(path, file.read(_FRONT.size), file.read)
            start = _aligned(file.tell())
    except FileNotFoundError as error:
        raise IndexDamaged(f"The index file {path.name} is missing; build the index anew.") from error
    if head["version"] != version():
        raise IndexOfAnotherVersion(f"The index file {path.name} is of another version; build the index anew.")
    if path.stat().st_size != start + head["size"]:
        raise IndexDamaged(f"The index file {path.name} is cut short; build the index anew.")
    mapped = np.memmap(path, np.uint8, "r", start) if head["size"] else np.zeros(0, np.uint8)
    arrays = {one["name"]: _array(mapped, one) for one in head["arrays"]}
    return Archive(path, head["noted"], arrays, {one["name"]: one["sum"] for one in head["arrays"]})


def _head(path: Path, front: bytes, read_on: Any) -> Any:
    if len(front) == _FRONT.size and front.startswith(MAGIC):
        _, length, checksum = _FRONT.unpack(front)
        head = read_on(length)
        if len(head) == length and zlib.crc32(head) == checksum:
            return json.loads(head)
    raise IndexDamaged(f"The index file {path.name} is damaged; build the index anew.")


def _array(mapped: NDArray[np.uint8], entry: Mapping[str, Any]) -> NDArray[Any]:
    kind, shape = np.dtype(entry["type"]), tuple(entry["shape"])
    size = kind.itemsize * int(np.prod(shape))
    found: NDArray[Any] = np.asarray(mapped)[entry["at"] : entry["at"] + size].view(kind).reshape(shape)
    return found


def _bytes(array: NDArray[Any]) -> memoryview:
    return np.ascontiguousarray(array).reshape(-1).view(np.uint8).data


def _checksum(array: NDArray[Any]) -> int:
    return zlib.crc32(_bytes(array))


def _aligned(size: int) -> int:
    return -(-size // _ALIGN) * _ALIGN
