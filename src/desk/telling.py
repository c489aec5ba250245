"""Trying an act for a page: a refusal is told to the user in its own words."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import get_language

from homeward.errors import HomewardError
from homeward.words import Saying


def tried(request: HttpRequest, act: Callable[[], object], done: str = "") -> bool:
    """Whether `act` was done; `done` is told if it was, the reason if it was refused."""
    try:
        act()
    except HomewardError as error:
        messages.error(request, sentence(error))
        return False
    if done:
        messages.success(request, done)
    return True


def sentence(error: HomewardError) -> str:
    """What a refusal says, in the reader's language if the library knows it in three."""
    saying = getattr(error, "saying", None)
    return saying.in_language(get_language() or "en") if isinstance(saying, Saying) else str(error)
