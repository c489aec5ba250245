"""Trying an act for a page: a refusal is told to the user in its own words."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from homeward.errors import HomewardError


def tried(request: HttpRequest, act: Callable[[], object], done: str = "") -> bool:
    """Whether `act` was done; `done` is told if it was, the reason if it was refused."""
    try:
        act()
    except HomewardError as error:
        messages.error(request, str(error))
        return False
    if done:
        messages.success(request, done)
    return True
