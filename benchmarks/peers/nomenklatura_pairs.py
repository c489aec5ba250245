"""Run by `benchmarks.linkage` where nomenklatura is installed: the scores of its logic-v2 for pairs of names, and the
CPU seconds they took. The pairs come as a JSON list of two names each, in the file named."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from followthemoney import model  # type: ignore[import-not-found]
from nomenklatura.matching import LogicV2, ScoringConfig  # type: ignore[import-not-found]


def main() -> None:
    pairs = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    config = ScoringConfig.defaults()
    compare(pairs[0], 0, config)  # its tables are read before the clock runs
    start = time.process_time()
    scores = [compare(pair, number, config) for number, pair in enumerate(pairs)]
    print(json.dumps({"scores": scores, "seconds": time.process_time() - start}))


def compare(pair: list[str], number: int, config: ScoringConfig) -> float:
    left, right = (person(f"{number}{side}", name) for side, name in zip("ab", pair, strict=True))
    return float(LogicV2.compare(left, right, config).score)


def person(number: str, name: str) -> object:
    found = model.make_entity("Person")
    found.id = number
    found.add("name", name)
    return found


if __name__ == "__main__":
    main()
