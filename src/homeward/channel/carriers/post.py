"""The relay carrier: sealed messages put into and taken from mailboxes on a mediator's relay over HTTPS.

The relay is not trusted: what it gives is checked by hash and number, its postmarks by signature and by our clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Self

import httpx

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.carriers import cell
from homeward.channel.carriers.blob import SUFFIX, Blob, name_of
from homeward.channel.carriers.errors import CarrierError
from homeward.channel.errors import BadMessage
from homeward.channel.moment import write_moment
from homeward.channel.pairing import Channel
from homeward.channel.postmark import Postmark
from homeward.words import Saying, UnknownWords, saying

SKEW = timedelta(hours=1)
_ROOM = "channel.carriers"
_DAMAGED = "relay_damaged"


@dataclass(frozen=True, slots=True)
class Carried:
    """What the relay said of a message it keeps: its postmark, or why that is not believed."""

    postmark: Postmark | None
    warning: Saying | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A message taken from a mailbox: its number there, of how many, and what is to be told of it."""

    number: int
    last: int
    blob: Blob
    warning: Saying | None


class Mailbox:
    """One mailbox as its writer or its reader reaches it; `with` closes the line."""

    def __init__(self, url: str, id: str, token: str, transport: httpx.BaseTransport | None = None) -> None:
        """`url` of the relay; `token` to write or to read; `transport` replaces the network, as in tests."""
        headers = {"Authorization": f"Bearer {token}"}
        self._url = f"{url.rstrip('/')}/v1/{id}"
        self._http = httpx.Client(headers=headers, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def put(self, blob: bytes, channel: Channel, at: datetime) -> Carried:
        """Send `blob` at the time `at`; sending it again changes nothing. Raises CarrierError when the relay cannot be
        reached or does not keep it."""
        answer = _value(self._ask("POST", "", cell.fill(blob)))
        mark = answer.get("postmark") if isinstance(answer, dict) else None
        try:
            postmark = Postmark.from_value(mark)
            if postmark.of != hashlib.sha256(blob).hexdigest():
                raise BadMessage("postmark_wrong", name=postmark.by)
            if abs(postmark.at - at) > SKEW:
                return Carried(None, saying(_ROOM, "relay_time_wrong", said=write_moment(postmark.at)))
            postmark.check(channel)
        except BadMessage:
            return Carried(None, saying(_ROOM, "relay_postmark_wrong"))
        return Carried(postmark, None)

    def take(self, after: int) -> Iterator[Letter]:
        """What came after number `after`, oldest first: keep each before asking for the next, and nothing is lost when
        the line breaks. Raises CarrierError when it does."""
        last = after + 1
        while after < last:
            entries, last = _listed(self._ask("GET", "", params={"after": str(after)}), after)
            if not entries:
                return
            for number, digest in entries:
                left_out = number - after - 1
                warning = saying(_ROOM, "relay_gap", count=left_out) if left_out > 0 else None
                yield self._letter(number, max(last, number), digest, warning)
                after = number

    def taken(self, number: int) -> None:
        """Tell the relay that everything up to `number` is kept here and may be removed there."""
        self._ask("POST", "/taken", str(number).encode())

    def _letter(self, number: int, last: int, digest: str, warning: Saying | None) -> Letter:
        """The message; without its bytes when the relay's disk has damaged it, so that it does not bar the way to
        those after it."""
        try:
            return Letter(number, last, self._blob(number, digest), warning)
        except CarrierError as error:
            if error.saying.key != _DAMAGED:
                raise
            return Letter(number, last, Blob(f"{digest}{SUFFIX}", None), error.saying)

    def _blob(self, number: int, digest: str) -> Blob:
        blob = cell.empty(self._ask("GET", f"/{number}", number=number))
        if hashlib.sha256(blob).hexdigest() != digest:
            raise CarrierError("relay_answer_wrong")
        return Blob(name_of(blob), blob)

    def _ask(
        self,
        method: str,
        path: str,
        content: bytes | None = None,
        params: dict[str, str] | None = None,
        number: int = 0,
    ) -> bytes:
        try:
            with self._http.stream(method, self._url + path, content=content, params=params) as answer:
                body = _limited(answer)
                if answer.is_success:
                    return body
        except httpx.HTTPError as error:
            raise CarrierError("relay_unreachable") from error
        raise _refusal(body, number)


def _limited(answer: httpx.Response) -> bytes:
    body = b""
    for part in answer.iter_bytes():
        body += part
        if len(body) > cell.SIZES[-1]:
            raise CarrierError("relay_answer_wrong")
    return body


def _value(body: bytes) -> Value:
    try:
        return canonical.decode(body)
    except canonical.NotCanonical as error:
        raise CarrierError("relay_answer_wrong") from error


def _refusal(body: bytes, number: int) -> CarrierError:
    match _value(body):
        case {"error": str(key)}:
            try:
                return CarrierError(key, number=number)
            except (UnknownWords, KeyError):
                return CarrierError("relay_answer_wrong")
    return CarrierError("relay_answer_wrong")


def _listed(body: bytes, after: int) -> tuple[list[tuple[int, str]], int]:
    """The numbers and hashes that a mailbox lists, all greater than `after` and rising, and its newest number."""
    match _value(body):
        case {"entries": list(rows), "last": int(last)}:
            entries = [_entry(row) for row in rows]
            numbers = [after, *(number for number, _ in entries)]
            if all(one < next for one, next in pairwise(numbers)):
                return entries, last
    raise CarrierError("relay_answer_wrong")


def _entry(row: Value) -> tuple[int, str]:
    match row:
        case {"number": int(number), "sha256": str(digest)}:
            return number, digest
    raise CarrierError("relay_answer_wrong")
