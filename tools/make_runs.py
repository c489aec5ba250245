"""Makes `homeward.names`' table of the runs of letters in surnames: how often up to four letters follow one another.

    python tools/make_runs.py WHEELS OUT

WHEELS as for tools/make_names.py. Ukrainian from the dictionary of names_translator (men's and women's forms alike),
Russian from the counted list of russiannames. `^` begins a surname, `$` ends it. Runs of fewer than `LEAST` surnames
are left out.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as parquet
from make_names import Pool, simple, write

LONGEST = 4
LEAST = 25


def main(wheels: Path, out: Path) -> None:
    ukrainian = (key for key in Pool(wheels / "names_translator" / "data", "last").every() if simple(key))
    table = parquet.read_table(wheels / "russiannames" / "data" / "surnames.parquet").to_pylist()
    russian = (row["text"].lower() for row in table if row["count"] >= 3 and simple(row["text"].lower()))
    rows = [("uk", run, count) for run, count in runs(ukrainian)]
    rows += [("ru", run, count) for run, count in runs(russian)]
    write(out / "surname_runs.csv", "language run count", rows)


def runs(words: Iterable[str]) -> list[tuple[str, int]]:
    """The runs with their counts, the commonest first."""
    counted: Counter[str] = Counter()
    for word in words:
        marked = f"^{word}$"
        counted.update(
            marked[start : start + length]
            for length in range(1, LONGEST + 1)
            for start in range(len(marked) - length + 1)
        )
    return [(run, count) for run, count in counted.most_common() if count >= LEAST]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
