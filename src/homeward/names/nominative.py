"""A name in any case brought back to the nominative, with the alternatives ranked.

`Шевченка Олександра Івановича` gives `Шевченко Олександр Іванович` first. All words of a name stand in one case and
speak of one person, so each case, sex and language is tried for the whole name (`stems`), and the reading whose words
are likeliest as names (`likelihood`) comes first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from homeward.names.decline import in_the_case_of
from homeward.names.grammar import Case, Language
from homeward.names.kind import Kind
from homeward.names.lexicon import Sex, fold_case
from homeward.names.likelihood import likelihood
from homeward.names.mend import is_cyrillic
from homeward.names.owner import against
from homeward.names.parse import Part, parse
from homeward.names.stems import Stem, stems

_LIMIT = 3
_USE = {  # the common logarithm of how often a name stands in a case
    Case.NOMINATIVE: -0.3,
    Case.GENITIVE: -0.7,
    Case.DATIVE: -1.0,
    Case.ACCUSATIVE: -1.0,
    Case.INSTRUMENTAL: -1.2,
    Case.LOCATIVE: -4.0,
    Case.VOCATIVE: -2.0,
}
_NO_STEM = -5.0  # a word that no rule brings back from the case that the others are in
_TAKES_ENDINGS = frozenset({Kind.SURNAME, Kind.GIVEN, Kind.PATRONYMIC})


def nominatives(text: str, language: Language | None = None) -> tuple[str, ...]:
    """Up to three readings of `text` in the nominative, the likeliest first; none if it names nobody. Both languages
    are tried if `language` is not given."""
    parts = parse(text).parts
    if not parts:
        return ()
    scores: dict[str, float] = {}
    for tongue, sex, case in product([language] if language else Language, Sex, Case):
        for reading, score in _readings(parts, case, sex, tongue):
            scores[reading] = max(score, scores.get(reading, score))
    return tuple(sorted(scores, key=lambda reading: -scores[reading])[:_LIMIT])


def _readings(parts: Sequence[Part], case: Case, sex: Sex, language: Language) -> Iterator[tuple[str, float]]:
    """The best reading, and those that differ from it in one word."""
    choices = [_stems(part, case, sex, language) for part in parts]
    total = _USE[case] + sum(found[0].score for found in choices) - sum(against(part, language) for part in parts)
    best = [found[0].word for found in choices]
    yield " ".join(best), total
    for place, found in enumerate(choices):
        for other in found[1:]:
            yield " ".join([*best[:place], other.word, *best[place + 1 :]]), total - found[0].score + other.score


def _stems(part: Part, case: Case, sex: Sex, language: Language) -> tuple[Stem, ...]:
    """The words in the nominative that `part` may stand for, the likeliest first; at least one."""
    if part.kind not in _TAKES_ENDINGS or not is_cyrillic(part.word):
        return (Stem(part.written, 0.0),)
    halves = [_half(fold_case(half), part.kind, case, sex, language) for half in part.word.split("-")]
    joined = [Stem("-".join(one.word for one in found), sum(one.score for one in found)) for found in product(*halves)]
    best = sorted(joined, key=lambda one: -one.score)[:_LIMIT]
    return tuple(Stem(in_the_case_of(part.word, (one.word,))[0], one.score) for one in best)


def _half(word: str, kind: Kind, case: Case, sex: Sex, language: Language) -> tuple[Stem, ...]:
    found = stems(word, kind, language).get((case, sex))
    return found or (Stem(word, likelihood(word, kind, sex, language) + _NO_STEM),)
