"""People and mentions as rows of numbers: what is known of each, in the form in which pairs are compared.

Everybody has a row for each written form of the name. What is not a name or a date is a text, kept once and by
number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.born import Born, born
from homeward.linkage.facts import Facts
from homeward.linkage.vocabulary import WORDS, Vocabulary
from homeward.names.fold import readings

_FORMS = 3  # of a unit, a rank, a place that are compared
OTHERS = ("service_number", "unit", "rank", "place", "kin", "appearance")
_KEPT = {
    "service_number": "service_numbers",
    "unit": "units",
    "rank": "ranks",
    "place": "places",
    "kin": "kin",
    "appearance": "appearance",
}


class Texts:
    """Texts by number, those that are written alike but for case, marks and script under one number: `plain` as they
    are compared, `written` as the first of them was."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.plain: list[str] = []
        self.written: list[str] = []

    def number(self, text: str) -> int:
        """The number of `text`."""
        plain = _plain(text)
        found = self._numbers.setdefault(plain, len(self.plain))
        if found == len(self.plain):
            self.plain.append(plain)
            self.written.append(text)
        return found


def _plain(text: str) -> str:
    words = "".join(sign if sign.isalnum() or sign in "=." else " " for sign in text).split()
    return " ".join((readings(word) or (word,))[0] if word.isalpha() else word.casefold() for word in words)


@dataclass(frozen=True, slots=True)
class Rows:
    """`owner` says whose row it is (the place in the sequence the rows were made of); `names` are numbers of words;
    `born` as `homeward.linkage.born` packs it; `others` the numbers of texts for each of `OTHERS`, -1 for none."""

    owner: NDArray[np.int32]
    names: NDArray[np.int32]
    born: Born
    others: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.owner)

    def take(self, places: NDArray[np.intp]) -> Rows:
        """The rows at `places`, in that order."""
        return Rows(self.owner[places], self.names[places], self.born[places], self.others[places])


class Register:
    """The words and texts that rows speak of: rows can be compared if one register made them."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.texts = Texts()

    def rows(self, known: Iterable[Facts]) -> Rows:
        """A row for each name of each of `known`; one without a name for those who have none."""
        owners: list[int] = []
        names: list[list[int]] = []
        dates: list[tuple[int, ...]] = []
        others: list[list[list[int]]] = []
        for owner, facts in enumerate(known):
            rest, day = self.others(facts), born(facts.born)
            for name in facts.names or ("",):
                words = self.vocabulary.numbers(name)
                owners.append(owner)
                names.append([*words, *[-1] * (WORDS - len(words))])
                dates.append(day)
                others.append(rest)
        count = len(owners)
        return Rows(
            np.array(owners, np.int32),
            np.array(names, np.int32).reshape(count, WORDS),
            np.array(dates, np.int16).reshape(count, -1, 4),
            np.array(others, np.int32).reshape(count, len(OTHERS), _FORMS),
        )

    def others(self, facts: Facts) -> list[list[int]]:
        """The numbers of the texts for each of `OTHERS`, -1 for none."""
        said = (getattr(facts, _KEPT[name])[:_FORMS] for name in OTHERS)
        found = [[self.texts.number(text) for text in texts if text.strip()] for texts in said]
        return [[*numbers, *[-1] * (_FORMS - len(numbers))] for numbers in found]
