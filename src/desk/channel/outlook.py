"""Where a round stands for our desk, whatever its tier and whichever our part in it."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.channel.matching.pages import Listing
from homeward.words import Saying


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A list of ours that may be shown by now: what it is, and who can open it."""

    what: Saying
    root: bytes
    to: str
    listing: Listing | None = None


@dataclass(frozen=True, slots=True)
class Revealed:
    """What one side showed the other, in numbers."""

    what: Saying
    to_them: int
    to_us: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """The next step, whether it is ours, and the pages that are here of all that will come; the lists whose pages may
    be brought now, those of ours that may be shown, and what was shown so far."""

    step: str
    saying: Saying
    ours: bool
    done: int = 0
    total: int = 0
    awaited: tuple[bytes, ...] = ()
    outgoing: tuple[Outgoing, ...] = ()
    revealed: tuple[Revealed, ...] = ()
