"""Makes `homeward.names`' list of given names that nobody counted (Остап, Устим, Халід): Ukrainian and Russian forms.

    python tools/make_rare.py WHEELS OUT

WHEELS as for tools/make_names.py; all of the dictionary of names_translator that given.csv in OUT does not hold.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from make_names import Pool, simple, write


def main(wheels: Path, out: Path) -> None:
    with (out / "given.csv").open(encoding="utf-8") as file:
        counted = {row[form] for row in csv.DictReader(file) for form in ("uk", "ru")}
    pool = Pool(wheels / "names_translator" / "data", "first")
    names = {(key.capitalize(), pool.russian(key)) for key in pool.every() if simple(key)}
    write(out / "given_rare.csv", "uk ru", sorted(pair for pair in names if pair[0] not in counted))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
