"""What a name tells of who bears it: a man or a woman, in which language it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from homeward.names import lexicon
from homeward.names.grammar import Language
from homeward.names.kind import Kind
from homeward.names.lexicon import Sex, fold_case, rows
from homeward.names.parse import Part
from homeward.names.shapes import shape

_LISTS = {Kind.GIVEN: "given", Kind.PATRONYMIC: "patronymics"}
_HARD = re.compile("[бвгґджзйклмнпрстфхцчшщ]$")
_SURE = 2000  # bearers of a woman's name in a hard consonant before the lists are believed


def sex_of(parts: Iterable[Part]) -> Sex:
    """By the patronymic, else the given name, else the surname; a man if nothing tells."""
    words = {part.kind: fold_case(part.word) for part in parts}
    patronymic, given, surname = (words.get(kind, "") for kind in (Kind.PATRONYMIC, Kind.GIVEN, Kind.SURNAME))
    if patronymic:
        return Sex.WOMAN if shape("woman_patronymic").search(patronymic) else Sex.MAN
    if given:
        return given_sex(given) or (Sex.WOMAN if given.endswith(("а", "я")) else Sex.MAN)
    return Sex.WOMAN if shape("woman_surname").search(surname) else Sex.MAN


def given_sex(word: str) -> Sex | None:
    """Whose name the given name `word`, in lower case, is by the lists; by its ending where they err or lack it."""
    if shape("man_given").search(word):
        return Sex.MAN
    if shape("woman_given").search(word):
        return Sex.WOMAN
    entry = lexicon.given(word)
    if entry is None:
        return None
    return Sex.MAN if _HARD.search(word) and entry.weight < _SURE else entry.sex


def language_of(parts: Iterable[Part]) -> Language:
    """The language whose letters, endings and names `parts` show; Ukrainian if none tells."""
    words = [(part.kind, fold_case(part.word)) for part in parts]
    scores = {language: sum(_shown(language, kind, word) for kind, word in words) for language in Language}
    return max(Language, key=lambda language: scores[language])


def _shown(language: Language, kind: Kind, word: str) -> float:
    return _made_in(language, word) + is_usual(word, kind, language)


def _made_in(language: Language, word: str) -> float:
    """How much the letters and the ending of `word` show `language`."""
    return 2.0 * bool(shape(f"letters_{language}").search(word)) + bool(shape(f"made_{language}").search(word))


def against(part: Part, language: Language) -> float:
    """How much the letters and the ending of `part` speak against `language`."""
    word = fold_case(part.word)
    return sum(_made_in(other, word) for other in Language if other != language)


def speaks_against(word: str, kind: Kind, sex: Sex, language: Language) -> bool:
    """Whether `word`, in lower case and the nominative, has a shape that a person of `sex` does not bear, or one that
    no word of the language has."""
    if language == Language.UKRAINIAN and shape("never_uk").search(word):
        return True
    if kind == Kind.PATRONYMIC:
        return word.endswith(("ич", "іч")) is (sex == Sex.WOMAN)
    if kind == Kind.SURNAME:
        return bool(shape("man_surname" if sex == Sex.WOMAN else "woman_surname").search(word))
    return False


def is_usual(word: str, kind: Kind, language: Language) -> float:
    """How usual the given name or patronymic `word`, in lower case, is in `language`: 1 if it is the form in use, 0.5
    if the lists hold it, else 0."""
    return _usual(kind, language).get(word, 0.0) if kind in _LISTS else 0.0


@cache
def _usual(kind: Kind, language: Language) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in rows(_LISTS[kind]):
        usual = 1.0 if language == Language.RUSSIAN or row["usual"] == "1" else 0.5
        word = fold_case(row[language])
        found[word] = max(usual, found.get(word, 0.0))
    return found
