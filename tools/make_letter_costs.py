"""Makes `homeward/linkage/data/letter_costs.csv`: what one letter costs when it is written for another in a name.

    python tools/make_letter_costs.py PERSONS OUT

Pairs of spellings come from PERSONS (data/names/persons.txt of the wheel rigour 1.1.1: Cyrillic and Latin forms of one
name) and from the library's lists (Ukrainian and Russian forms of one surname). Of two words the nearest readings are
aligned by the fewest edits; a cost is the negative logarithm of how often letters stand for one another, beside how
often each stands for itself.
"""

from __future__ import annotations

import csv
import itertools
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from homeward.names.fold import ALPHABET, is_cyrillic, readings
from homeward.names.lexicon import rows

_FORM = re.compile("[a-zа-яёіїєґўљњјћџђ\u00c0-\u024f'’]+")
_MOST = (3, 4)  # Cyrillic and Latin forms of one name
_RARE, _COMMON = 2, 50  # added to every count, so that what was never seen is not impossible


def main(persons: Path, out: Path) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for one, other in itertools.chain(_world(persons), _surnames()):
        for pair in _aligned(one, other):
            counts[pair] += 1
    with out.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["letter", "for", "nats"])
        for one, other in itertools.combinations((*ALPHABET, ""), 2):
            table.writerow([other, one, f"{_cost(counts, one, other):.2f}"])


def _world(persons: Path) -> Iterator[tuple[str, str]]:
    for line in persons.read_text("utf-8").splitlines():
        forms = [form for form in line.rpartition(" => ")[0].split(", ") if _FORM.fullmatch(form)]
        cyrillic = [form for form in forms if is_cyrillic(form)][: _MOST[0]]
        latin = [form for form in forms if not is_cyrillic(form)][: _MOST[1]]
        yield from itertools.product(cyrillic, latin)


def _surnames() -> Iterator[tuple[str, str]]:
    for name in ("surnames_uk", "surnames_ru"):
        yield from ((row["uk"], row["ru"]) for row in rows(name) if row["uk"] and row["ru"])


def _aligned(one: str, other: str) -> Iterator[tuple[str, str]]:
    """The letters that stand for one another, "" where one has none, if the words are near at all."""
    ways = [(Levenshtein.distance(a, b), a, b) for a in readings(one) for b in readings(other)]
    edits, left, right = min(ways, default=(1, "", ""))
    if edits > max(len(left), len(right)) / 2:
        return
    for op in Levenshtein.opcodes(left, right):
        ours, theirs = left[op.src_start : op.src_end], right[op.dest_start : op.dest_end]
        yield from itertools.zip_longest(ours, theirs, fillvalue="")


def _cost(counts: Counter[tuple[str, str]], one: str, other: str) -> float:
    swapped = (counts[one, other] + counts[other, one]) / 2 + _RARE
    if not other:
        return -math.log(swapped / (counts[one, one] + _COMMON))
    return -math.log(swapped / math.sqrt((counts[one, one] + _COMMON) * (counts[other, other] + _COMMON)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
