"""What every benchmark is asked, and how it answers: `python -m benchmarks.NAME [--data DIR] [--quick] --json`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asked:
    """The folder of evaluation data, whether a smaller run will do, and whether to answer in JSON."""

    data: Path
    quick: bool
    as_json: bool

    def show(self, figures: Mapping[str, object]) -> None:
        """One JSON object, or a line for each figure."""
        if self.as_json:
            print(json.dumps(figures))
        else:
            print("\n".join(f"{name}: {value}" for name, value in figures.items()))


def asked(description: str, data: str = "") -> Asked:
    """The options of the command line; `data` is where the evaluation data lies beside a checkout."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, default=Path(data), help="folder of the evaluation data")
    parser.add_argument("--quick", action="store_true", help="a smaller run")
    parser.add_argument("--json", action="store_true", help="one JSON object of named figures")
    given = parser.parse_args()
    return Asked(given.data, given.quick, given.json)
