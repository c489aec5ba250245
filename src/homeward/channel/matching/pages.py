"""A long list of values of 32 bytes, cut into pages: each page is checked on arrival, so a transfer can stop and go
on."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from homeward.channel.matching import merkle
from homeward.channel.matching.errors import MatchingRefused

VALUE = 32
PER_PAGE = 1024
MAX_VALUES = 6_000_000
"""A million people; more is refused before any work."""
_MAGIC = b"HWPAGE1\n"
_HEAD = struct.Struct(">8sIB")


def count_pages(size: int) -> int:
    return -(-size // PER_PAGE)


def length(size: int, number: int) -> int:
    """How many values page `number` of a list of `size` holds."""
    return min(PER_PAGE, size - number * PER_PAGE)


def values(page: bytes) -> Iterator[bytes]:
    return (page[start : start + VALUE] for start in range(0, len(page), VALUE))


@dataclass(frozen=True, slots=True)
class Page:
    """Page `number` (from 0) of a list, and the hashes that place it under the root of the list."""

    number: int
    data: bytes
    proof: tuple[bytes, ...]

    def to_bytes(self) -> bytes:
        return _HEAD.pack(_MAGIC, self.number, len(self.proof)) + b"".join(self.proof) + self.data

    @classmethod
    def from_bytes(cls, data: bytes) -> Page:
        """The page in a carried blob; raises MatchingRefused. `check` tells whether it belongs to a list."""
        if len(data) < _HEAD.size or len(data) > _HEAD.size + VALUE * (255 + PER_PAGE):
            raise MatchingRefused("page_malformed")
        magic, number, steps = _HEAD.unpack_from(data)
        start = _HEAD.size + VALUE * steps
        if magic != _MAGIC or len(data) < start or len(data) % VALUE != _HEAD.size % VALUE:
            raise MatchingRefused("page_malformed")
        return cls(number, data[start:], tuple(values(data[_HEAD.size : start])))


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of ours, page by page, with the hash of each page."""

    pages: tuple[bytes, ...] = ()
    hashes: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, pages: Iterable[bytes]) -> Listing:
        held = tuple(pages)
        return cls(held, tuple(map(merkle.hash_leaf, held)))

    def add(self, page: bytes) -> Listing:
        return Listing((*self.pages, page), (*self.hashes, merkle.hash_leaf(page)))

    @property
    def root(self) -> bytes:
        """The hash that binds all pages and their order."""
        return merkle.root(self.hashes)

    @property
    def size(self) -> int:
        """Values in all."""
        return sum(map(len, self.pages)) // VALUE

    def page(self, number: int) -> Page:
        """Page `number`, with its proof."""
        return Page(number, self.pages[number], merkle.prove(self.hashes, number))

    def at(self, place: int) -> bytes:
        """The value at `place` (from 0)."""
        number, within = divmod(place, PER_PAGE)
        return self.pages[number][within * VALUE : (within + 1) * VALUE]

    def values(self) -> Iterator[bytes]:
        return (value for page in self.pages for value in values(page))


def check(page: Page, number: int, size: int, root: bytes) -> None:
    """Nothing, if `page` is page `number` of the list of `size` values bound by `root`; else raises MatchingRefused."""
    if page.number != number:
        raise MatchingRefused("page_out_of_order", wanted=number + 1, got=page.number + 1)
    if len(page.data) != VALUE * length(size, number):
        raise MatchingRefused("page_wrong_length", number=number + 1)
    if merkle.follow(merkle.hash_leaf(page.data), number, count_pages(size), page.proof) != root:
        raise MatchingRefused("page_not_committed", number=number + 1)
