"""Linear and whole-number models: the one module that touches a solver (HiGHS, by `highspy`).

A model grows: columns and rows are added to it, as a start of what was found before, and it is solved again from
where it stood. Arrays are NumPy arrays; matrices come as starts, indices, values (compressed, one start a line)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import highspy
import numpy as np
from numpy.typing import NDArray

from homeward.errors import HomewardError

INFINITY: float = highspy.kHighsInf
Floats = NDArray[np.float64]
Integers = NDArray[np.int32] | NDArray[np.int64]


class SolverFailed(HomewardError):
    """The solver refused the model or broke down."""


class Status(StrEnum):
    """How a run ended: the best answer proven, some answer, none found in time, or none exists."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    UNKNOWN = "unknown"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"


@dataclass(frozen=True, slots=True)
class Lines:
    """Columns or rows in compressed form: line `i` has the entries from `starts[i]` to `starts[i + 1]`, the last one
    to the end, of `indices` (of rows or columns) and `values`."""

    starts: Integers
    indices: Integers
    values: Floats

    def __len__(self) -> int:
        return len(self.starts)


def lines(entries: list[list[tuple[int, float]]]) -> Lines:
    """`entries`, one list of (index, value) a line, in compressed form."""
    lengths = [len(one) for one in entries]
    flat = [pair for one in entries for pair in one]
    starts = np.concatenate(([0], np.cumsum(lengths)))[:-1] if entries else np.empty(0)
    return Lines(
        starts.astype(np.int32),
        np.array([index for index, _ in flat], dtype=np.int32),
        np.array([value for _, value in flat], dtype=np.float64),
    )


def empty_lines(number: int) -> Lines:
    """`number` lines without an entry."""
    return Lines(np.zeros(number, np.int32), np.empty(0, np.int32), np.empty(0))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run found: `values` of the columns (empty if none was found), the `objective` of them, the `bound` that
    no answer passes; after a continuous run also a dual value for each row and a reduced cost for each column, both
    in the sense of the objective as stated: the change of the objective for one unit more."""

    status: Status
    values: Floats
    objective: float
    bound: float
    duals: Floats
    reduced: Floats

    @property
    def found(self) -> bool:
        return self.status in (Status.OPTIMAL, Status.FEASIBLE)


class Model:
    """A model that is solved again and again, each time for at most `seconds`. `gap` is how far from the bound a
    whole-number answer may stop: 0.999 is exact where every objective value is whole."""

    def __init__(self, *, maximize: bool = False, seconds: float = 60.0, gap: float = 1e-6, threads: int = 1) -> None:
        with _silent():
            self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", threads)
        self._solver.setOptionValue("mip_rel_gap", 0.0)
        self._solver.setOptionValue("mip_abs_gap", gap)
        self.maximize(maximize)
        self.seconds = seconds
        self._whole: set[int] = set()

    @property
    def columns(self) -> int:
        return int(self._solver.getNumCol())

    @property
    def rows(self) -> int:
        return int(self._solver.getNumRow())

    def maximize(self, yes: bool) -> None:
        sense = highspy.ObjSense.kMaximize if yes else highspy.ObjSense.kMinimize
        self._solver.changeObjectiveSense(sense)

    def option(self, name: str, value: bool | int | float | str) -> None:
        """An option of HiGHS by its own name; raises SolverFailed if there is none such."""
        if self._solver.setOptionValue(name, value) == highspy.HighsStatus.kError:
            raise SolverFailed(f"The solver has no option {name}.")

    def add_columns(self, costs: Floats, lower: Floats, upper: Floats, entries: Lines) -> None:
        """New columns at the end, continuous, with their entries in the rows there are."""
        self._check(
            self._solver.addCols(
                len(costs), costs, lower, upper, len(entries.indices), entries.starts, entries.indices, entries.values
            )
        )

    def add_rows(self, lower: Floats, upper: Floats, entries: Lines) -> None:
        """New rows at the end: `lower` <= entries times columns <= `upper`."""
        self._check(
            self._solver.addRows(
                len(lower), lower, upper, len(entries.indices), entries.starts, entries.indices, entries.values
            )
        )

    def costs(self, columns: Integers, costs: Floats) -> None:
        self._check(self._solver.changeColsCost(len(columns), columns, costs))

    def bounds(self, columns: Integers, lower: Floats, upper: Floats) -> None:
        self._check(self._solver.changeColsBounds(len(columns), columns, lower, upper))

    def whole(self, columns: Integers, yes: bool = True) -> None:
        """Make the columns take whole numbers only, or any."""
        kind = highspy.HighsVarType.kInteger if yes else highspy.HighsVarType.kContinuous
        self._check(self._solver.changeColsIntegrality(len(columns), columns, np.full(len(columns), kind)))
        self._whole = self._whole | set(columns.tolist()) if yes else self._whole - set(columns.tolist())

    def start(self, values: Floats) -> None:
        """Values to begin a whole-number run from, one a column; values that break a row are repaired or dropped."""
        solution = highspy.HighsSolution()
        solution.col_value = list(values)
        self._solver.setSolution(solution)

    def interrupt(self, ask: Callable[[], bool]) -> None:
        """While whole numbers are looked for, `ask` now and then whether to end: the answer is then the best so far."""
        self._solver.cbMipInterrupt += lambda event: event.interrupt(ask())

    def run(self) -> Answer:
        """Solve, for at most `seconds`; raises SolverFailed if the solver breaks down."""
        self._solver.setOptionValue("time_limit", self.seconds + self._solver.getRunTime())
        if self._solver.run() == highspy.HighsStatus.kError:
            self._run_plainly()
        info, solution = self._solver.getInfo(), self._solver.getSolution()
        has = info.primal_solution_status == highspy.kSolutionStatusFeasible
        status = _status(self._solver.getModelStatus(), has)
        found = status in (Status.OPTIMAL, Status.FEASIBLE)
        objective = float(info.objective_function_value)
        return Answer(
            status,
            np.array(solution.col_value) if found else np.empty(0),
            objective,
            float(info.mip_dual_bound) if self._whole else objective,
            np.array(solution.row_dual),
            np.array(solution.col_dual),
        )

    def _run_plainly(self) -> None:
        """Once more without presolve, whose reductions now and then lead to an answer that the solver itself
        rejects."""
        self._solver.clearSolver()
        self._solver.setOptionValue("presolve", "off")
        self._check(self._solver.run())
        self._solver.setOptionValue("presolve", "choose")

    @staticmethod
    def _check(status: highspy.HighsStatus) -> None:
        if status == highspy.HighsStatus.kError:
            raise SolverFailed("The solver refused the model.")


def _status(status: highspy.HighsModelStatus, has: bool) -> Status:
    known = {
        highspy.HighsModelStatus.kOptimal: Status.OPTIMAL,
        highspy.HighsModelStatus.kInfeasible: Status.INFEASIBLE,
        highspy.HighsModelStatus.kUnboundedOrInfeasible: Status.INFEASIBLE,
        highspy.HighsModelStatus.kUnbounded: Status.UNBOUNDED,
    }
    return known.get(status, Status.FEASIBLE if has else Status.UNKNOWN)


@contextmanager
def _silent() -> Iterator[None]:
    """Nothing reaches standard output: the solver prints a banner from C when it is made, before any option of its
    own can forbid it, and what is printed here may be somebody's JSON."""
    sys.stdout.flush()
    kept = os.dup(1)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)
