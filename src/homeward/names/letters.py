"""What becomes of runs of letters in each place of a word: the shape of all tables that respell names.

A table has columns for the start of a word, after a vowel, between vowels, after a sign (ь, ъ or an apostrophe), the
end of a word, and inside for what they leave empty. `∅` stands for nothing, `|` parts alternatives, the usual one
first. The longest run that a table knows is taken first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_VOWELS = frozenset("аеєиіїоуюяёыэ")
_SIGNS = frozenset("ьъ'")
_NOTHING = "∅"
_LONGEST = 6
_Options = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What becomes of a run of letters in each place; None where the run is no run there."""

    inside: _Options | None
    start: _Options | None
    after_vowel: _Options | None
    between_vowels: _Options | None
    after_sign: _Options | None
    end: _Options | None

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Run:
        """The run that a row of a table describes."""
        columns = ("inside", "start", "after_vowel", "between_vowels", "after_sign", "end")
        return cls(*(tuple(row[name].replace(_NOTHING, "").split("|")) if row[name] else None for name in columns))

    def at(self, before: str, after: str) -> _Options | None:
        """What the run becomes between the letters `before` and `after`, each empty at the edge of the word."""
        found = self._special(before, after)
        return self.inside if found is None else found

    def _special(self, before: str, after: str) -> _Options | None:
        if not before and self.start is not None:
            return self.start
        if not after and self.end is not None:
            return self.end
        if before in _SIGNS:
            return self.after_sign
        if before in _VOWELS:
            return self.between_vowels if after in _VOWELS and self.between_vowels else self.after_vowel
        return None

    def every(self) -> set[str]:
        """All that the run can become."""
        places = (self.inside, self.start, self.after_vowel, self.between_vowels, self.after_sign, self.end)
        return {latin for options in places if options for latin in options}


def steps(word: str, table: Mapping[str, Run]) -> Iterator[tuple[int, _Options]]:
    """The runs of `word` one after another: how many letters each takes, and what they may become. A letter that the
    table does not know stays."""
    place = 0
    while place < len(word):
        length, options = _step(word, place, table)
        yield length, options
        place += length


def _step(word: str, place: int, table: Mapping[str, Run]) -> tuple[int, _Options]:
    for length in range(min(_LONGEST, len(word) - place), 0, -1):
        run = table.get(word[place : place + length])
        options = run.at(word[max(place - 1, 0) : place], word[place + length : place + length + 1]) if run else None
        if options is not None:
            return length, options
    return 1, (word[place],)


def tables(rows: Iterable[Mapping[str, str]], name: str) -> dict[str, dict[str, Run]]:
    """The tables of a file, by what the column `name` says."""
    found: dict[str, dict[str, Run]] = {}
    for row in rows:
        found.setdefault(row[name], {})[row["letters"]] = Run.of(row)
    return found
