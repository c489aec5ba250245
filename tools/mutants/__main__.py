"""The tests themselves, tested: small faults are put into a file, one at a time, and its tests must notice them.

    python -m tools.mutants [codec | machines | quorum | FILE …] [--json]

mutmut makes the faults in a copy of the tree, from an environment of its own. What is left alive stands in
var/mutants/NAME, where `mutmut results` and `mutmut show` explain it.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers import environment

ROOT = Path(__file__).parents[2]
VAR = Path(os.environ.get("HOMEWARD_VAR", "var")).resolve()
"""Absolute, for mutmut runs from a copy of the tree."""
COPIES = VAR / "mutants"
PINS = ("mutmut==3.8.1",)
NOTICED = frozenset({1, 3, 36, -24, 24, 152, 255})
"""How a run over a fault ends that was noticed: a test failed, or it never came to an end."""


@dataclass(frozen=True, slots=True)
class Target:
    """A file that faults are put into, its group, and the tests that must notice them."""

    group: str
    file: str
    tests: tuple[str, ...]

    @property
    def copy(self) -> Path:
        return COPIES / self.file.removesuffix(".py").replace("/", ".")


@dataclass(frozen=True, slots=True)
class Share:
    """How many faults were put into a file, and how many were noticed."""

    file: str
    noticed: int
    tried: int

    @property
    def percent(self) -> float:
        return round(100 * self.noticed / self.tried, 1) if self.tried else 100.0


def targets(names: list[str]) -> list[Target]:
    """The files of the groups, or the files, called `names`; all if there are none."""
    text = Path(__file__).with_name("groups.csv").read_text("utf-8")
    rows = [Target(row["group"], row["file"], tuple(row["tests"].split())) for row in csv.DictReader(text.splitlines())]
    return [one for one in rows if not names or one.group in names or one.file in names]


def measure(target: Target) -> Share:
    """Put every fault into the file of `target`; raises RuntimeError where mutmut cannot be had or cannot run."""
    python = environment("mutmut", PINS, VAR / "peers")
    if python is None:
        raise RuntimeError("mutmut cannot be installed here")
    _lend_packages(python)
    _copy(target)
    command = [str(python.with_name("mutmut")), "run", "--max-children", "2"]
    done = subprocess.run(command, cwd=target.copy, capture_output=True, text=True, check=False)
    meta = target.copy / "mutants" / "src" / f"{target.file}.meta"
    if not meta.exists():
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    ends = Counter(json.loads(meta.read_text("utf-8"))["exit_code_by_key"].values())
    return Share(target.file, sum(ends[code] for code in NOTICED), ends.total())


def _lend_packages(python: Path) -> None:
    """Let mutmut's environment see the packages of ours."""
    [folder] = python.parents[1].glob("lib/python3*/site-packages")
    (folder / "homeward.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")


def _copy(target: Target) -> None:
    shutil.rmtree(target.copy, ignore_errors=True)
    left_out = shutil.ignore_patterns("__pycache__", ".hypothesis")
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, target.copy / name, ignore=left_out)
    shutil.copy(ROOT / "pyproject.toml", target.copy)
    lines = {
        "source_paths": ("src/",),
        "only_mutate": (f"src/{target.file}",),
        "pytest_add_cli_args_test_selection": target.tests,
        "also_copy": ("tests",),
    }
    text = "".join(f"{name}=\n" + "".join(f"    {one}\n" for one in values) for name, values in lines.items())
    (target.copy / "setup.cfg").write_text(f"[mutmut]\n{text}", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    shares = []
    for target in targets(options.names):
        share = measure(target)
        shares.append(share)
        print(f"{share.percent:5.1f} %  {share.noticed:4}/{share.tried:<4} {share.file}", file=sys.stderr, flush=True)
    if options.json:
        print(json.dumps({share.file: share.percent for share in shares}))


if __name__ == "__main__":
    main()
