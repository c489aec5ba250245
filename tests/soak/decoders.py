"""Every door through which foreign bytes come in: what is good there, and what reads it."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import httpx

from homeward.channel.carriers import bag, cell, folder, mail, qr
from homeward.channel.carriers.post import Mailbox
from homeward.channel.matching import bundle
from homeward.channel.matching.pages import Page
from homeward.channel.relay import record
from homeward.channel.whiteflag import codec
from homeward.channel.whiteflag.message import Code, Message, Reference
from homeward.evidence import table
from tests.homeward.channel.parties import AT, note, party
from tests.homeward.channel.relay.relays import ACCESS, relay
from tests.homeward.channel.test_decoders import SAMPLES

Decode = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Door:
    """Bytes that are read there without fault, and the reader of them."""

    good: tuple[bytes, ...]
    decode: Decode


def doors() -> Mapping[str, Door]:
    """The doors by name."""
    ours = party("VRH")
    sealed = ours.seal(note(ours), AT)
    [letter] = mail.put([sealed[:300]], "a@place.example", "b@place.example", AT)
    text = codec.encode(Message(Code.TEXT, "words", Reference.ORIGINAL, "0" * 64, False))
    filled = cell.fill(sealed)
    pack = io.BytesIO()
    bundle.write(pack, b"r" * 32, [sealed[:200]])
    return {
        **{name.replace(" ", "_"): Door((good,), decode) for name, (good, decode) in SAMPLES.items()},
        "frame": Door((qr.put(sealed)[0].to_bytes(), qr.put(b"x")[0].to_bytes()), qr.Frame.from_bytes),
        "mail": Door((letter,), mail.take),
        "bag": Door((bag.put([sealed[:200]]),), bag.take),
        "manifest": Door((folder.line("a" * 64 + ".sealed").encode(),), lambda data: folder.faults_of(data, ())),
        "cell": Door((filled,), cell.empty),
        "segment": Door((record.record(1, AT, "a" * 64, filled),), _Segment()),
        "whiteflag": Door((text,), codec.decode),
        "page": Door((Page(0, b"v" * 64, (b"p" * 32,)).to_bytes(),), Page.from_bytes),
        "bundle": Door((pack.getvalue(),), _bundle),
        "table": Door(("surname,given\nКоваль,Іван\n".encode(), "прізвище;ім'я\nКоваль;Іван\n".encode()), table.read),
        "relay": Door(_requests(), _Relay()),
        "answer": Door((b'{"entries":[],"last":0}', b'{"entries":[],"last":1}'), _answer),
    }


def _bundle(data: bytes) -> object:
    file = io.BytesIO(data)
    return bundle.root_of(file), [*bundle.read(file)]


def _requests() -> tuple[bytes, ...]:
    box = ACCESS.id
    return (
        f"POST\n/v1/{box}\n\n{ACCESS.write}\n".encode() + cell.fill(b"sealed"),
        f"GET\n/v1/{box}\nafter=0\n{ACCESS.read}\n".encode(),
        f"GET\n/v1/{box}/1\n\n{ACCESS.read}\n".encode(),
        f"GET\n/v1/{box}/1/postmark\n\n{ACCESS.read}\n".encode(),
        f"POST\n/v1/{box}/taken\n\n{ACCESS.read}\n1".encode(),
    )


class _Relay:
    """Bytes as a request: a line each for method, path, query and token, then the body. It must be answered."""

    def __init__(self) -> None:
        self._relay = relay(Path(tempfile.mkdtemp(dir=_MEMORY)), quota=10 * cell.SIZES[-1])

    def __call__(self, data: bytes) -> object:
        method, path, query, token, body = [*data.split(b"\n", 4), b"", b"", b"", b""][:5]
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method.decode("latin-1"),
            "PATH_INFO": path.decode("latin-1"),
            "QUERY_STRING": query.decode("latin-1"),
            "HTTP_AUTHORIZATION": f"Bearer {token.decode('latin-1')}",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
        }
        said: list[str] = []
        answer = b"".join(self._relay(environ, lambda status, headers: said.append(status)))  # type: ignore[arg-type]
        assert said[0][:3] in ("200", "201", "400", "401", "404", "413", "507"), said
        return answer


class _Segment:
    """Bytes as a file of a relay's mailbox."""

    def __init__(self) -> None:
        self._file = Path(tempfile.mkdtemp(dir=_MEMORY)) / "1.log"

    def __call__(self, data: bytes) -> object:
        self._file.write_bytes(data)
        return [*record.scan(self._file)]


def _answer(data: bytes) -> object:
    """Bytes as what a relay answers, whatever it is asked."""
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=data))
    with Mailbox("https://relay.example", ACCESS.id, ACCESS.read, transport) as box:
        return [*islice(_letters(box), 3)]


def _letters(box: Mailbox) -> Iterator[object]:
    yield from box.take(0)


_MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112
DOORS = doors()
