"""How well people are found in texts: `python -m benchmarks.mentions --data FOLDER [--quick] [--json]`.

FOLDER holds evaluation sets as JSON lines (text, lang, spans as [start, end, ...] in code points); they are research
data and not part of this repository. Exact-span precision, recall and F1, and the share of marked people that a
mention touches, for each set and language. `--quick` takes every tenth document.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from homeward.evidence.mention import Span
from homeward.evidence.mentions import find

_QUICK = 10


@dataclass(slots=True)
class Tally:
    """Spans marked by people, spans found, spans equal, marked spans touched, words read and seconds of one core."""

    marked: int = 0
    found: int = 0
    equal: int = 0
    touched: int = 0
    words: int = 0
    seconds: float = 0.0

    def figures(self) -> dict[str, float]:
        precision, recall = _share(self.equal, self.found), _share(self.equal, self.marked)
        both = precision + recall
        return {
            "marked": self.marked,
            "precision": round(precision, 3),
            "recall": round(recall, 3),
            "f1": round(2 * precision * recall / both, 3) if both else 0.0,
            "touched": round(_share(self.touched, self.marked), 3),
            "words_per_second": round(_share(self.words, self.seconds)),
        }


def measure(folder: Path, every: int) -> dict[str, dict[str, float]]:
    """The figures of each set and language in `folder`, by "set language"."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for path in sorted(folder.glob("*.jsonl")):
        for document in _documents(path, every):
            _count(tallies[f"{path.stem} {document['lang']}"], document)
    return {name: tally.figures() for name, tally in tallies.items()}


def _documents(path: Path, every: int) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % every == 0:
                yield json.loads(line)


def _count(tally: Tally, document: dict[str, object]) -> None:
    text, spans = str(document["text"]), document["spans"]
    if not isinstance(spans, list):
        return
    marked = {(int(span[0]), int(span[1])) for span in spans}
    started = time.process_time()
    places = [one.place for one in find("", text)]
    tally.seconds += time.process_time() - started
    found = {(place.start, place.end) for place in places if isinstance(place, Span)}
    tally.words += len(text.split())
    tally.marked += len(marked)
    tally.found += len(found)
    tally.equal += len(marked & found)
    tally.touched += sum(any(start < last and first < end for first, last in found) for start, end in marked)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description="How well people are found in texts.")
    parser.add_argument(
        "--data",
        type=Path,
        default=Path("../shared/eval/mentions"),
        help="folder with the evaluation sets (JSON lines)",
    )
    parser.add_argument("--quick", action="store_true", help=f"every {_QUICK}th document only")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    given = parser.parse_args()
    if not any(given.data.glob("*.jsonl")):
        print(f"{given.data} holds no evaluation sets, so nothing was measured.")
        return 0
    found = measure(given.data, _QUICK if given.quick else 1)
    if given.json:
        print(json.dumps(found, indent=1))
        return 0
    print(f"{'set':<22}{'F1':>7}{'prec':>7}{'recall':>8}{'touched':>9}{'words/s':>10}")
    for name, one in found.items():
        rates = f"{one['f1']:>7.3f}{one['precision']:>7.3f}{one['recall']:>8.3f}{one['touched']:>9.3f}"
        print(f"{name:<22}{rates}{one['words_per_second']:>10,.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
