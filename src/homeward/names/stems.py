"""The words in the nominative that a word in another case may come from: the rules of `grammar` read backwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from homeward.names.grammar import OBLIQUE, Case, Language, Rule, rule_of, rules
from homeward.names.kind import Kind
from homeward.names.lexicon import Sex
from homeward.names.likelihood import likelihood

_LONGEST_ENDING = 7
_MOST = 4
_LESS_USED = 0.3  # for each ending of a case that is preferred to this one
_NAMED = {Kind.SURNAME: 6.0, Kind.GIVEN: 0.05, Kind.PATRONYMIC: 0.0}  # for a rule made for the word


@dataclass(frozen=True, slots=True)
class Stem:
    """A word in the nominative and the common logarithm of what speaks for it."""

    word: str
    score: float


@lru_cache(maxsize=100_000)
def stems(word: str, kind: Kind, language: Language) -> Mapping[tuple[Case, Sex], tuple[Stem, ...]]:
    """For each case that `word`, in lower case, can stand in, and each sex, the likeliest nominatives first."""
    found: dict[tuple[Case, Sex], dict[str, float]] = defaultdict(dict)
    for case, sex, stem in _backwards(word, kind, language):
        score = stem.score + likelihood(stem.word, kind, sex, language)
        forms = found[case, sex]
        forms[stem.word] = max(score, forms.get(stem.word, score))
    return {
        place: tuple(Stem(one, score) for one, score in sorted(forms.items(), key=lambda item: -item[1])[:_MOST])
        for place, forms in found.items()
    }


def _backwards(word: str, kind: Kind, language: Language) -> Iterator[tuple[Case, Sex, Stem]]:
    """The cases and nominatives, with what speaks for them beside the nominative itself."""
    for sex in Sex:
        yield Case.NOMINATIVE, sex, Stem(word, 0.0)
        own = rule_of(word, kind, sex, language)
        yield from ((case, sex, Stem(word, 0.0)) for case in OBLIQUE if own and word in own.forms(word, case))
    index = _by_ending(kind, language)
    for cut in range(min(_LONGEST_ENDING, len(word))):
        base = word[: len(word) - cut]
        for rule, case, score in index.get(word[len(base) :], ()):
            nominative = base + rule.tail
            fits = (sex for sex in Sex if rule_of(nominative, kind, sex, language) is rule)
            yield from ((case, sex, Stem(nominative, score)) for sex in fits)


@cache
def _by_ending(kind: Kind, language: Language) -> dict[str, tuple[tuple[Rule, Case, float], ...]]:
    """The rules and cases that can leave a word with an ending; the endings that change nothing are left out."""
    found: dict[str, list[tuple[Rule, Case, float]]] = defaultdict(list)
    for rule, case in product(rules(kind, language), OBLIQUE):
        named = _NAMED[kind] if rule.named else 0.0
        for rank, ending in enumerate(rule.endings[case]):
            if ending != "=":
                found[rule.stem + ending].append((rule, case, named - _LESS_USED * rank))
    return {ending: tuple(which) for ending, which in found.items()}
