"""Run where numpy, pytrovich and shevchenko are installed: the generator of the evaluation data writes so many made-up
people and as many mentions of them to a folder, unless they are there."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path


def main() -> None:
    generator, size, folder = sys.argv[1:]
    if not (Path(folder) / f"mentions_open_{size}.csv").exists():
        sys.path.insert(0, str(Path(generator).parent))
        sys.argv = [generator, "--n", size, "--mentions", size, "--out", folder]
        runpy.run_path(generator, run_name="__main__")
    print("true")


if __name__ == "__main__":
    main()
