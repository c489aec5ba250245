"""Pages on their way: sealed like messages, for one round and one list, and worth nothing in any other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from homeward import keys
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.pages import Page
from homeward.channel.matching.terms import Terms
from homeward.keys import Box, PublicBox

_LIMIT = 64 * 1024


def seal_page(page: Page, recipients: Sequence[PublicBox], terms: Terms, root: bytes) -> bytes:
    """`page` of the list that `root` binds, closed for `recipients`. It needs no signature: its author signed the
    root."""
    return keys.seal(page.to_bytes(), recipients, _context(terms, root))


def open_page(boxes: Iterable[Box], blob: bytes, terms: Terms, root: bytes) -> Page:
    """The page in a sealed blob of this round and list; raises MatchingRefused."""
    try:
        return Page.from_bytes(keys.open_sealed(boxes, blob, _context(terms, root), _LIMIT))
    except keys.CannotOpen as error:
        raise MatchingRefused("page_malformed") from error


def _context(terms: Terms, root: bytes) -> bytes:
    return b" ".join((b"homeward page 1", terms.hash.encode(), root.hex().encode()))
