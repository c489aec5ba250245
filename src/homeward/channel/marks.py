"""What a mediator gives out as witness and post office, as a file: JSON lines as in an exported transcript.

It holds hashes, times and signatures; it may travel openly and be brought by anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from homeward import canonical
from homeward.canonical import NotCanonical, Value
from homeward.channel.errors import BadMessage
from homeward.channel.postmark import Postmark
from homeward.channel.witness import Cosignature

MOST = 20_000
"""Lines read from one file at most."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Postmarks and cosignatures, not yet checked against a channel."""

    postmarks: tuple[Postmark, ...] = ()
    cosignatures: tuple[Cosignature, ...] = ()


def write(postmarks: Iterable[Postmark], cosignatures: Iterable[Cosignature]) -> bytes:
    """The file of these postmarks and cosignatures."""
    lines = [canonical.encode({"postmark": one.to_value()}) for one in postmarks]
    lines += [canonical.encode({"witness": one.to_value()}) for one in cosignatures]
    return b"".join(line + b"\n" for line in lines)


def is_marks(data: bytes) -> bool:
    """Whether `data` begins like such a file."""
    return data.startswith((b'{"postmark":', b'{"witness":'))


def read(data: bytes) -> Marks:
    """What stands in the file; raises BadMessage for anything else and for more than MOST lines."""
    lines = data.splitlines()
    if len(lines) > MOST:
        raise BadMessage("marks_unreadable")
    values = [_line(line) for line in lines]
    postmarks = tuple(Postmark.from_value(one["postmark"]) for one in values if "postmark" in one)
    cosignatures = tuple(Cosignature.from_value(one["witness"]) for one in values if "witness" in one)
    return Marks(postmarks, cosignatures)


def _line(line: bytes) -> Mapping[str, Value]:
    try:
        value = canonical.decode(line)
    except NotCanonical as error:
        raise BadMessage("marks_unreadable") from error
    if not isinstance(value, Mapping) or set(value) not in ({"postmark"}, {"witness"}):
        raise BadMessage("marks_unreadable")
    return value
