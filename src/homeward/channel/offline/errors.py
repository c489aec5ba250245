"""What can go wrong on a person's own machine."""

from __future__ import annotations

from homeward.errors import HomewardError


class OfflineError(HomewardError):
    """A file is missing, is not what it should be, or would be written over."""
