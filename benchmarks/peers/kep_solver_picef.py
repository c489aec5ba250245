"""Run by `benchmarks.barter` where kep_solver is installed: CPU seconds (its solver's process included) from a graph
to the best set of rings and chains by its PICEF model, stopped after so many seconds."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import pulp  # type: ignore[import-not-found]
from kep_solver.entities import Donor, Instance, KEPSolveFail, Transplant  # type: ignore[import-not-found]
from kep_solver.model import PICEF, TransplantCount  # type: ignore[import-not-found]
from kep_solver.solving import SolvingOptions  # type: ignore[import-not-found]


def instance(size: int, starters: list[int], arcs: list[tuple[int, int]]) -> Instance:
    made = Instance()
    donors = [Donor(str(number)) for number in range(size)]
    for number, donor in enumerate(donors):
        if number in starters:
            donor.NDD = True
        else:
            donor.recipient = made.recipient(f"r{number}")
            donor.recipient.addDonor(donor)
        made.addDonor(donor)
    for source, target in arcs:
        made.addTransplant(Transplant(donors[source], made.recipient(f"r{target}"), 1.0))
    return made


def main() -> None:
    path, ring, chain, most = sys.argv[1:]
    given = json.loads(Path(path).read_text("utf-8"))
    pool = instance(given["size"], given["starters"], given["arcs"])
    options = SolvingOptions(solver=pulp.getSolver("PULP_CBC_CMD", msg=False, timeLimit=float(most)))
    started, began = time.process_time(), time.monotonic()
    # its chains are counted with their first donor
    model = PICEF(pool, [TransplantCount()], maxCycleLength=int(ring), maxChainLength=int(chain) + 1)
    try:
        solution = model.solve(solvingOptions=options)[0]
        value = model.objective_value(0) if solution is not None else None
    except KEPSolveFail:
        value = None
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = time.process_time() - started + children.ru_utime + children.ru_stime
    done = time.monotonic() - began < float(most)
    print(json.dumps({"seconds": seconds, "done": done, "value": value}))


if __name__ == "__main__":
    main()
