"""What bytes are, told from the bytes and never from a name that somebody gave them."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from homeward.errors import HomewardError
from homeward.evidence.item import Kind

_WRITTEN_IN = re.compile(r"(?:windows|cp|iso|koi8|utf|mac|x-mac|ibm)[\w-]{1,20}")
MAX_BYTES = 40 * 1024 * 1024
_LIKELY = ["cp1251", "koi8_u", "koi8_r", "cp866", "iso8859_5", "cp1252"]
_PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
_JSON = re.compile(r'\{\s*"')
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class Unreadable(HomewardError):
    """The bytes are of no kind that can be read; the original is kept all the same."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The kind of an item and its media type."""

    kind: Kind
    media_type: str


def recognise(data: bytes) -> Recognised:
    """The kind of `data`; raises Unreadable for bytes that are neither a picture nor text."""
    for start, media_type in _PICTURES.items():
        if data.startswith(start):
            return Recognised(Kind.PHOTO, media_type)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Recognised(Kind.PHOTO, "image/webp")
    return _recognise_text(decode(data[:200_000], cut=len(data) > 200_000))


def decode(data: bytes, *, cut: bool = False) -> str:
    """The text of `data` in whatever encoding it is; raises Unreadable when that cannot be told.

    UTF-8 and byte-order marks are certain; an encoding declared in HTML is believed; else it is judged from the
    text."""
    how = "ignore" if cut else "strict"
    try:
        for mark, encoding in _BOMS.items():
            if data.startswith(mark):
                return data.decode(encoding, how)
        return data.decode("utf-8", how)
    except UnicodeDecodeError:
        return _decode_unknown(data)


def _decode_unknown(data: bytes) -> str:
    if b"\x00" in data[:4096]:
        raise Unreadable("The file is neither a picture nor text that can be read.")
    declared = _declared(data)
    if declared:
        return declared
    best = from_bytes(data, cp_isolation=_LIKELY).best()
    if best is None or best.percent_chaos > 20:
        raise Unreadable("The encoding of the text cannot be told; save it as UTF-8 and take it in again.")
    return str(best)


def _declared(data: bytes) -> str:
    head = data[:2048].decode("ascii", "ignore").casefold()
    _, _, after = head.partition("charset=")
    name = after.strip("\"' ").split('"')[0].split("'")[0].split(";")[0].split(">")[0].strip()
    if not _WRITTEN_IN.fullmatch(name):
        return ""
    try:
        return data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return ""


def _recognise_text(text: str) -> Recognised:
    start = text.lstrip()[:2000]
    if _JSON.match(start) and '"messages"' in text:
        return Recognised(Kind.CHANNEL, "application/json")
    if "<html" in start.casefold() or "<!doctype html" in start.casefold():
        return Recognised(Kind.PAGE, "text/html")
    if _is_table(text):
        return Recognised(Kind.TABLE, "text/csv")
    return Recognised(Kind.PAGE, "text/plain")


def _is_table(text: str) -> bool:
    """Whether most of the first lines part, at a comma, semicolon or tab, into as many columns as the header has, and
    the header is short words."""
    lines = [line for line in text.splitlines()[:8] if line.strip()]
    try:
        return len(lines) >= 2 and any(_parts_alike(lines, delimiter) for delimiter in ",;\t")
    except csv.Error:
        return False


def _parts_alike(lines: list[str], delimiter: str) -> bool:
    header, *others = csv.reader(lines, delimiter=delimiter)
    alike = sum(len(row) == len(header) for row in others)
    return len(header) >= 2 and max(map(len, header)) <= 40 and 2 * alike >= len(others)
