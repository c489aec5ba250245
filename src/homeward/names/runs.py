"""How well a word is formed: the runs of up to four letters that names are made of."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_LONGEST = 4
_TRUST = 4.0  # how many sights of a run are worth as much as what the shorter run says
_LETTERS = 40


@dataclass(frozen=True, slots=True)
class Runs:
    """Counts of runs of letters; `^` begins a word and `$` ends it."""

    counts: Mapping[str, int]

    @classmethod
    def of(cls, words: Iterable[str]) -> Runs:
        """The runs of `words`, each word once."""
        counted: Counter[str] = Counter()
        for word in words:
            marked = f"^{word}$"
            for length in range(1, _LONGEST + 1):
                counted.update(marked[start : start + length] for start in range(len(marked) - length + 1))
        return cls(counted)

    def likelihood(self, word: str) -> float:
        """The common logarithm of the likelihood of `word`, letter after letter up to its end."""
        return self.after("", word + "$")

    def after(self, begun: str, added: str) -> float:
        """The common logarithm of the likelihood that a word that has begun with `begun` goes on with `added`."""
        before, total = f"^{begun}"[1 - _LONGEST :], 0.0
        for letter in added:
            total += math.log10(self._next(before, letter))
            before = (before + letter)[1 - _LONGEST :]
        return total

    def _next(self, before: str, letter: str) -> float:
        """How likely `letter` is after `before`: longer runs are trusted as far as they were seen."""
        if not before:
            return 1 / _LETTERS
        shorter = self._next(before[1:], letter)
        return (self.counts.get(before + letter, 0) + _TRUST * shorter) / (self.counts.get(before, 0) + _TRUST)
