"""Figures of the search over registers of 10,000, 100,000 and a million people, for `benchmarks.linkage`.

The people and queries are those of the evaluation data; its generator makes what fills the registers up. Of the made-up
people those are left out who bear surname and given name of a person asked for: nobody could tell them apart by name.
Each register is built in one process and asked in a fresh one, whose memory is counted with the pages it maps. A peer
is asked the same."""

from __future__ import annotations

import csv
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TypeVar

import numpy as np

from benchmarks import peers
from homeward.linkage.facts import Facts
from homeward.linkage.index import Index
from homeward.names import fold, identities

Figures = dict[str, float]
Result = TypeVar("Result")
_SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
_ASKED, _ASKED_QUICKLY = 1000, 160  # queries, as many of each kind
_ADDED = 50
_PEER = ("scikit-learn==1.7.2", "anyascii==0.3.3")
_MADE = Path("var") / "benchmarks"


@dataclass(frozen=True, slots=True)
class Query:
    """How another source wrote a person of the register."""

    kind: str
    facts: Facts
    person: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Who was found for each query, milliseconds of one core for each, and the growth of the process in bytes."""

    found: list[list[str]]
    spent: list[float]
    memory: int


def figures(data: Path, quick: bool) -> Figures:
    """Recall averaged over kinds of query, by names alone and with dates of birth (`_born`); what it costs."""
    sizes = {"100k": _SIZES["100k"]} if quick else _SIZES
    asked = _sample(_real_queries(data), _ASKED_QUICKLY if quick else _ASKED)
    said: Figures = {}
    for label, size in sizes.items():
        said |= _of_register(f"real_{label}", _real(data, size), asked, label)
    mentions = _sample(_made_queries(data), _ASKED_QUICKLY if quick else _ASKED)
    return said | _of_register("synth_100k", _made(data, _SIZES["100k"]), mentions, None)


def _of_register(name: str, people: Iterable[tuple[str, Facts]], asked: Sequence[Query], cost: str | None) -> Figures:
    """The figures of one register; those of its cost under `cost`, if that is wanted."""
    said: Figures = {}
    with tempfile.TemporaryDirectory() as place:
        folder, register = Path(place) / "index", Path(place) / "register.csv"
        with register.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows([person, facts.names[0], *facts.born] for person, facts in people)
        built = _fresh(_built, folder, register)
        if cost:
            said |= _peer(name, register, asked)
        for suffix, queries in (("", [_undated(one) for one in asked]), ("_born", asked)):
            answers = _fresh(_answers, folder, queries)
            said |= {f"search_{name}_{key}{suffix}": value for key, value in _recall(queries, answers).items()}
            if cost:
                said |= {f"search_{key}_{cost}{suffix}": value for key, value in _cost(answers).items()}
                said.setdefault(f"index_mb_{cost}", round(answers.memory / 1e6))
        if cost:
            said |= {f"index_{key}_{cost}": value for key, value in built.items()}
            said |= _adding(Index.open(folder))
    return said


def _peer(name: str, register: Path, asked: Sequence[Query]) -> Figures:
    """The same queries, by names alone, asked of rarity-weighted trigrams."""
    names = register.with_name("asked.json")
    names.write_text(json.dumps([query.facts.names[0] for query in asked]), "utf-8")
    answer = peers.run("tfidf_search", _PEER, str(register), str(names))
    if answer is None:
        return {}
    answers = Answers(answer["found"], answer["spent"], 0)
    figures = {**_recall(asked, answers), **_cost(answers), "build_cpu_s": round(answer["built"], 1)}
    return {f"tfidf_{name}_{key}": value for key, value in figures.items()}


def _fresh(work: Callable[..., Result], *given: object) -> Result:
    """What `work` answers in a process that has done nothing else."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(work, *given).result()


def _built(folder: Path, register: Path) -> Figures:
    before, start = _memory(), time.process_time()
    with register.open(encoding="utf-8", newline="") as lines:
        Index.build(folder, ((person, Facts((name,), tuple(born))) for person, name, *born in csv.reader(lines)))
    spent = time.process_time() - start
    size = sum(file.stat().st_size for file in folder.iterdir())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
    return {"build_cpu_s": round(spent, 1), "disk_mb": round(size / 1e6), "build_peak_mb": round(peak / 1e6)}


def _answers(folder: Path, asked: Sequence[Query]) -> Answers:
    """The time of the first five queries is not counted: they read the tables."""
    before = _memory()
    index = Index.open(folder)
    for query in asked[:5]:
        index.search(query.facts, 10)
    found, spent = [], []
    for query in asked:
        start = time.process_time()
        found.append([one.person for one in index.search(query.facts, 10)])
        spent.append((time.process_time() - start) * 1000)
    return Answers(found, spent, _memory() - before)


