"""Bytes kept under their own SHA-256: written once, verified on every read, never altered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from homeward.disk import make_folder, write_whole
from homeward.errors import HomewardError
from homeward.evidence.item import address


class EmptyItem(HomewardError):
    """There is nothing to keep."""


class Missing(HomewardError):
    """The store holds no bytes of this address."""


class Altered(HomewardError):
    """The bytes kept are no longer those that were put in."""


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of bytes, two levels deep by the first figures of their address."""

    folder: Path

    def put(self, data: bytes) -> str:
        """Keep `data` and return its address; bytes already kept are not written again. Raises EmptyItem or
        DiskRefused."""
        if not data:
            raise EmptyItem("The file is empty: it has 0 bytes, so there is nothing to keep.")
        sha256 = address(data)
        target = self.path(sha256)
        if not target.exists():
            make_folder(target.parent)
            write_whole(target, data, 0o440)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of an address; raises Missing or Altered."""
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise Missing(f"The store holds no item {sha256[:12]}….") from error
        if address(data) != sha256:
            raise Altered(f"The bytes kept as {sha256[:12]}… were altered after they were taken in.")
        return data

    def path(self, sha256: str) -> Path:
        """Where the bytes of an address lie."""
        return self.folder / sha256[:2] / sha256[2:4] / sha256
