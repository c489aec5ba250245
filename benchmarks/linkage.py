"""How well people are told apart and found: `python -m benchmarks.linkage --data FOLDER [--quick] [--json]`.

FOLDER holds `open/bench_pairs.csv` (two spellings and whether they are one person) and `search/` (a register of
100,000 and how other sources wrote the same people); it is research data and not part of this repository, and nothing
of the library was trained on it. Pairs, by names alone and with dates of birth: average precision, best F1, recall at
precision 0.99, microseconds a pair (the pass with dates finds the names already parsed). Search: the share of
people found first and among ten, averaged over kinds of query, milliseconds of one core, and the expected calibration
error (ten bins) of the probability of the first. `--quick` takes every tenth pair and query.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from homeward.linkage.facts import Facts
from homeward.linkage.index import Index
from homeward.linkage.score import score

_QUICK = 10
_PER_KIND = 80  # queries of each kind; the figures are averages over kinds
_EVEN = 2  # population at which the prior is even: half of the pairs are one person

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two spellings of the benchmark, the set they belong to, and whether they are one person."""

    set: str
    left: Facts
    right: Facts
    same: bool


@dataclass(frozen=True, slots=True)
class Query:
    """How another source wrote a person of the register."""

    kind: str
    text: str
    born: str
    person: str


def pairs(path: Path, every: int) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for number, row in enumerate(csv.DictReader(lines)) if number % every == 0]
    return [
        Pair(
            row["set"].split("_")[0],
            _facts(row["name_a"], row["dob_a"]),
            _facts(row["name_b"], row["dob_b"]),
            row["same"] == "1",
        )
        for row in rows
    ]


def _facts(name: str, born: str) -> Facts:
    return Facts((name,), (born,) if born else ())


def judge_pairs(found: Sequence[Pair], dated: bool) -> dict[str, Figures]:
    """The figures of each set and of all, by names alone or with dates of birth."""
    judged: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    started = time.process_time()
    for pair in found:
        left, right = (one if dated else Facts(one.names) for one in (pair.left, pair.right))
        judged[pair.set].append((score(left, right, _EVEN).log_odds, pair.same))
    spent = (time.process_time() - started) / len(found) * 1e6
    judged["all"] = [one for group in list(judged.values()) for one in group]
    return {name: {**_figures(group), "microseconds": round(spent)} for name, group in judged.items()}


def _figures(judged: list[tuple[float, bool]]) -> Figures:
    curve = list(_curve(judged))
    average = sum(
        precision * (recall - before)
        for (precision, recall), before in zip(curve, [0.0, *(recall for _, recall in curve)], strict=False)
    )
    return {
        "pairs": len(judged),
        "average_precision": round(average, 3),
        "best_f1": round(max((2 * p * r / (p + r) for p, r in curve if p + r), default=0.0), 3),
        "recall_at_99": round(max((r for p, r in curve if p >= 0.99), default=0.0), 3),
    }


def _curve(judged: list[tuple[float, bool]]) -> Iterator[tuple[float, float]]:
    """Precision and recall at each distinct score, the highest first."""
    ranked = sorted(judged, key=lambda one: -one[0])
    positives, right = sum(same for _, same in judged), 0
    for place, (odds, same) in enumerate(ranked):
        right += same
        if place + 1 == len(ranked) or ranked[place + 1][0] != odds:
            yield right / (place + 1), right / max(positives, 1)


def register(folder: Path) -> list[tuple[str, Facts]]:
    with gzip.open(folder / "real_open_100000.register.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        return [(row["id"], _facts(row["name"], row["dob"])) for row in csv.DictReader(lines)]


def queries(folder: Path, every: int) -> list[Query]:
    """As many queries of each kind, evenly over the file."""
    by_kind: dict[str, list[Query]] = defaultdict(list)
    with (folder / "real_open.queries.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            by_kind[row["kind"]].append(Query(row["kind"], row["text"], row["dob"], row["id"]))
    wanted = max(_PER_KIND // every, 8)
    return [one for kind in by_kind.values() for one in kind[:: max(len(kind) // wanted, 1)][:wanted]]


def judge_search(index: Index, asked: Sequence[Query], dated: bool) -> Figures:
    """How often the right person is first and among ten, and how long it takes."""
    first, ten = defaultdict[str, list[bool]](list), defaultdict[str, list[bool]](list)
    spent, said = [], []
    for query in asked:
        started = time.process_time()
        candidates = index.search(_facts(query.text, query.born if dated else ""), 10)
        spent.append((time.process_time() - started) * 1000)
        found = [one.person for one in candidates]
        said += [(one.score.probability, one.person == query.person) for one in candidates[:1]]
        first[query.kind].append(found[:1] == [query.person])
        ten[query.kind].append(query.person in found)
    spent.sort()
    return {
        "queries": len(asked),
        "recall_at_1": round(_mean_of_kinds(first), 3),
        "recall_at_10": round(_mean_of_kinds(ten), 3),
        "calibration_error": round(_calibration(said), 3),
        "median_ms": round(spent[len(spent) // 2], 1),
        "p95_ms": round(spent[int(len(spent) * 0.95)], 1),
    }


def _calibration(said: list[tuple[float, bool]]) -> float:
    """How far what was said lies from what was true, over ten bins of equal width, each by its share."""
    gaps: dict[int, float] = defaultdict(float)
    for probability, right in said:
        gaps[min(int(probability * 10), 9)] += probability - right
    return sum(abs(gap) for gap in gaps.values()) / max(len(said), 1)


def _mean_of_kinds(found: dict[str, list[bool]]) -> float:
    return sum(sum(hits) / len(hits) for hits in found.values()) / len(found)


def measure(data: Path, every: int) -> dict[str, Figures]:
    """All figures by "pairs SET", "pairs SET, born", "search" and "search, born"."""
    found = pairs(data / "open" / "bench_pairs.csv", every)
    judge_pairs(found[:200], dated=True)  # tables are read before the clock runs
    figures = {f"pairs {name}": one for name, one in judge_pairs(found, dated=False).items()}
    figures |= {f"pairs {name}, born": one for name, one in judge_pairs(found, dated=True).items()}
    started = time.process_time()
    index = Index.build(register(data / "search"))
    built = round(time.process_time() - started, 1)
    asked = queries(data / "search", every)
    for label, dated in (("search", False), ("search, born", True)):
        figures[label] = {**judge_search(index, asked, dated), "built_s": built}
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description="How well people are told apart and found.")
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/eval/names"), help="folder with the evaluation data of names"
    )
    parser.add_argument("--quick", action="store_true", help=f"every {_QUICK}th pair and query only")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    given = parser.parse_args()
    if not (given.data / "open" / "bench_pairs.csv").is_file():
        print(f"{given.data} holds no evaluation data of names, so nothing was measured.")
        return 0
    found = measure(given.data, _QUICK if given.quick else 1)
    if given.json:
        print(json.dumps(found, indent=1))
        return 0
    for name, figures in found.items():
        print(f"{name:<22}" + "  ".join(f"{key} {value:g}" for key, value in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
