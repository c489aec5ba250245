"""Sealed pages of rounds on their way: in the folders of the channel, a file for each list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

from desk.channel import ends
from desk.channel.models import Channel
from desk.ids import new_id
from homeward.channel.matching import bundle, carriage
from homeward.channel.matching.mediated import Evaluated
from homeward.channel.matching.pages import Listing, Page
from homeward.channel.matching.terms import Terms
from homeward.channel.party import Party
from homeward.keys import Box, PublicBox

FOLDER = "pages"
_T = TypeVar("_T", Page, Evaluated)
_Opens = Callable[[Iterable[Box], bytes, Terms, bytes], _T]


def out(channel: Channel, root: bytes) -> Path:
    """Where the list of `root` lies, sealed, once it may be shown: one of ours, or a mediator's answers to it."""
    return ends.outbox(channel) / FOLDER / f"{root.hex()}{bundle.SUFFIX}"


def show(channel: Channel, terms: Terms, listing: Listing, boxes: list[PublicBox]) -> None:
    """Seal a list of ours, once."""
    root = listing.root
    numbers = range(len(listing.pages))
    put(channel, root, (carriage.seal_page(listing.page(number), boxes, terms, root) for number in numbers))


def put(channel: Channel, root: bytes, sealed: Iterable[bytes]) -> None:
    """Put sealed pages that belong to the list of `root` into a file, once, whole or not at all."""
    path = out(channel, root)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            bundle.write(file, root, sealed)
        partial.replace(path)


def take_in(channel: Channel, files: Iterable[BinaryIO]) -> None:
    """Keep the pages that were uploaded until they are worked on; raises MatchingRefused for a file that holds none."""
    folder = ends.inbox(channel) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        root = bundle.root_of(file)
        partial = folder / f"{new_id()}.partial"
        with partial.open("wb") as kept_here:
            bundle.write(kept_here, root, bundle.read(file))
        partial.replace(partial.with_suffix(bundle.SUFFIX))


def brought(channel: Channel, root: bytes) -> list[Path]:
    """The files that belong to the list of `root`, were brought and not yet taken."""
    return [path for path in sorted((ends.inbox(channel) / FOLDER).glob(f"*{bundle.SUFFIX}")) if _root(path) == root]


@contextmanager
def taken(path: Path, end: Party, terms: Terms, root: bytes, opens: _Opens[_T]) -> Iterator[Iterator[_T]]:
    """What is in a file that was brought, opened one by one by `opens`. Afterwards the file is gone: all of it was
    taken, or one page was refused and a right one must be brought. A process that is killed leaves it, and takes it
    again."""
    with path.open("rb") as file:
        bundle.root_of(file)
        boxes = (*end.boxes.private, end.keyring.speaker.box)
        try:
            yield (opens(boxes, blob, terms, root) for blob in bundle.read(file))
        finally:
            path.unlink()


def _root(path: Path) -> bytes:
    with path.open("rb") as file:
        return bundle.root_of(file)
