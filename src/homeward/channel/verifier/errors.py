"""What is wrong with an exported file."""

from __future__ import annotations

from homeward.errors import HomewardError


class BrokenTranscript(HomewardError):
    """The file is not a transcript, or something in it does not hold."""
