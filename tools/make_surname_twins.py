"""Makes `homeward/names/data/surname_twins.csv`: which readings are those of several surnames in the lists.

    python tools/make_surname_twins.py OUT

Read from the library's own lists of known surnames (their origin: homeward/names/data/SOURCES.md).
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

from homeward.names.fold import readings
from homeward.names.grammar import Language
from homeward.names.likelihood import known_surnames


def main(out: Path) -> None:
    with out.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["reading", "surnames"])
        table.writerows(sorted((reading, count) for reading, count in _counts().items() if count > 1))


def _counts() -> dict[str, int]:
    """How many surnames of the language that has the most of them share each reading."""
    most: defaultdict[str, int] = defaultdict(int)
    for language in Language:
        bearers: defaultdict[str, set[str]] = defaultdict(set)
        for surname in known_surnames(language):
            for reading in readings(surname)[:1]:
                bearers[reading].add(surname)
        for reading, surnames in bearers.items():
            most[reading] = max(most[reading], len(surnames))
    return dict(most)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
