"""A Whiteflag message as characters, as bytes, and as the JSON of the standard.

Reading is strict: what is read and written again gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from homeward.canonical import Value
from homeward.channel.whiteflag import fields
from homeward.channel.whiteflag.errors import BadWhiteflag
from homeward.channel.whiteflag.message import Code, Message, Reference, Requested, Sign
from homeward.channel.whiteflag.place import Place

MAX_REQUESTS = 8
_LONGEST = timedelta(days=99, hours=23, minutes=59)
_NO_DIRECTION = 999


def identify(message: Message) -> str:
    """By what others refer to the message, in hexadecimal. The standard takes the transaction of a blockchain; without
    one it is the SHA-256 of the bytes."""
    return hashlib.sha256(encode(message)).hexdigest()


def to_value(message: Message) -> Mapping[str, Value]:
    """The message in the JSON of the standard."""
    header = dict(zip(_names("header"), _header(message), strict=True))
    if isinstance(message.body, str):
        return {"MessageHeader": header, "MessageBody": {"Text": message.body}}
    body: dict[str, Value] = dict(zip(_names("sign"), _sign(message.body), strict=True))
    rows = [dict(zip(_names("request"), _request(row), strict=True)) for row in message.body.requested]
    if rows:
        body["requestObjects"] = rows
    return {"MessageHeader": header, "MessageBody": body}


def to_text(message: Message) -> str:
    """The message as the characters of all its fields, not yet pressed."""
    return "".join(written for _, written in _written(message))


def encode(message: Message) -> bytes:
    """The bytes of a message; raises BadWhiteflag when a value does not fit its field."""
    bits = "".join(field.press(written) for field, written in _written(message))
    padded = bits + "0" * (-len(bits) % 8)
    return int(padded, 2).to_bytes(len(padded) // 8, "big")


def decode(data: bytes) -> Message:
    """The message in `data`; raises BadWhiteflag for anything that `encode` does not write."""
    bits = _Bits("".join(f"{byte:08b}" for byte in data))
    _, _, _, duress, code, reference, referenced = (bits.take(field) for field in fields.part("header"))
    if code not in list(Code):
        raise BadWhiteflag("unknown_kind", code=code)
    body = _read_text(bits) if code == Code.TEXT else _read_sign(bits, Code(code))
    bits.end()
    return Message(Code(code), body, Reference(reference), referenced, duress == "1")


class _Bits:
    """Bits to be read off from the front."""

    def __init__(self, bits: str) -> None:
        self.left = bits

    def take(self, field: fields.Field, times: int = 1) -> str:
        size = field.bits * times
        if len(self.left) < size:
            raise BadWhiteflag("cut_short")
        taken, self.left = self.left[:size], self.left[size:]
        return field.read(taken)

    def end(self) -> None:
        if len(self.left) >= 8 or "1" in self.left:
            raise BadWhiteflag("too_long")


def _written(message: Message) -> Iterator[tuple[fields.Field, str]]:
    yield from zip(fields.part("header"), _header(message), strict=True)
    if isinstance(message.body, str):
        yield fields.part("text")[0], message.body
        return
    yield from zip(fields.part("sign"), _sign(message.body), strict=True)
    for row in message.body.requested:
        yield from zip(fields.part("request"), _request(row), strict=True)


def _header(message: Message) -> tuple[str, ...]:
    duress = "1" if message.duress else "0"
    return "WF", "1", "0", duress, message.code.value, message.reference.value, message.referenced


def _sign(sign: Sign) -> tuple[str, ...]:
    if len(sign.requested) > MAX_REQUESTS:
        raise BadWhiteflag("too_many_requests", most=MAX_REQUESTS)
    direction = _NO_DIRECTION if sign.direction is None else sign.direction
    return (
        sign.subject,
        _write_time(sign.since),
        _write_duration(sign.lasts),
        sign.object,
        *sign.place.written,
        f"{sign.sizes[0]:04}",
        f"{sign.sizes[1]:04}",
        f"{direction:03}",
    )


def _request(row: Requested) -> tuple[str, str]:
    return row.object, f"{row.quantity:02}"


def _names(part: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields.part(part))


def _read_text(bits: _Bits) -> str:
    return bits.take(fields.part("text")[0], times=len(bits.left) // 8)


def _read_sign(bits: _Bits, code: Code) -> Sign:
    subject, since, lasts, object_, north, east, one, other, direction = (bits.take(f) for f in fields.part("sign"))
    rows: list[Requested] = []
    while code == Code.REQUEST and len(bits.left) >= 16:
        asked, quantity = (bits.take(field) for field in fields.part("request"))
        rows.append(Requested(asked, int(quantity)))
    return Sign(
        subject,
        _read_time(since),
        _read_duration(lasts),
        object_,
        Place.read(north, east),
        (int(one), int(other)),
        None if int(direction) == _NO_DIRECTION else int(direction),
        tuple(rows),
    )


def _write_duration(lasts: timedelta | None) -> str:
    minutes, rest = divmod(lasts or timedelta(), timedelta(minutes=1))
    if rest or minutes < 0 or (lasts is not None and not minutes) or (lasts or timedelta()) > _LONGEST:
        raise BadWhiteflag("bad_duration")
    hours, minute = divmod(minutes, 60)
    return f"P{hours // 24:02}D{hours % 24:02}H{minute:02}M"


def _read_duration(written: str) -> timedelta | None:
    days, hours, minutes = int(written[1:3]), int(written[4:6]), int(written[7:9])
    if hours > 23 or minutes > 59:
        raise BadWhiteflag("bad_duration")
    return timedelta(days=days, hours=hours, minutes=minutes) or None


def _write_time(at: datetime) -> str:
    if at.microsecond:
        raise BadWhiteflag("bad_field", field="DateTime")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read_time(written: str) -> datetime:
    try:
        return datetime.strptime(written, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise BadWhiteflag("bad_field", field="DateTime") from error
