"""A relay in this process, reached through its own application, and one that misbehaves on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import httpx

from homeward.channel.carriers.post import Mailbox
from homeward.channel.relay.application import Relay
from homeward.channel.relay.book import QUOTA, Access, Book
from tests.homeward.channel.parties import AT, keyring

ACCESS = Access("0123456789abcdef" * 2, "the secret to write", "the secret to read")
Application = Callable[..., Iterable[bytes]]


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = AT

    def __call__(self) -> datetime:
        return self.at


def relay(folder: Path, clock: Clock | None = None, quota: int = QUOTA) -> Relay:
    book = Book(folder)
    book.add(ACCESS, quota)
    return Relay(book, keyring("MDL").speaker, clock or Clock())


def writer(application: Application, token: str = ACCESS.write) -> Mailbox:
    return Mailbox("https://relay.example", ACCESS.id, token, httpx.WSGITransport(application))


def reader(application: Application, token: str = ACCESS.read) -> Mailbox:
    return Mailbox("https://relay.example", ACCESS.id, token, httpx.WSGITransport(application))
