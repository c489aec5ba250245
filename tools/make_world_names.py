"""Makes `homeward/names/data/world.txt.gz`: how names of the whole world are written in Latin and Cyrillic letters.

    python tools/make_world_names.py PERSONS OUT

PERSONS is `rigour/data/names/persons.txt` of the wheel rigour 1.1.1 (MIT; names and surnames of Wikidata, CC0, a line
for each with its forms in all scripts). OUT gets a line for each name with two or more forms: the forms in Latin and
Cyrillic letters, without accents, apart by spaces. Names only, never people.
"""

from __future__ import annotations

import gzip
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

_FORM = re.compile("[a-z\u0400-\u04ff]{2,}")
_IGNORED = re.compile("['’ʼ`-]")


def main(persons: Path, out: Path) -> None:
    lines = sorted({" ".join(forms) for forms in _groups(persons.read_text("utf-8").splitlines()) if len(forms) > 1})
    with gzip.GzipFile(out, "wb", compresslevel=9, mtime=0) as file:
        file.write("\n".join(lines).encode("utf-8"))


def _groups(lines: Iterable[str]) -> Iterable[list[str]]:
    for line in lines:
        forms = {_plain(form) for form in line.rpartition(" => ")[0].split(", ")}
        yield sorted(form for form in forms if _FORM.fullmatch(form))


def _plain(form: str) -> str:
    apart = unicodedata.normalize("NFD", _IGNORED.sub("", form.casefold()))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
