"""The fields of a message as characters and as bits (sections 4.1.2 and 4.1.3 of the standard; the table is
fields.csv).

Text takes eight bits a character, a binary mark one, a digit or a letter from A to F four; what the format fixes (the
dots, dashes and letters of times and places) is left out, and the sign of a place is one bit.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from homeward.channel.whiteflag.errors import BadWhiteflag


class Encoding(StrEnum):
    """How a field is pressed into bits."""

    TEXT = "text"
    BINARY = "binary"
    DIGITS = "digits"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the standard: its name, how it is pressed, and what may stand in it (`pattern`, a regular expression).
    `mould` shows the fixed characters of a field of fixed length, with `_` for the others."""

    name: str
    encoding: Encoding
    pattern: str
    mould: str

    @property
    def bits(self) -> int:
        """The length in bits; of a text of any length, of one character."""
        each = {Encoding.TEXT: 8, Encoding.BINARY: 1}.get(self.encoding, 4)
        return each * self.mould.count("_") - (3 if self.encoding == Encoding.SIGNED else 0)

    def press(self, written: str) -> str:
        """The bits, as a string of 0 and 1, of a field as it is written; raises BadWhiteflag."""
        if not re.fullmatch(self.pattern, written, re.DOTALL):
            raise BadWhiteflag("bad_field", field=self.name)
        match self.encoding:
            case Encoding.TEXT:
                return "".join(f"{ord(letter):08b}" for letter in written)
            case Encoding.BINARY:
                return written
            case Encoding.SIGNED:
                return ("1" if written[0] == "+" else "0") + _press_digits(self._free(written)[1:])
        return _press_digits(self._free(written))

    def read(self, bits: str) -> str:
        """The field as it is written, from its bits; raises BadWhiteflag."""
        match self.encoding:
            case Encoding.TEXT:
                written = "".join(chr(int(bits[at : at + 8], 2)) for at in range(0, len(bits), 8))
            case Encoding.BINARY:
                written = bits
            case Encoding.SIGNED:
                written = self._fill(("+" if bits[0] == "1" else "-") + _read_digits(bits[1:]))
            case Encoding.DIGITS:
                written = self._fill(_read_digits(bits))
        if not re.fullmatch(self.pattern, written, re.DOTALL):
            raise BadWhiteflag("bad_field", field=self.name)
        return written

    def _free(self, written: str) -> str:
        return "".join(letter for letter, fixed in zip(written, self.mould, strict=True) if fixed == "_")

    def _fill(self, free: str) -> str:
        letters = iter(free.lower() if self.name == "ReferencedMessage" else free)
        return "".join(next(letters) if fixed == "_" else fixed for fixed in self.mould)


def part(name: str) -> tuple[Field, ...]:
    """The fields of a part of the message, in order: header, sign, request or text."""
    return _table()[name]


@cache
def _table() -> dict[str, tuple[Field, ...]]:
    text = resources.files("homeward.channel.whiteflag").joinpath("fields.csv").read_text("utf-8")
    table: dict[str, tuple[Field, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        field = Field(row["name"], Encoding(row["encoding"]), row["pattern"], _mould(row["pattern"], row["encoding"]))
        table[row["part"]] = (*table.get(row["part"], ()), field)
    return table


def _mould(pattern: str, encoding: str) -> str:
    """The fixed characters of a pattern, with `_` for each class of characters as often as it is repeated."""
    plain = re.sub(r"\[[^]]*\](?:\{(\d+)\}|\*)?", lambda found: "_" * int(found[1] or 1), pattern).replace("\\", "")
    return "_" * len(plain) if encoding == Encoding.TEXT else plain


def _press_digits(digits: str) -> str:
    return "".join(f"{int(digit, 16):04b}" for digit in digits)


def _read_digits(bits: str) -> str:
    return "".join(f"{int(bits[at : at + 4], 2):X}" for at in range(0, len(bits), 4))
