"""The forms, and what may stand in their fields: read from the same table as the writer, by other rules of reading."""

from __future__ import annotations

import csv
import string
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from homeward.channel.verifier.errors import BrokenTranscript
from homeward.channel.verifier.strict import Json, Object, array, day, exact, moment, obj, text, whole

_WORD = frozenset(string.ascii_letters + string.digits + "._:-")
_HEX = frozenset("0123456789abcdef")
_VAGUE = frozenset("0123456789X?~%./-")
_CONTROLS = frozenset(map(chr, [*range(0x20), 0x7F]))
_DIRECTIONS = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_LINES = frozenset("\u2028\u2029")


@dataclass(frozen=True, slots=True)
class Form:
    """A form: whether it binds, which roles may send it under which mandates, the fields it must have, and of each
    field what may stand there: a type, or a choice of words."""

    key: str
    binds: bool
    roles: frozenset[str]
    mandates: frozenset[str]
    required: frozenset[str]
    types: dict[str, str]

    def check(self, shown: Object) -> None:
        """Nothing, if every field that is shown is filled as its type asks; else raises BrokenTranscript."""
        for name, value in shown.items():
            if not _fits(self.types[name], value):
                raise BrokenTranscript(f"The field {name} of a message is badly filled.")


@cache
def forms() -> dict[int, Form]:
    """The table of the forms, by their numbers."""
    table = resources.files("homeward.channel").joinpath("kinds.csv").read_text("utf-8")
    return {int(row["number"]): _form(row) for row in csv.DictReader(table.splitlines())}


def _form(row: dict[str, str]) -> Form:
    fields = dict(part.split(":") for part in row["fields"].split())
    return Form(
        row["key"],
        row["commitment"] == "yes",
        frozenset(row["roles"].split("|")),
        frozenset(row["mandates"].split("|")),
        frozenset(name for name, type_ in fields.items() if not type_.endswith("?")),
        {name: type_.removesuffix("?") for name, type_ in fields.items()},
    )


def _fits(type_: str, value: Json) -> bool:
    if type_.startswith("choice("):
        return value in type_[len("choice(") : -1].split("|")
    try:
        return _TYPES[type_](value)
    except (BrokenTranscript, TypeError, ValueError):
        return False


def _word(value: Json) -> bool:
    return _made_of(value, _WORD, 1, 64) and text(value)[0] not in "._:-"


def _hash(value: Json) -> bool:
    return _made_of(value, _HEX, 64, 64)


def _made_of(value: Json, signs: frozenset[str], least: int, most: int) -> bool:
    return least <= len(text(value)) <= most and set(text(value)) <= signs


def _without(value: Json, signs: frozenset[str], most: int) -> bool:
    return 1 <= len(text(value)) <= most and signs.isdisjoint(text(value))


def _edtf(value: Json) -> bool:
    return _made_of(value, _VAGUE, 4, 30)


def _number(value: Json) -> bool:
    return 0 <= whole(value) <= 1_000_000_000


def _person(value: Json) -> bool:
    row = exact(value, "born id name")
    return _word(row["id"]) and _TYPES["text"](row["name"]) and (row["born"] == "" or _edtf(row["born"]))


def _count(value: Json) -> bool:
    row = exact(value, "count key")
    return _word(row["key"]) and _number(row["count"])


def _signature(value: Json) -> bool:
    return all(len(text(one)) <= 5000 for one in exact(value, "by ed25519 mldsa").values())


def _rows(value: Json, most: int, fits: Callable[[Json], bool], key: str = "") -> bool:
    """Whether a list has at most `most` rows that fit, none twice, told apart by `key` if they have fields."""
    rows = array(value)
    if len(rows) > most or not all(fits(row) for row in rows):
        return False
    return len({text(obj(row)[key]) if key else text(row) for row in rows}) == len(rows)


_TYPES: dict[str, Callable[[Json], bool]] = {
    "word": _word,
    "text": lambda value: _without(value, _CONTROLS | _DIRECTIONS | _LINES, 300),
    "free": lambda value: _without(value, _CONTROLS - {"\n"} | _DIRECTIONS, 4000),
    "hash": _hash,
    "hashes": lambda value: _rows(value, 100, _hash),
    "number": _number,
    "day": lambda value: day(value) == value,
    "moment": lambda value: moment(value) == value,
    "edtf": _edtf,
    "person": _person,
    "people": lambda value: _rows(value, 2000, _person, "id"),
    "ids": lambda value: _rows(value, 2000, _word),
    "counts": lambda value: _rows(value, 64, _count, "key"),
    "signature": _signature,
    "terms": lambda value: isinstance(value, dict),
    "certificate": lambda value: isinstance(value, dict),
}
