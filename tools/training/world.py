"""Names of the rest of the world: forms of one name in Latin and Cyrillic letters, put together to made-up people."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from pathlib import Path

from tools.training.slips import Slips

_FORM = re.compile("[a-zа-яёіїєґ\u00c0-\u024f'’-]{2,}")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_COMMON = 400  # names that many bear as their first
_SLIPS = (0.06, 0.08)
_CZECH = 0.04  # of Latin names, a woman's surname as the Czech and Slovak press writes it
Forms = tuple[list[str], list[str]]


class World:
    """Pairs of names of made-up foreigners, from a file of names that rigour 1.1.1 packs (data/names/persons.txt)."""

    def __init__(self, persons: Path, chance: random.Random) -> None:
        self._chance, self._slips = chance, Slips(chance)
        self._names = [forms for line in persons.read_text("utf-8").splitlines() if all(forms := _forms(line))]
        self._common = [chance.randrange(len(self._names)) for _ in range(_COMMON)]
        self._alike: defaultdict[str, list[int]] = defaultdict(list)
        for place, (_, latin) in enumerate(self._names):
            self._alike[latin[0][:3]].append(place)

    def pair(self) -> tuple[str, str, bool]:
        """Two written names and whether they are one person's."""
        one = self._someone()
        same = self._chance.random() < 0.58
        two = one if same else self._other(one)
        first = self._written(one, False, _SLIPS[0])
        return first, self._written(two, self._chance.random() < 0.3, _SLIPS[1]), same

    def _someone(self) -> list[int]:
        words = [self._chance.randrange(len(self._names)) for _ in range(self._chance.choice((2, 2, 2, 2, 3)))]
        if self._chance.random() < 0.7:
            words[0] = self._chance.choice(self._common)
        return words

    def _other(self, one: list[int]) -> list[int]:
        kind = self._chance.random()
        if kind < 0.35:
            return [*one[:-1], self._chance.randrange(len(self._names))]
        if kind < 0.55:
            alike = self._alike[self._names[one[-1]][1][0][:3]]
            return [*one[:-1], self._chance.choice(alike)] if len(alike) > 1 else self._someone()
        return [self._chance.choice(self._common), *one[1:]] if kind < 0.75 else self._someone()

    def _written(self, one: list[int], shortened: bool, slips: float) -> str:
        script = self._chance.randrange(2)
        words = [self._slips.some(self._chance.choice(self._names[word][script]), slips) for word in one]
        if script and self._chance.random() < _CZECH:
            words[-1] += "ová"
        if shortened and len(words) > 2:
            words[1:2] = [] if self._chance.random() < 0.5 else [words[1][:1] + "."]
        if self._chance.random() < 0.3:
            words = [words[-1], *words[:-1]]
        if len(words) > 2 and self._chance.random() < 0.05:
            words[:2] = ["".join(words[:2])]
        return " ".join(word.capitalize() for word in words)


def _forms(line: str) -> Forms:
    """The Cyrillic and the Latin forms of a name."""
    written = [form for form in line.rpartition(" => ")[0].split(", ") if _FORM.fullmatch(form)]
    cyrillic = [form for form in written if _CYRILLIC.search(form)]
    return cyrillic, [form for form in written if not _CYRILLIC.search(form)]
