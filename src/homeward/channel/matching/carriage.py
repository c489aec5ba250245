"""Pages on their way: sealed like messages, for one round and one list, and worth nothing in any other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from homeward import keys
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.mediated import Evaluated
from homeward.channel.matching.pages import Page
from homeward.channel.matching.terms import Terms
from homeward.keys import Box, PublicBox

_LIMIT = 64 * 1024


def seal_evaluated(given: Evaluated, recipients: Sequence[PublicBox], terms: Terms, asked: bytes) -> bytes:
    """A mediator's answer to a page of the list that the root `asked` binds, closed for `recipients`."""
    return keys.seal(given.to_bytes(), recipients, _context(terms, asked, b"homeward evaluated 1"))


def open_evaluated(boxes: Iterable[Box], blob: bytes, terms: Terms, asked: bytes) -> Evaluated:
    """A mediator's answer in a sealed blob, to the list that `asked` binds; raises MatchingRefused."""
    try:
        return Evaluated.from_bytes(
            keys.open_sealed(boxes, blob, _context(terms, asked, b"homeward evaluated 1"), _LIMIT)
        )
    except keys.CannotOpen as error:
        raise MatchingRefused("page_malformed") from error


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


def _context(terms: Terms, root: bytes, kind: bytes = b"homeward page 1") -> bytes:
    return b" ".join((kind, terms.hash.encode(), root.hex().encode()))
