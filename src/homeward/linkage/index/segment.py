"""One part of an index: people, in memory or mapped from a file; nothing in it changes but who is dead."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.facts import Facts
from homeward.linkage.index.analysed import Analysed
from homeward.linkage.index.archive import Arrays
from homeward.linkage.index.draft import hashed, told
from homeward.linkage.index.near import Near, near
from homeward.linkage.index.shortlist import shortlist
from homeward.linkage.index.strings import Strings
from homeward.linkage.index.wanted import Wanted, Word

_REMEMBERED = 4096  # words whose near words are kept at hand

Numbers = NDArray[np.int32]
Floats = NDArray[np.float32]


class Segment:
    """`dead` are the places of those who were taken out, or put in anew elsewhere, since the arrays were made."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.words = Analysed.stored(arrays)
        self.people = Strings.stored(arrays, "people")
        self.dead = np.zeros(len(self.people), np.bool_)
        self._facts = Strings.stored(arrays, "facts")
        self._near: dict[str, Near] = {}

    def __len__(self) -> int:
        return len(self.people)

    def place(self, person: str) -> int | None:
        """Where a person is; None if he or she is not in."""
        key = np.uint64(hashed(person.encode()))
        hashes, places = self.arrays["person_hashes"], self.arrays["person_places"]
        found = places[np.searchsorted(hashes, key) : np.searchsorted(hashes, key, "right")]
        return next((int(place) for place in found if self.people[int(place)] == person), None)

    def facts(self, place: int) -> Facts:
        """What is known of the person at `place`."""
        return told(self._facts[place])

    def living(self) -> list[tuple[str, Facts]]:
        """Everybody who is not dead, with what is known of each."""
        return [(self.people[place], self.facts(place)) for place in np.flatnonzero(~self.dead).tolist()]

    def shortlist(self, wanted: Wanted, size: int) -> tuple[Numbers, Floats]:
        """The rows that fit best."""
        return shortlist(self.arrays, self.dead, [self._nearest(word) for word in wanted.words], wanted, size)

    def _nearest(self, word: Word) -> Near:
        found = self._near.get(word.plain)
        if found is None:
            if len(self._near) >= _REMEMBERED:
                self._near.clear()
            found = self._near[word.plain] = near(self.arrays, word)
        return found