def _memory() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def _adding(index: Index) -> Figures:
    """Milliseconds to put one person in, and with the search that finds him or her; medians."""
    alone, found = [], []
    for number in range(_ADDED):
        facts = Facts((f"{'БВДКЛМНПРТ'[number % 10]}{'аиуое'[number // 10]}штовий Степан Іванович",), ("1990-04-01",))
        start = time.process_time()
        index.add(f"new{number}", facts)
        alone.append((time.process_time() - start) * 1000)
        if index.search(facts, 1)[0].person != f"new{number}":
            raise RuntimeError("A person put in was not found at once.")
        found.append((time.process_time() - start) * 1000)
    return {
        "index_add_ms": round(float(np.median(alone)), 2),
        "index_add_and_find_ms": round(float(np.median(found)), 2),
    }


def _recall(asked: Sequence[Query], answers: Answers) -> Figures:
    first, ten = defaultdict[str, list[bool]](list), defaultdict[str, list[bool]](list)
    for query, found in zip(asked, answers.found, strict=True):
        first[query.kind].append(found[:1] == [query.person])
        ten[query.kind].append(query.person in found)
    return {
        name: round(float(np.mean([np.mean(hits) for hits in kinds.values()])), 4)
        for name, kinds in (("recall1", first), ("recall10", ten))
    }


def _cost(answers: Answers) -> Figures:
    middle, most = np.percentile(answers.spent, (50, 95))
    return {"cpu_ms_p50": round(float(middle), 2), "cpu_ms_p95": round(float(most), 2)}


def _sample(queries: Iterable[Query], count: int) -> list[Query]:
    """As many of each kind, drawn as the evaluation data's own runner draws them."""
    kinds = defaultdict[str, list[Query]](list)
    for query in queries:
        kinds[query.kind].append(query)
    random, found = Random(99), list[Query]()  # noqa: S311 - a sample that is the same in every run
    for kind in sorted(kinds):
        random.shuffle(kinds[kind])
        found += kinds[kind][: count // len(kinds)]
    return found


def _undated(query: Query) -> Query:
    return replace(query, facts=replace(query.facts, born=()))


def _facts(name: str, born: str) -> Facts:
    return Facts((name,), (born,) if born else ())


def _real_queries(data: Path) -> Iterator[Query]:
    for row in _rows(data / "search" / "real_open.queries.csv"):
        yield Query(row["kind"], _facts(row["text"], row["dob"]), row["id"])


def _real(data: Path, size: int) -> Iterator[tuple[str, Facts]]:
    """The real people of the evaluation data, filled up with made-up ones: those of its own register of 100,000, or for
    a million those of its generator, who are a little fewer than are missing."""
    rows = list(_rows(data / "search" / "real_open_100000.register.csv.gz"))
    rows.sort(key=lambda row: row["id"].startswith("F"))
    if size <= len(rows):
        yield from ((row["id"], _facts(row["name"], row["dob"])) for row in rows[:size])
        return
    real = [(row["id"], _facts(row["name"], row["dob"])) for row in rows if not row["id"].startswith("F")]
    yield from real
    taken = {_bearer(facts.names[0]) for _, facts in real}
    taken |= {_bearer(query.facts.names[0]) for query in _real_queries(data)}
    yield from islice(_others(data, size, taken), size - len(real))


def _others(data: Path, size: int, taken: set[frozenset[str]]) -> Iterator[tuple[str, Facts]]:
    """Made-up people whom the name alone tells apart from those who bear one of the names `taken`."""
    free: dict[tuple[str, str], bool] = {}
    for row in _rows(_generated(data, size)):
        borne = row["surname"], row["given"]
        if borne not in free:
            free[borne] = _bearer(" ".join(borne)) not in taken
        if free[borne]:
            yield row["id"], _facts(f"{row['surname']} {row['given']} {row['patronymic']}", row["dob"])


def _bearer(name: str) -> frozenset[str]:
    """Surname and given name, however they are spelt."""
    words = [word for word in name.replace("-", " ").split() if not identities.patronymic_root(word)]
    return frozenset(str(min(identities.given(word), default="")) or "".join(fold.readings(word)[:1]) for word in words)


def _made(data: Path, size: int) -> Iterator[tuple[str, Facts]]:
    for row in _rows(_generated(data, size)):
        yield row["id"], _facts(f"{row['surname']} {row['given']} {row['patronymic']}", row["dob"])


def _made_queries(data: Path) -> Iterator[Query]:
    """Mentions of people whom the name alone tells apart from everybody else in the register."""
    people = {row["id"]: (row["surname"], row["given"]) for row in _rows(_generated(data, _SIZES["100k"]))}
    bearers = Counter(people.values())
    for row in _rows(data / "search" / "synth_mentions_open_100000.csv"):
        short = row["order"] in {"SG", "GS"} and bearers[people.get(row["id"], ("", ""))] > 1
        if row["id"] and row["namesakes"] == "1" and row["order"] not in {"S", "SI", "SIP"} and not short:
            yield Query(row["profile"], _facts(row["text"], row["dob"]), row["id"])


def _generated(data: Path, size: int) -> Path:
    """The generator's register, made once."""
    path = _MADE / f"register_open_{size}.csv"
    if not path.exists():
        _MADE.mkdir(parents=True, exist_ok=True)
        program = (data / "tools" / "gen.py").resolve()
        options = ("--n", str(size), "--mentions", "0", "--out", str(_MADE.resolve()))
        subprocess.run([sys.executable, str(program), *options], check=True, capture_output=True, cwd=program.parent)
    return path


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
