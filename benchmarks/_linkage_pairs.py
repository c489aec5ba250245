"""Figures of pairs of names, for `benchmarks.linkage`: who is one person, by names alone and with dates of birth."""

from __future__ import annotations

import csv
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import peers
from homeward.linkage import kernel
from homeward.linkage.facts import Facts
from homeward.linkage.rows import Register, Rows
from homeward.linkage.spelling import Floats

Figures = dict[str, float]
SETS = ("real", "inflect", "synth")
_PEER = ("nomenklatura==4.17.4",)
_BINS = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """Two spellings of the benchmark, the set they belong to, and whether they are one person."""

    set: str
    left: Facts
    right: Facts
    same: bool


def figures(data: Path, every: int) -> Figures:
    """Average precision, best F1 and recall at precision .99 of each set, the calibration error over all, and pairs a
    second of one core; the same for nomenklatura's logic-v2."""
    found = list(_pairs(data / "open" / "bench_pairs.csv", every))
    same = np.array([pair.same for pair in found])
    sets = np.array([pair.set for pair in found])
    kernel.compare(*_rows(found[:50]))  # tables are read before the clock runs
    start = time.process_time()
    register, left, right = _rows(found)
    analysed = time.process_time()
    compared = kernel.compare(register, left, right)
    spent = time.process_time()
    said = {
        **_judged("pairs", sets, same, compared.names),
        **_judged("pairs_born", sets, same, compared.log_odds()),
        "calibration_error": _calibration(compared.names, same),
        "pairs_per_second": round(len(found) / (spent - analysed)),
        "pairs_per_second_with_new_words": round(len(found) / (spent - start)),
    }
    said |= _peer(found, sets, same)
    if "logic_v2_per_second" in said:
        for ours in ("pairs_per_second", "pairs_per_second_with_new_words"):
            said[ours.replace("pairs_per_second", "ratio_to_logic_v2")] = round(
                said[ours] / said["logic_v2_per_second"], 1
            )
    return said


def _pairs(path: Path, every: int) -> Iterator[Pair]:
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            if number % every == 0:
                sides = [Facts((row[f"name_{side}"],), tuple(filter(None, (row[f"dob_{side}"],)))) for side in "ab"]
                yield Pair(row["set"].split("_")[0], sides[0], sides[1], row["same"] == "1")


def _rows(pairs: Sequence[Pair]) -> tuple[Register, Rows, Rows]:
    register = Register()
    return register, register.rows(pair.left for pair in pairs), register.rows(pair.right for pair in pairs)


def _judged(label: str, sets: NDArray[np.str_], same: NDArray[np.bool_], scores: Floats) -> Figures:
    found: Figures = {}
    for name in (*SETS, "all"):
        rows = np.full(len(sets), True) if name == "all" else sets == name
        precision, recall = curve(scores[rows], same[rows])
        best = (2 * precision * recall / np.maximum(precision + recall, 1e-12)).max()
        found |= {
            f"{label}_{name}_ap": round(float((np.diff(recall, prepend=0.0) * precision).sum()), 4),
            f"{label}_{name}_f1": round(float(best), 4),
            f"{label}_{name}_recall_at_p99": round(float(recall[precision >= 0.99].max(initial=0.0)), 4),
        }
    return found


def curve(scores: Floats, same: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Precision and recall at each distinct score, the highest first."""
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    last = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    right = np.cumsum(same[order])[last]
    return right / (last + 1), right / max(int(same.sum()), 1)


def _calibration(log_odds: Floats, same: NDArray[np.bool_]) -> float:
    """How far what was said lies from what was true, over ten bins of equal width, each by its share."""
    said = 1 / (1 + np.exp(-log_odds))
    bins = np.minimum((said * _BINS).astype(int), _BINS - 1)
    gaps = np.bincount(bins, weights=said - same, minlength=_BINS)
    return round(float(np.abs(gaps).sum() / len(said)), 4)


def _peer(pairs: Sequence[Pair], sets: NDArray[np.str_], same: NDArray[np.bool_]) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pairs.json"
        file.write_text(json.dumps([[*pair.left.names, *pair.right.names] for pair in pairs]), "utf-8")
        answer = peers.run("nomenklatura_pairs", _PEER, str(file))
    if answer is None:
        return {}
    judged = _judged("logic_v2", sets, same, np.array(answer["scores"], np.float32))
    return {**judged, "logic_v2_per_second": round(len(pairs) / answer["seconds"])}
