"""Makes `homeward.names`' list of Ukrainian surnames that are adjectives (Довгий, Куций, Задорожній).

    python tools/make_adjectives.py WHEELS OUT

WHEELS as for tools/make_names.py. A surname in -ий or -ій is no adjective if it is a given name too; those in
-ський, -цький and -зький are left out, since their ending alone tells.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from make_names import Pool, simple, write

_BY_ENDING = ("ський", "цький", "зький")


def main(wheels: Path, out: Path) -> None:
    given = {row["uk"].lower() for row in csv.DictReader((out / "given.csv").open(encoding="utf-8"))}
    pool = Pool(wheels / "names_translator" / "data", "last")
    found = {key for key in pool.every() if simple(key) and key.endswith(("ий", "ній")) and len(key) > 4}
    adjectives = sorted(key for key in found - given if not key.endswith(_BY_ENDING))
    write(out / "adjectives.csv", "uk", [(word,) for word in adjectives])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
