"""How well people are told apart and found: `python -m benchmarks.linkage --data FOLDER [--quick] [--json]`.

FOLDER holds `open/bench_pairs.csv` (two spellings and whether they are one person) and `search/` (a register of
100,000 and how other sources wrote the same people); it is research data and not part of this repository, and nothing
of the library was trained on it. Pairs by names alone (`pairs_`) and with dates of birth (`pairs_born_`), beside
nomenklatura's logic-v2; search in registers of 10,000, 100,000 and a million; lists read together and linkage in bulk
on the simulator's truth, beside Splink. `--quick` takes every tenth pair and query and leaves the millions out.
"""

from __future__ import annotations

import subprocess
import sys
import time

from benchmarks import _linkage_bulk, _linkage_pairs, _linkage_search
from benchmarks._command import asked

_QUICK = 10
_FIRST = """
from homeward.linkage.facts import Facts
from homeward.linkage.score import score
score(Facts(("Бойко Іван",)), Facts(("Boyko Ivan",)))
"""


def main() -> int:
    given = asked("How well people are told apart and found.", "../shared/eval/names")
    if not (given.data / "open" / "bench_pairs.csv").is_file():
        print(f"{given.data} holds no evaluation data of names, so nothing was measured.", file=sys.stderr)
        given.show({})
        return 0
    figures: dict[str, object] = {
        "import_seconds": _seconds("import homeward.linkage.score"),
        "first_comparison_seconds": _seconds(_FIRST),
        **_linkage_pairs.figures(given.data, _QUICK if given.quick else 1),
        **_linkage_search.figures(given.data, given.quick),
        **_linkage_bulk.figures(given.data, given.quick),
    }
    given.show(figures)
    return 0


def _seconds(program: str) -> float:
    """Wall seconds of a fresh process that runs `program`, less those of one that runs nothing."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", ""], check=True)
    empty = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True)
    return round(time.perf_counter() - empty - (empty - start), 2)


if __name__ == "__main__":
    sys.exit(main())
