"""What a word of a name is: given names, patronymics and their identities across Ukrainian and Russian.

An identity is the Russian form of the name, which all spellings of one name share in the lists (Олександр, Александр
and Сашко have the identity Александр). The lists and their licences: data/SOURCES.md.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources


class Sex(StrEnum):
    MAN = "m"
    WOMAN = "f"


@dataclass(frozen=True, slots=True)
class Entry:
    """One identity of a given name or a patronymic; `weight` is how many bear it in the counted lists."""

    identity: str
    sex: Sex | None
    weight: int


_PATRONYMIC = re.compile(
    "(ович|евич|євич|йович|ьович|ич|овн[аи]|евн[аи]|івн[аи]|ївн[аи]|ичн[аи]|инічн[аи])(а|у|ем|ем|ові|еві|і|ою|ой|е|ы)?$"
)
_SURNAME = re.compile(
    "(енк[оауі]|енком|[ую]к|[ую]ка|[ую]ком|[ую]ку|чук|ськ(ий|а|ого|ому|им|ої|ою|у)|цьк(ий|а|ого|ому|им|ої|ою|у)"
    "|ск(ий|ая|ого|ому|им|ой|ую)|цк(ий|ая|ого|ому|им|ой|ую)|[оеєё]в|[оеєё]в[аоуы]|[оеєё]вым|[оеєё]вим|[оеєё]вой|[оеєё]ву|[иіы]н|[иіы]н[ау]"
    "|[иіы]ным|[иіы]ной|ець|як|ак|ик|ишин|ай|ий|ой|ко|ло|ич)$"
)


def given(word: str) -> Entry | None:
    """The given name that `word` spells, in the nominative or as a short form; None if it is none."""
    return _given().get(fold_case(word))


def patronymic(word: str) -> Entry | None:
    """The patronymic that `word` spells, in the nominative; None if the lists hold none like it."""
    return _patronymics().get(fold_case(word))


def is_given(word: str) -> bool:
    return given(word) is not None


def is_common_given(word: str, bearers: int) -> bool:
    """Whether `word` is a given name written out that at least so many bear in the counted lists."""
    entry = given(word)
    return entry is not None and entry.weight >= bearers and fold_case(word) in _written_out()


def is_patronymic(word: str) -> bool:
    """Whether `word` is or looks like a patronymic in any case."""
    low = fold_case(word)
    return patronymic(word) is not None or (len(low) >= 7 and _PATRONYMIC.search(low) is not None)


def is_surname_like(word: str) -> bool:
    """Whether `word` stands in the lists of surnames or ends as surnames of the region do, in any case."""
    low = fold_case(word)
    return low in surname_weights() or (len(low) >= 4 and _SURNAME.search(low) is not None)


@cache
def surname_weights() -> dict[str, int]:
    """How often a surname occurs in the counted lists, by its lower-case form, men's and women's alike."""
    weights: dict[str, int] = {}
    for name, columns in (("surnames_uk", ("uk", "uk_f", "ru")), ("surnames_ru", ("ru", "ru_f", "uk"))):
        for row in rows(name):
            for column in columns:
                if row[column]:
                    weights.setdefault(fold_case(row[column]), int(row["weight"]))
    return weights


def fold_case(word: str) -> str:
    """Lower case with one kind of apostrophe."""
    return word.casefold().translate(_APOSTROPHES)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a list in the data folder."""
    text = resources.files("homeward.names").joinpath("data", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _given() -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for row in rows("given"):
        entry = Entry(
            row["ru"].replace("ё", "е"), Sex(row["sex"]) if row["sex"] in {"m", "f"} else None, int(row["weight"])
        )
        found.setdefault(fold_case(row["uk"]), entry)
        found.setdefault(fold_case(row["ru"]), entry)
    for row in rows("diminutives"):
        full = found.get(fold_case(row["ru"]))
        if full:
            found.setdefault(fold_case(row["short"]), full)
    return found


@cache
def _written_out() -> frozenset[str]:
    return frozenset(fold_case(row[form]) for row in rows("given") for form in ("uk", "ru"))


@cache
def _patronymics() -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for row in rows("patronymics"):
        entry = Entry(
            row["ru"].replace("ё", "е"), Sex(row["sex"]) if row["sex"] in {"m", "f"} else None, int(row["weight"])
        )
        found.setdefault(fold_case(row["uk"]), entry)
        found.setdefault(fold_case(row["ru"]), entry)
    return found


_APOSTROPHES = {ord(letter): "'" for letter in "’ʼ`´ʹ′‘"}
