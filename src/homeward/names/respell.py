"""A name as the other language writes it: Олександр and Александр, Дмитрович and Дмитриевич, Сірко and Сирко.

Given names and patronymics are translated by the lists. A surname keeps its sound: the lists know the commonest, and
for the others data/respelling.csv says what each run of letters may become, and the letters of the surnames of that
language say which of these is likeliest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from homeward.names.decline import in_the_case_of
from homeward.names.grammar import Language
from homeward.names.kind import Kind
from homeward.names.letters import Run, steps, tables
from homeward.names.lexicon import Sex, fold_case, rows
from homeward.names.likelihood import likelihood, runs_of
from homeward.names.mend import is_cyrillic
from homeward.names.owner import against, sex_of
from homeward.names.parse import Part, parse
from homeward.names.spell import likeliest

_MOST = 3
_LESS_USUAL = 0.5  # against each spelling of a piece, for each that is more usual
_WOMAN = (("ий", "а"), ("ій", "я"), ("ый", "ая"), ("ой", "ая"), ("в", "ва"), ("н", "на"))
_LISTS = {Kind.GIVEN: ("given", "given_rare"), Kind.PATRONYMIC: ("patronymics",), Kind.SURNAME: ("surnames_uk",)}


def in_language(name: str, language: Language) -> str:
    """`name`, in Ukrainian or Russian and in the nominative, as `language` writes it; Latin words stay."""
    return spellings_in(name, language)[0]


def spellings_in(name: str, language: Language) -> tuple[str, ...]:
    """Up to three ways in which `language` may write `name`, the likeliest first: they differ in the surname."""
    parts = parse(name).parts
    sex, source = sex_of(parts), _source(parts, language)
    choices = [_spellings(part, sex, source, language) for part in parts]
    first = [found[0] for found in choices]
    others = [[*first[:at], other, *first[at + 1 :]] for at, found in enumerate(choices) for other in found[1:]]
    return tuple(dict.fromkeys(" ".join(words) for words in [first, *others]))[:_MOST]


def _source(parts: Sequence[Part], language: Language) -> Language:
    """The language that `parts` are written in: `language` only if something shows it and nothing speaks against it."""
    other = next(one for one in Language if one != language)
    shown, denied = (sum(against(part, one) for part in parts) for one in (other, language))
    return language if shown and not denied else other


def _spellings(part: Part, sex: Sex, source: Language, language: Language) -> tuple[str, ...]:
    if part.kind not in _LISTS or not is_cyrillic(part.word):
        return (part.written,)
    halves = [_respelled(fold_case(half), part.kind, sex, source, language) for half in part.word.split("-")]
    joined = ("-".join(found[min(rank, len(found) - 1)] for found in halves) for rank in range(max(map(len, halves))))
    return in_the_case_of(part.word, dict.fromkeys(joined))


@lru_cache(maxsize=50_000)
def _respelled(word: str, kind: Kind, sex: Sex, source: Language, language: Language) -> tuple[str, ...]:
    """The spellings of a word in lower case, the likeliest first."""
    listed = _translated(kind, language).get(word)
    if listed and kind != Kind.SURNAME:
        return (listed,)
    if source == language:
        return (word,)
    by_letters = _by_letters(word, kind, sex, f"{source}_{language}", language)
    return tuple(dict.fromkeys(filter(None, (listed, *by_letters))))


def _by_letters(word: str, kind: Kind, sex: Sex, direction: str, language: Language) -> list[str]:
    pieces = _pieces(word, _tables()[direction])
    found = likeliest(len(word), lambda place: pieces.get(place, ()), runs_of(kind, sex, language), 2 * _MOST)
    return sorted(found, key=lambda one: -likelihood(one, kind, sex, language))[:_MOST]


def _pieces(word: str, table: Mapping[str, Run]) -> dict[int, list[tuple[int, str, float]]]:
    found: dict[int, list[tuple[int, str, float]]] = {}
    place = 0
    for taken, options in steps(word, table):
        found[place] = [(taken, option, _LESS_USUAL * rank) for rank, option in enumerate(options)]
        place += taken
    return found


@cache
def _tables() -> dict[str, dict[str, Run]]:
    return tables(rows("respelling"), "direction")


@cache
def _translated(kind: Kind, language: Language) -> dict[str, str]:
    """The listed words of both languages, each with the usual form of `language`."""
    found: dict[str, str] = {}
    for name in _LISTS[kind]:
        for row in sorted(rows(name), key=lambda row: row.get("usual") != "1"):
            pair = {one: fold_case(row[one]) for one in Language}
            for forms in (pair, {one: _woman(form) for one, form in pair.items()} if kind == Kind.SURNAME else pair):
                for form in filter(None, forms.values()):
                    found.setdefault(form, forms[language])
    return found


def _woman(man: str) -> str:
    """The surname of the wife of `man`, in lower case."""
    ending = next((pair for pair in _WOMAN if man.endswith(pair[0])), ("", ""))
    return man[: len(man) - len(ending[0])] + ending[1]
