"""What happens to a word between the mouth of a witness and the screen: slips of the ear, the hand and the eye."""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

_TWINS = str.maketrans({"а": "a", "е": "e", "о": "o", "с": "c", "р": "p", "х": "x", "і": "i", "у": "y"})
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LETTERS = {True: "аеионрстлвк", False: "aeionrstlvk"}


class Slips:
    """Slips made by chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def some(self, word: str, rate: float) -> str:
        """`word` after as many slips as come at `rate` for the first and a third of it for each further one."""
        while word and self._chance.random() < rate:
            word, rate = self._one(word), rate * 0.35
        return word

    def _one(self, word: str) -> str:
        kind = self._chance.random()
        if kind < 0.45 and _CYRILLIC.search(word):
            return self._ear(word)
        return self._eye(word) if kind < 0.8 else self._hand(word)

    def _ear(self, word: str) -> str:
        low = word.casefold()
        places = [
            (place, one, other) for one, other in _heard() for place in range(1, len(low)) if low.startswith(one, place)
        ]
        if not places:
            return word
        place, one, other = self._chance.choice(places)
        return word[:place] + other + word[place + len(one) :]

    def _eye(self, word: str) -> str:
        places = [place for place, letter in enumerate(word) if place and letter.casefold() in _seen()]
        if not places:
            return word
        place = self._chance.choice(places)
        return word[:place] + self._chance.choice(_seen()[word[place].casefold()]) + word[place + 1 :]

    def _hand(self, word: str) -> str:
        if len(word) < 4:
            return word
        place, kind = self._chance.randrange(1, len(word) - 1), self._chance.random()
        if kind < 0.3:
            return word[:place] + word[place + 1 :]
        if kind < 0.6:
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        if kind < 0.8:
            return word[:place] + word[place] + word[place:]
        return word[:place] + self._chance.choice(_LETTERS[bool(_CYRILLIC.search(word))]) + word[place + 1 :]

    def twins(self, word: str) -> str:
        """Some letters in their Latin twins."""
        return "".join(letter.translate(_TWINS) if self._chance.random() < 0.5 else letter for letter in word)


def _table(sense: str) -> list[tuple[str, str]]:
    with Path(__file__).with_name("slips.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["letters"], row["taken_for"]) for row in csv.DictReader(lines) if row["sense"] == sense]


@cache
def _heard() -> list[tuple[str, str]]:
    """What is heard for what: vowels without stress, consonants at the end, letters of the other language."""
    return _table("heard")


@cache
def _seen() -> dict[str, list[str]]:
    """What is read for what in handwriting and in poor print."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for letter, other in _table("seen"):
        found[letter].append(other)
    return dict(found)
