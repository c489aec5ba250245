"""Errors of the desk: refusals that a member of staff reads as one sentence."""

from homeward.errors import HomewardError


class Refused(HomewardError):
    """The act is not allowed as things stand; the text says why, and nothing was changed."""
