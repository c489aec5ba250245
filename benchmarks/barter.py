"""Rings and chains to the proven optimum, against kep_solver and the classic PICEF model on HiGHS.

The instances are those of PrefLib 00036 in `--data` (rings of at most 3, chains of at most 3 releases); all seconds
are of the processor. The peers are stopped after a while: then a ratio is a lower bound, and `..._at_least` says so.
The instances that carry a size for a name are made up (seed 1) as those were: blood groups and sensitivity after
Saidman et al. 2006, no denser than the largest public one."""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import _command, _picef, peers
from homeward.planner.barter.exchange import Limits
from homeward.planner.barter.graph import ABSENT, Graph, read_wmd
from homeward.planner.barter.search import Plan, best_plan

LIMITS = Limits(ring=3, chain=3)
DENSITY = 0.258  # arcs of the public instance of 1,024 pairs, per ordered pair of vertices
PEER_SECONDS = {False: 150.0, True: 10.0}
OUR_SECONDS = 600.0
GROUPS = ("O", "A", "B", "AB"), (0.4814, 0.3373, 0.1428, 0.0385)
SENSITIVITY = (0.05, 0.45, 0.90), (0.7019, 0.20, 0.0981)


@dataclass(frozen=True, slots=True)
class Run:
    """An instance, its plan and the CPU seconds it took."""

    graph: Graph
    plan: Plan
    seconds: float

    @property
    def pairs(self) -> int:
        return self.graph.size - len(self.graph.starters)


def run(graph: Graph) -> Run:
    began = time.process_time()
    plan = best_plan(graph, LIMITS, stop=lambda: time.process_time() - began > OUR_SECONDS)
    return Run(graph, plan, time.process_time() - began)


def made_up(size: int, seed: int) -> Graph:
    """Pairs who cannot serve each other within the pair, by blood group and sensitivity."""
    chance = np.random.default_rng(seed)
    patients, donors, sensitive = (np.empty(0, int) for _ in range(3))
    while len(patients) < size:
        patient, donor = chance.choice(4, 2, p=GROUPS[1])
        level = int(chance.choice(3, p=SENSITIVITY[1]))
        if not _suits(donor, patient) or chance.random() < SENSITIVITY[0][level]:
            patients, donors = np.append(patients, patient), np.append(donors, donor)
            sensitive = np.append(sensitive, level)
    suits = _suits(donors[:, None], patients[None, :])
    accepted = chance.random((size, size)) >= np.array(SENSITIVITY[0])[sensitive][None, :]
    arcs = suits & accepted & ~np.eye(size, dtype=bool)
    arcs &= chance.random((size, size)) < DENSITY / max(arcs.mean(), DENSITY)
    return Graph(np.where(arcs, 1.0, ABSENT), frozenset(), tuple(map(str, range(size))))


def _suits(donor: NDArray[np.int_], patient: NDArray[np.int_]) -> NDArray[np.bool_]:
    """Group O gives to all, A and B to their own and AB."""
    return np.asarray((donor == 0) | (patient == 3) | (donor == patient))


def kep_solver(graph: Graph, most: float) -> tuple[float, bool] | None:
    """CPU seconds of kep_solver's PICEF, and whether it came to an end; None where it cannot be installed."""
    arcs = np.argwhere(np.isfinite(graph.weights)).tolist()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.json"
        given = {"size": graph.size, "starters": sorted(graph.starters), "arcs": arcs}
        path.write_text(json.dumps(given), "utf-8")
        asked = (str(path), str(LIMITS.ring), str(LIMITS.chain), str(most))
        found = peers.run("kep_solver_picef", ("kep_solver==4.0.2",), *asked)
    return None if found is None else (float(found["seconds"]), bool(found["done"]))


def against(runs: list[Run], most: float) -> dict[str, object]:
    """Ratios to the peers over the instances of 256 pairs."""
    ours = sum(one.seconds for one in runs)
    classic = [_picef.solve(one.graph, LIMITS, most) for one in runs]
    for one, other in zip(runs, classic, strict=True):
        if other.done and one.plan.proven and abs(other.value - one.plan.value) > 0.5:
            raise AssertionError(f"Two proofs differ: {one.plan.value} and {other.value}.")
    figures: dict[str, object] = {
        "seconds_picef_highs_256": round(sum(one.seconds for one in classic), 2),
        "ratio_to_picef_highs_256": round(sum(one.seconds for one in classic) / ours, 1),
        "ratio_to_picef_highs_256_at_least": not all(one.done for one in classic),
    }
    theirs = [found for one in runs if (found := kep_solver(one.graph, most)) is not None]
    if len(theirs) == len(runs):
        seconds = sum(took for took, _ in theirs)
        figures["seconds_kep_solver_256"] = round(seconds, 2)
        figures["ratio_to_kep_solver_256"] = round(seconds / ours, 1)
        figures["ratio_to_kep_solver_256_at_least"] = not all(done for _, done in theirs)
    return figures


def instances(folder: Path, quick: bool) -> dict[str, Run]:
    """The instances of the folder by number; of no more than 300 vertices if it must be quick."""
    paths = sorted(folder.glob("*.wmd.gz"))
    graphs = {str(int(path.name.split(".")[0].split("-")[-1])): read_wmd(_text(path)) for path in paths}
    return {name: run(graph) for name, graph in graphs.items() if not quick or graph.size <= 300}


def _text(path: Path) -> str:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return file.read()


def of_set(runs: dict[str, Run]) -> dict[str, object]:
    """What the set shows: the optimum of each instance, seconds by the number of pairs."""
    by_size: defaultdict[int, list[float]] = defaultdict(list)
    for one in runs.values():
        by_size[one.pairs].append(one.seconds)
    return {
        "instances": len(runs),
        "unsolved": sum(not one.plan.proven for one in runs.values()),
        "seconds_by_size": {str(size): round(sum(took) / len(took), 3) for size, took in sorted(by_size.items())},
        **{f"optimum_{name}": one.plan.value for name, one in runs.items()},
    }


def main() -> None:
    asked = _command.asked("Rings and chains to the proven optimum, against peers.", "../shared/eval/barter")
    run(made_up(64, 0))  # what is loaded once is not measured
    figures: dict[str, object] = {}
    if runs := instances(asked.data, asked.quick):
        figures |= of_set(runs)
        if middle := [one for one in runs.values() if one.pairs == 256]:
            figures |= against(middle, PEER_SECONDS[asked.quick])
    else:
        print(f"No instances in {asked.data}: only the made-up ones are measured.", file=sys.stderr)
    for size in (256,) if asked.quick else (1024, 2048):
        one = run(made_up(size, seed=1))
        density = np.isfinite(one.graph.weights).mean()
        figures |= {
            f"gap_{size}": one.plan.gap,
            f"value_{size}": one.plan.value,
            f"density_{size}": round(float(density), 3),
        }
        figures[f"seconds_{size}"] = round(one.seconds, 2)
    asked.show(figures)


if __name__ == "__main__":
    main()
