"""Bulk linkage of made-up mentions with made-up registers, beside Splink on the same files, lists read together and the
order of questions, for `benchmarks.linkage`."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from benchmarks import peers
from benchmarks._linkage_learning import learning_figures
from benchmarks._linkage_lists import list_figures

Figures = dict[str, float]

_SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
_RACED = "100k"  # the size at which Splink links the same files
_GENERATOR = ("numpy==2.4.6", "pytrovich==0.2.0", "shevchenko==1.0.0")
_SPLINK = ("splink==5.0.0", "duckdb==2.0.1", "pandas==2.3.3", "pyarrow==26.0.1", "jellyfish==1.3.0", "anyascii==0.3.3")


@dataclass(frozen=True, slots=True)
class Made:
    """Files of mentions and people, and whom each mention truly means, "" for somebody whom the register lacks."""

    mentions: Path
    people: Path
    meant: dict[str, str]


@dataclass(frozen=True, slots=True)
class Link:
    """Whom a program says a mention means, and how sure it is, by its own measure."""

    mention: str
    person: str
    sure: float


def figures(data: Path, quick: bool) -> Figures:
    """All figures; those of bulk linkage only where the generator of the evaluation data can be run."""
    found = {**list_figures(quick), **learning_figures()}
    made = {name: _made(data, size) for name, size in _SIZES.items() if not (quick and name != "10k")}
    for name, one in made.items():
        if one:
            found |= _bulk(name, one, "10k" if quick else _RACED)
    return found


def _made(data: Path, size: int) -> Made | None:
    folder = peers.ENVIRONMENTS.parent / "bulk"
    folder.mkdir(parents=True, exist_ok=True)
    if not peers.run("made_up_people", _GENERATOR, str(data / "tools" / "gen.py"), str(size), str(folder.resolve())):
        return None
    mentions, people = (folder / f"{name}_open_{size}.csv" for name in ("mentions", "register"))
    made = Made(
        folder / f"mentions_{size}.csv",
        folder / f"people_{size}.csv",
        {row["mid"]: row["id"] for row in _rows(mentions)},
    )
    _write(made.mentions, ((row["mid"], row["text"], *_beside(row)) for row in _rows(mentions)))
    _write(made.people, ((row["id"], _name(row), *_beside(row)) for row in _rows(people)))
    return made


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _name(row: dict[str, str]) -> str:
    return f"{row['surname']} {row['given']} {row['patronymic']}"


def _beside(row: dict[str, str]) -> tuple[str, str, str]:
    return row["dob"], row["unit"], row["oblast"]


def _write(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        out = csv.writer(lines)
        out.writerow(("id", "names", "born", "units", "places"))
        out.writerows(rows)


def _bulk(name: str, made: Made, raced: str) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        seconds, cpu, memory = _run(made, Path(folder))
        pairs = sum(pa.ipc.open_file(one).read_all().num_rows for one in Path(folder).glob("offers-*.arrow"))
        links = [
            Link(row["mention"], row["person"], float(row["probability"])) for row in _rows(Path(folder) / "links.csv")
        ]
        linked = {row["mention"] for row in _rows(Path(folder) / "links.csv") if row["verdict"] == "linked"}
    found = {f"bulk_seconds_{name}": seconds, f"bulk_cpu_seconds_{name}": cpu, f"bulk_memory_mb_{name}": memory}
    found[f"bulk_offers_per_mention_{name}"] = round(pairs / len(made.meant), 2)
    precision, recall = _judged([one for one in links if one.mention in linked], made.meant)
    found |= {
        f"bulk_precision_{name}": precision,
        f"bulk_recall_{name}": recall,
        f"bulk_f1_{name}": _best(links, made.meant)[2],
    }
    if name == raced:
        found |= {"bulk_precision": precision, "bulk_recall": recall, **_splink(made, found[f"bulk_f1_{name}"])}
    return found


def _run(made: Made, out: Path) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and the most MB of `homeward link` with two processes, its children counted, what they
    share counted once."""
    started, before = time.perf_counter(), os.times()
    command = [sys.executable, "-m", "homeward.cli", "link", str(made.mentions), str(made.people), "--out", str(out)]
    running, most = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL), 0.0
    while running.poll() is None:
        most = max(most, _megabytes(running.pid))
        time.sleep(0.5)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return round(time.perf_counter() - started, 1), round(cpu, 1), round(most)


def _megabytes(process: int) -> float:
    """Proportional set size of a process and its children; what has ended meanwhile counts nothing."""
    children = Path(f"/proc/{process}/task/{process}/children")
    kilobytes = 0
    try:
        for one in (str(process), *children.read_text().split()):
            told = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            kilobytes += sum(int(line.split()[1]) for line in told if line.startswith("Pss:"))
    except OSError:
        return 0.0
    return kilobytes / 1024


def _splink(made: Made, ours: float) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "links.csv"
        ran = peers.run("splink_bulk", _SPLINK, str(made.mentions), str(made.people), str(out))
        if ran is None:
            return {}
        links = [Link(row["mention"], row["person"], float(row["weight"])) for row in _rows(out)]
    precision, recall, f1 = _best(links, made.meant)
    return {
        "splink_precision": precision,
        "splink_recall": recall,
        "splink_f1": f1,
        "splink_cpu_seconds": round(ran["seconds"], 1),
        "ratio_to_splink": round(ours / f1, 3),
    }


def _judged(links: Iterable[Link], meant: dict[str, str]) -> tuple[float, float]:
    """Precision and recall of links that are taken as they are."""
    right = [one.person == meant[one.mention] for one in links]
    return round(sum(right) / max(len(right), 1), 4), round(sum(right) / sum(map(bool, meant.values())), 4)


def _best(links: Iterable[Link], meant: dict[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 where F1 is best, over all places to draw the line."""
    there, right, best = sum(map(bool, meant.values())), 0, (0.0, 0.0, 0.0)
    for taken, one in enumerate(sorted((one for one in links if one.person), key=lambda one: -one.sure), start=1):
        right += one.person == meant[one.mention]
        best = max(best, (right / taken, right / there, 2 * right / (taken + there)), key=lambda some: some[2])
    return round(best[0], 4), round(best[1], 4), round(best[2], 4)
