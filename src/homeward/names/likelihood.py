"""How likely a word is as a name: common logarithms, from the lists and from the runs of letters in names."""

from __future__ import annotations

import lzma
import math
from functools import cache, lru_cache
from importlib import resources

from homeward.names import lexicon
from homeward.names.grammar import Language
from homeward.names.inflected import is_rare_given
from homeward.names.kind import Kind
from homeward.names.lexicon import Sex, fold_case, rows
from homeward.names.owner import given_sex, is_usual, speaks_against
from homeward.names.runs import Runs

_WRONG_SEX = -3.0
_RARE = -5.5  # for a given name that nobody counted
_UNLISTED = {Kind.GIVEN: -3.0, Kind.PATRONYMIC: -3.0}
_UNDOTTED = -0.2  # for е where the name has ё
_LISTED = 4.0  # for a surname that the lists hold
_COUNTED = 5.8  # the logarithm of how many people the counted lists of surnames count


def runs_of(kind: Kind, sex: Sex, language: Language) -> Runs:
    """The runs of letters of the names of a kind; patronymics are formed as given names are."""
    return _surname_runs(language) if kind == Kind.SURNAME else _given_runs(sex, language)


@lru_cache(maxsize=200_000)
def likelihood(word: str, kind: Kind, sex: Sex, language: Language) -> float:
    """The likelihood of `word`, in lower case and the nominative, among the names of its kind, sex and language."""
    wrong = _WRONG_SEX if speaks_against(word, kind, sex, language) else 0.0
    match kind:
        case Kind.GIVEN:
            return wrong + _given(word, sex, language)
        case Kind.PATRONYMIC:
            return wrong + _patronymic(word, language)
        case _:
            return wrong + _surname(word, language)


def _surname(word: str, language: Language) -> float:
    formed = _surname_runs(language).likelihood(word)
    if word not in known_surnames(language):
        return formed
    weight = _counted(language).get(word)
    return max(formed + _LISTED, math.log10(weight) - _COUNTED if weight else formed)


def _given(word: str, sex: Sex, language: Language) -> float:
    entry = lexicon.given(word)
    if entry is None and is_rare_given(word):
        return _RARE
    if entry is None:
        return _UNLISTED[Kind.GIVEN] + _given_runs(sex, language).likelihood(word)
    plain = lexicon.given(word.replace("ё", "е")) or entry  # lists seldom write the two dots
    undotted = _UNDOTTED if word in _dotted() and language == Language.RUSSIAN else 0.0
    wrong = _WRONG_SEX if given_sex(word) not in {None, sex} else 0.0
    usual = is_usual(word, Kind.GIVEN, language)
    return wrong + undotted + math.log10(max(entry.weight, plain.weight, 1)) - 7 + (usual or 0.1)


def _patronymic(word: str, language: Language) -> float:
    usual = is_usual(word, Kind.PATRONYMIC, language)
    if usual:
        return usual - 2.0
    return _UNLISTED[Kind.PATRONYMIC] - (0.0 if word.endswith(("ич", "вна", "чна")) else 4.0)


@cache
def known_surnames(language: Language) -> frozenset[str]:
    """All surnames that the lists hold in a language, men's and women's, in lower case."""
    packed = resources.files("homeward.names").joinpath("data", f"known_{language}.txt.xz").read_bytes()
    return frozenset(lzma.decompress(packed).decode().split("\n")) | _counted(language).keys()


@cache
def _counted(language: Language) -> dict[str, int]:
    lists = (*rows("surnames_uk"), *rows("surnames_ru"))
    columns = (language, f"{language}_f")
    return {
        fold_case(row[column]): max(int(row["weight"]), 1) for row in lists for column in columns if row.get(column)
    }


@cache
def _dotted() -> frozenset[str]:
    """Russian given names with ё, written without its dots."""
    return frozenset(fold_case(row["ru"]).replace("ё", "е") for row in rows("given") if "ё" in row["ru"].lower())


@cache
def _surname_runs(language: Language) -> Runs:
    counts = {row["run"]: int(row["count"]) for row in rows("surname_runs") if row["language"] == language}
    return Runs(counts)


@cache
def _given_runs(sex: Sex, language: Language) -> Runs:
    return Runs.of({fold_case(row[language]) for row in rows("given") if row["sex"] == sex})
