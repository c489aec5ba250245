"""Which names a word may be: numbers that all its spellings share, in whatever language and script.

Given names and fathers' names come from the lists of Ukraine and Russia with their short forms; names of the rest of
the world from data/world.txt.gz with the short forms of data/short_forms.csv (Bill is William). A word may be several
names, so each answer is a set; an empty one means that the lists do not know the word.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

from homeward.names.fold import bare, is_cyrillic, plain, readings, stems
from homeward.names.grammar import Language
from homeward.names.lexicon import rows, surname_weights
from homeward.names.likelihood import known_surnames

_NOBODY: frozenset[int] = frozenset()
_NOMINATIVE = ("", "о", "а", "я", "ь", "й", "ий", "ый", "ой")  # endings of surnames
_MARKS = re.compile("['-]")
_FATHER = re.compile(
    "(йович|ьович|ович|евич|євич|ьевич|иевич|инич|ич|івн|ївн|овн|евн|иничн|ичн|ічн|їчн)(а|у|ом|ем|і|ові|еві|ы|и|е|ой|ою)?$"
)
_FATHER_LATIN = re.compile(
    "(i?[iy]?[iyj]?[oe][vw](?:[iy]ch|itsch|ytsch|itch|icz|ycz|i[čc]|y[čc]|itsj|ics|its|itš|[iy]tj)"
    "|(?:j?i|yi|ii|j?o|j?e|ie|ye|[iy]j?i)[vw]na|(?:in)?ichna|[iy]ch|itsch|icz|ič)$"
)


@lru_cache(maxsize=20_000)
def given(word: str) -> frozenset[int]:
    """The given names that `word` may be, in any case, as a short form too."""
    return _found(_given(), word)


@lru_cache(maxsize=20_000)
def father(word: str) -> frozenset[int]:
    """The given names of the fathers whose patronymic `word` may be."""
    return _found(_fathers(), word) if patronymic_root(word) else _NOBODY


@lru_cache(maxsize=20_000)
def world(word: str) -> frozenset[int]:
    """The names of the world that `word` writes, given names and surnames alike."""
    return frozenset(_world().get(_bare(word), ()))


@lru_cache(maxsize=20_000)
def patronymic_root(word: str) -> tuple[str, ...]:
    """The readings of a patronymic without its suffix, in any case; empty if `word` does not look like one."""
    low = plain(word)
    found = (_FATHER if is_cyrillic(low) else _FATHER_LATIN).search(low)
    return readings(low[: found.start()]) if found and found.start() >= 2 else ()


@lru_cache(maxsize=20_000)
def surname_weight(word: str) -> int:
    """How many bear the surname in the counted lists, by the commonest of its readings; 0 if the lists lack it."""
    return max((_surnames().get(reading, 0) for reading in readings(word)), default=0)


@lru_cache(maxsize=20_000)
def first_letters(name: int) -> frozenset[str]:
    """The folded letters a given name may begin with: Николай and Микола are one name."""
    return _firsts().get(name, frozenset())


@lru_cache(maxsize=20_000)
def is_known_surname(word: str) -> bool:
    """Whether a Cyrillic word is a surname that the lists of either language hold, in any case."""
    low = plain(word)
    if not is_cyrillic(low):
        return False
    known = _known_surnames()
    return low in known or any(bare(low) + ending in known for ending in _NOMINATIVE)


@lru_cache(maxsize=20_000)
def twins(word: str) -> int:
    """How many listed surnames of the two languages sound as `word` may, if more than one (Никитюк, Нікітюк)."""
    return max((_twins().get(reading, 0) for reading in readings(word)), default=0)


@cache
def _twins() -> dict[str, int]:
    return {row["reading"]: int(row["surnames"]) for row in rows("surname_twins")}


@cache
def _known_surnames() -> frozenset[str]:
    return known_surnames(Language.UKRAINIAN) | known_surnames(Language.RUSSIAN)


def _found(names: dict[str, set[int]], word: str) -> frozenset[int]:
    """The names that any reading or stem of `word` is; an h may be the Ukrainian г (Yevhen, Serhii)."""
    keys = {*readings(word), *stems(word)}
    hard = {key.replace("h", "g") for key in keys if "h" in key}
    return frozenset(number for key in keys | hard for number in names.get(key, ()))


@cache
def _numbers() -> dict[str, int]:
    """A number for each given name, by its Russian form."""
    forms = dict.fromkeys(_form(row["ru"]) for name in ("given", "diminutives") for row in rows(name))
    fathers = dict.fromkeys(_form(row["father_ru"]) for row in rows("patronymics"))
    return {form: number for number, form in enumerate(forms | fathers)}


@cache
def _given() -> dict[str, set[int]]:
    listed = [(row[form], row["ru"]) for row in rows("given") for form in ("uk", "ru")]
    short = [(row["short"], row["ru"]) for row in rows("diminutives")]
    return _by_key([*listed, *short])


@cache
def _fathers() -> dict[str, set[int]]:
    return _by_key((row[form], row["father_ru"]) for row in rows("patronymics") for form in ("uk", "ru"))


def _by_key(pairs: Iterable[tuple[str, str]]) -> dict[str, set[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for word, name in pairs:
        for key in {*readings(word), *stems(word)}:
            found[key].add(_numbers()[_form(name)])
    return dict(found)


@cache
def _firsts() -> dict[int, frozenset[str]]:
    found: defaultdict[int, set[str]] = defaultdict(set)
    for row in rows("given"):
        for form in ("uk", "ru"):
            found[_numbers()[_form(row["ru"])]].update(reading[0] for reading in readings(row[form]))
    return {name: frozenset(letters) for name, letters in found.items()}


def _form(name: str) -> str:
    return name.casefold().replace("ё", "е")


@cache
def _surnames() -> dict[str, int]:
    found: dict[str, int] = {}
    for surname, weight in surname_weights().items():
        reading = readings(surname)[:1]
        for one in reading:
            found[one] = max(found.get(one, 0), weight)
    return found


@cache
def _world() -> dict[str, tuple[int, ...]]:
    packed = resources.files("homeward.names").joinpath("data", "world.txt.gz").read_bytes()
    found: dict[str, tuple[int, ...]] = {}
    shorts = rows("short_forms")
    for number, row in enumerate(shorts):
        for form in map(_bare, (row["full"], *row["shorts"].split())):
            found[form] = (*found.get(form, ()), number)
    for number, line in enumerate(gzip.decompress(packed).decode("utf-8").splitlines(), start=len(shorts)):
        for form in line.split():
            found[form] = (*found.get(form, ()), number)
    return found


def _bare(word: str) -> str:
    """`word` as the world's names are kept: lower case, no accents, no apostrophes."""
    apart = unicodedata.normalize("NFD", _MARKS.sub("", plain(word)))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
