"""A name in the case that a document asks for: `Листа для Шевченка Олександра Івановича`."""

from __future__ import annotations

from collections.abc import Iterable

from homeward.names.grammar import Case, Language, rule_of
from homeward.names.kind import Kind
from homeward.names.lexicon import Sex, fold_case
from homeward.names.mend import is_cyrillic
from homeward.names.owner import language_of, sex_of
from homeward.names.parse import Part, parse


def decline(name: str, case: Case, sex: Sex | None = None, language: Language | None = None) -> str:
    """`name`, which stands in the nominative, in `case`. Sex and language are told from the name where they are not
    given: by the patronymic, the given name, the letters. Initials, particles and Latin words stay as they are."""
    parts = parse(name).parts
    whose = sex or sex_of(parts)
    tongue = language or language_of(parts)
    return " ".join(_declined(part, case, whose, tongue) for part in parts)


def declined(word: str, kind: Kind, case: Case, sex: Sex, language: Language) -> tuple[str, ...]:
    """The forms of a word in `case`, the preferred first; the halves of a hyphenated word take their own endings."""
    halves = [_halves(half, kind, case, sex, language) for half in word.split("-")]
    most = max(map(len, halves))
    joined = ("-".join(forms[min(place, len(forms) - 1)] for forms in halves) for place in range(most))
    return tuple(dict.fromkeys(joined))


def _declined(part: Part, case: Case, sex: Sex, language: Language) -> str:
    if part.kind not in {Kind.SURNAME, Kind.GIVEN, Kind.PATRONYMIC} or not is_cyrillic(part.word):
        return part.written
    return declined(part.word, part.kind, case, sex, language)[0]


def _halves(word: str, kind: Kind, case: Case, sex: Sex, language: Language) -> tuple[str, ...]:
    low = fold_case(word)
    rule = rule_of(low, kind, sex, language)
    return in_the_case_of(word, rule.forms(low, case)) if rule else (word,)


def in_the_case_of(word: str, forms: Iterable[str]) -> tuple[str, ...]:
    """`forms` in capitals or with capitals, as `word` is; each half of a hyphenated word has its capital."""
    if len(word) > 1 and word.isupper():
        return tuple(form.upper() for form in forms)
    if not word[:1].isupper():
        return tuple(forms)
    return tuple("-".join(half[:1].upper() + half[1:] for half in form.split("-")) for form in forms)
