"""Cyrillic names in Latin letters, by a public standard (data/standards.csv names the source of each)."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from homeward.names.lexicon import fold_case, rows


class Standard(StrEnum):
    """`CMU55` is the Ukrainian passport, `ICAO9303` the Russian one."""

    CMU55 = "cmu55"
    ICAO9303 = "icao9303"


def transliterate(name: str, standard: Standard) -> str:
    """`name` in Latin letters, each word with a capital; letters the standard does not know are kept."""
    return " ".join("-".join(_word(part, standard) for part in word.split("-")) for word in name.split())


def _word(word: str, standard: Standard) -> str:
    low = fold_case(word)
    if standard == Standard.CMU55:
        low = low.replace("зг", "зgh")
    table = _table(standard)
    letters = [table.get(letter, (letter, letter))[min(place, 1)] for place, letter in enumerate(low)]
    text = "".join(letters)
    return text[:1].upper() + text[1:]


@cache
def _table(standard: Standard) -> dict[str, tuple[str, str]]:
    return {row["letter"]: (row["start"], row["inside"]) for row in rows("standards") if row["standard"] == standard}
