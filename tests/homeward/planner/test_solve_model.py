"""The front to the solver: values, duals, whole numbers, growth."""

from __future__ import annotations

import numpy as np
import pytest

from homeward.planner.solve.model import INFINITY, Lines, Model, SolverFailed, Status, empty_lines, lines


def floats(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)


def columns(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int32)


@pytest.fixture
def two() -> Model:
    """Most of 2a + 3b with 2a + 2b <= 3.5 and both at most 1."""
    found = Model(maximize=True)
    found.add_rows(floats(-INFINITY), floats(3.5), empty_lines(1))
    found.add_columns(floats(2, 3), floats(0, 0), floats(1, 1), lines([[(0, 2.0)], [(0, 2.0)]]))
    return found


def test_a_continuous_run_tells_duals_and_reduced_costs_in_the_sense_of_the_objective(two: Model) -> None:
    answer = two.run()
    assert (answer.status, answer.objective, answer.bound) == (Status.OPTIMAL, 4.5, 4.5)
    assert answer.values.tolist() == [0.75, 1.0]
    assert (answer.duals.tolist(), answer.reduced.tolist()) == ([1.0], [0.0, 1.0])


def test_whole_numbers_can_be_asked_for_and_released(two: Model) -> None:
    two.whole(columns(0, 1))
    two.start(floats(1, 0))
    assert two.run().objective == 3.0
    two.whole(columns(0, 1), yes=False)
    assert two.run().objective == 4.5


def test_a_model_grows_by_rows_and_columns(two: Model) -> None:
    two.add_rows(floats(-INFINITY), floats(1), lines([[(0, 1.0), (1, 1.0)]]))
    assert two.run().objective == 3.0
    two.add_columns(floats(5), floats(0), floats(1), lines([[(0, 1.0)]]))
    assert (two.run().objective, two.columns, two.rows) == (8.0, 3, 2)


def test_no_answer_is_told_apart_from_an_unbounded_one(two: Model) -> None:
    two.add_rows(floats(5), floats(6), lines([[(0, 2.0), (1, 2.0)]]))
    answer = two.run()
    assert (answer.status, answer.found, len(answer.values)) == (Status.INFEASIBLE, False, 0)
    loose = Model(maximize=True)
    loose.add_columns(floats(1), floats(0), floats(INFINITY), empty_lines(1))
    assert loose.run().status is Status.UNBOUNDED


def test_a_matrix_that_names_no_column_is_refused(two: Model) -> None:
    with pytest.raises(SolverFailed):
        two.add_rows(floats(0), floats(1), Lines(columns(0), columns(9), floats(1.0)))
    with pytest.raises(SolverFailed):
        two.option("no_such_option", 1)


def test_a_search_for_whole_numbers_ends_when_asked_to() -> None:
    knapsack = Model(maximize=True)
    knapsack.add_rows(floats(-INFINITY), floats(1001), empty_lines(1))
    weights = floats(*range(101, 141, 2))
    knapsack.add_columns(weights, np.zeros(20), np.ones(20), lines([[(0, weight)] for weight in weights]))
    knapsack.whole(columns(*range(20)))
    asked: list[bool] = []
    knapsack.interrupt(lambda: not asked.append(True))
    assert knapsack.run().status in (Status.FEASIBLE, Status.UNKNOWN)
    assert len(asked) == 1
