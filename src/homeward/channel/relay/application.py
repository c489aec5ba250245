"""What the relay answers, as a WSGI application (PEP 3333). Its clock is an argument; no network is named here.

POST /v1/MAILBOX             write token, a cell            201 (200 if it was there)  {"number", "postmark"}
GET  /v1/MAILBOX?after=N     read token                     200  {"entries": [{"at", "number", …}], "last"}
GET  /v1/MAILBOX/N           read token                     200  the cell
GET  /v1/MAILBOX/N/postmark  read token                     200  the postmark
POST /v1/MAILBOX/taken       read token, a number in words  200  {"last"}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.carriers import cell
from homeward.channel.carriers.errors import CarrierError
from homeward.channel.moment import write_moment
from homeward.channel.postmark import stamp
from homeward.channel.relay.book import Book
from homeward.channel.relay.mailbox import Mailbox
from homeward.disk import DiskRefused
from homeward.keys import Identity

if TYPE_CHECKING:
    from wsgiref.types import InputStream, StartResponse, WSGIEnvironment

_PATH = re.compile(r"/v1/(?P<id>[0-9a-f]{32})(?:/(?P<number>\d{1,12})(?P<mark>/postmark)?|(?P<taken>/taken))?")
_AFTER = re.compile(r"after=(\d{1,12})")
_STATUS = {
    "relay_token": "401 Unauthorized",
    "relay_nothing_there": "404 Not Found",
    "cell_wrong": "413 Content Too Large",
    "relay_mailbox_full": "507 Insufficient Storage",
    "relay_disk_full": "507 Insufficient Storage",
    "relay_damaged": "500 Internal Server Error",
    "relay_file_damaged": "500 Internal Server Error",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    method: str
    path: str
    query: str
    token: str
    length: int
    body: InputStream

    def read(self) -> bytes:
        data: bytes = self.body.read(self.length)
        return data


@dataclass(frozen=True, slots=True)
class _Answer:
    status: str
    body: bytes
    kind: str = "application/json"


class Relay:
    """The application: mailboxes, and the mediator whose postmarks they give out."""

    def __init__(self, book: Book, mediator: Identity, clock: Callable[[], datetime]) -> None:
        self._book, self._mediator, self._clock = book, mediator, clock

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            answer = self._answer(_asked(environ))
        except CarrierError as error:
            answer = _Answer(_STATUS.get(error.saying.key, "400 Bad Request"), _json({"error": error.saying.key}))
        except (OSError, DiskRefused):  # the edge of the relay: whoever asked learns that nothing was kept
            answer = _Answer(_STATUS["relay_disk_full"], _json({"error": "relay_disk_full"}))
        headers = [("Content-Type", answer.kind), ("Content-Length", str(len(answer.body)))]
        start_response(answer.status, [*headers, ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")])
        return [answer.body]

    def _answer(self, asked: _Asked) -> _Answer:
        path = _PATH.fullmatch(asked.path)
        if path is None or asked.method not in ("GET", "POST"):
            raise CarrierError("relay_not_understood")
        if asked.method == "POST" and not path["taken"] and not path["number"]:
            return self._put(self._book.writable(path["id"], asked.token), asked)
        mailbox = self._book.readable(path["id"], asked.token)
        if asked.method == "POST" and path["taken"]:
            return _taken(mailbox, asked)
        if asked.method == "GET" and path["mark"]:
            return self._mark(mailbox, int(path["number"]))
        if asked.method == "GET" and path["number"]:
            return _Answer("200 OK", mailbox.read(int(path["number"])), "application/octet-stream")
        if asked.method == "GET" and not path["taken"]:
            return _listed(mailbox, asked)
        raise CarrierError("relay_not_understood")

    def _put(self, mailbox: Mailbox, asked: _Asked) -> _Answer:
        if asked.length not in cell.SIZES:
            raise CarrierError("cell_wrong")
        one, new = mailbox.put(asked.read(), self._clock())
        mark = stamp(self._mediator, one.digest, one.at)
        return _Answer("201 Created" if new else "200 OK", _json({"number": one.number, "postmark": mark.to_value()}))

    def _mark(self, mailbox: Mailbox, number: int) -> _Answer:
        one = mailbox.find(number)
        return _Answer("200 OK", _json(stamp(self._mediator, one.digest, one.at).to_value()))


def _taken(mailbox: Mailbox, asked: _Asked) -> _Answer:
    said = asked.read() if asked.length <= 12 else b""
    if not said.isdigit():
        raise CarrierError("relay_not_understood")
    mailbox.taken(int(said))
    return _Answer("200 OK", _json({"last": mailbox.last}))


def _listed(mailbox: Mailbox, asked: _Asked) -> _Answer:
    after = _AFTER.fullmatch(asked.query)
    entries: list[Value] = [
        {"at": write_moment(one.at), "number": one.number, "sha256": one.digest, "size": one.size}
        for one in mailbox.after(int(after[1]) if after else 0)
    ]
    return _Answer("200 OK", _json({"entries": entries, "last": mailbox.last}))


def _asked(environ: WSGIEnvironment) -> _Asked:
    length = str(environ.get("CONTENT_LENGTH") or "0")
    if not length.isdecimal():
        raise CarrierError("relay_not_understood")
    token = str(environ.get("HTTP_AUTHORIZATION", "")).removeprefix("Bearer ")
    method, path, query = (str(environ.get(name, "")) for name in ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING"))
    return _Asked(method, path, query, token, int(length), environ["wsgi.input"])


def _json(value: Value) -> bytes:
    return canonical.encode(value)
