"""Cyrillic names in Latin letters, by a public standard or as the press of a language writes them.

data/standards.csv names each standard and its source, data/standard_letters.csv says what becomes of each run of
letters (`letters.Run`); what a table leaves out its base says.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from homeward.names.grammar import Language
from homeward.names.letters import Run, steps, tables
from homeward.names.lexicon import fold_case, rows

_WORD = re.compile(r"[^\s\-]+")


class Standard(StrEnum):
    """The standards; `CMU55` is the Ukrainian passport of today, `ICAO9303` the Russian one. The last two letters of
    the others are the language they are for."""

    CMU55 = "cmu55"
    UK1996 = "uk1996"
    UK2007 = "uk2007"
    BGN_UK = "bgn_uk"
    SCIENTIFIC_UK = "scientific_uk"
    PRESS_EN_UK = "press_en_uk"
    PRESS_DE_UK = "press_de_uk"
    PRESS_FR_UK = "press_fr_uk"
    PRESS_PL_UK = "press_pl_uk"
    PRESS_NL_UK = "press_nl_uk"
    PRESS_HU_UK = "press_hu_uk"
    PRESS_IT_UK = "press_it_uk"
    ICAO9303 = "icao9303"
    RU1997 = "ru1997"
    RU2010 = "ru2010"
    GOST_A = "gost_a"
    GOST_B = "gost_b"
    BGN_RU = "bgn_ru"
    SCIENTIFIC_RU = "scientific_ru"
    PRESS_EN_RU = "press_en_ru"
    PRESS_DE_RU = "press_de_ru"
    PRESS_FR_RU = "press_fr_ru"
    PRESS_PL_RU = "press_pl_ru"
    PRESS_NL_RU = "press_nl_ru"
    PRESS_HU_RU = "press_hu_ru"
    PRESS_IT_RU = "press_it_ru"

    @property
    def language(self) -> Language:
        """The language whose names the standard writes."""
        return Language(_described()[self]["language"])


def transliterate(name: str, standard: Standard) -> str:
    """`name` in Latin letters, a word's capitals kept; letters that the standard does not know stay as they are."""
    return _WORD.sub(lambda found: _word(found.group(), standard), " ".join(name.split()))


def _word(word: str, standard: Standard) -> str:
    text = "".join(options[0] for _, options in steps(fold_case(word), table(standard)))
    if len(word) > 1 and word.isupper():
        return text.upper()
    return text[:1].upper() + text[1:] if word[:1].isupper() else text


@cache
def table(standard: Standard) -> dict[str, Run]:
    """The runs of letters that a standard knows, with those of its base."""
    found: dict[str, Run] = {}
    for name in _bases(standard):
        found |= _letters().get(name, {})
    return found


def _bases(name: str) -> list[str]:
    """The base of the base first, `name` last."""
    base = _described()[name]["base"]
    return [*_bases(base), name] if base else [name]


@cache
def _described() -> dict[str, dict[str, str]]:
    return {row["standard"]: row for row in rows("standards")}


@cache
def _letters() -> dict[str, dict[str, Run]]:
    return tables(rows("standard_letters"), "standard")
