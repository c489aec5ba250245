"""Makes `homeward.names`' two lists of all surnames known, one a line, sorted, packed by xz.

    python tools/make_known.py WHEELS OUT

WHEELS as for tools/make_names.py. Ukrainian is the whole dictionary of names_translator, Russian what russiannames
counts at least `LEAST` times. They hold no counts: surnames_uk.csv and surnames_ru.csv hold those of the commonest.
"""

from __future__ import annotations

import lzma
import sys
from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as parquet
from make_names import Pool, simple

LEAST = 3


def main(wheels: Path, out: Path) -> None:
    pack(out / "known_uk.txt.xz", filter(simple, Pool(wheels / "names_translator" / "data", "last").every()))
    table = parquet.read_table(wheels / "russiannames" / "data" / "surnames.parquet").to_pylist()
    pack(
        out / "known_ru.txt.xz", (row["text"].lower() for row in table if row["count"] >= LEAST and simple(row["text"]))
    )


def pack(path: Path, words: Iterable[str]) -> None:
    listed = sorted(set(words))
    path.write_bytes(lzma.compress("\n".join(listed).encode(), preset=9))
    print(path.name, len(listed))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
