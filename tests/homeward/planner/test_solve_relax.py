"""The bound of a level, grown by columns and links, and what is known without any answer of the solver."""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pytest

from homeward.planner.columns import build
from homeward.planner.pool import Candidate, Direction, Pool, Wish
from homeward.planner.solve.lagrange import without_rows
from homeward.planner.solve.levels import solve
from homeward.planner.solve.program import Program
from homeward.planner.solve.relax import Relaxation
from homeward.planner.terms import Terms

ON = date(2026, 11, 24)


@pytest.fixture
def program() -> Program:
    """Six of ours in three places, six of theirs; four may cross each way, from two places."""
    ours = [Candidate(f"a{n}", Direction.RECEIVE, held_from=date(2020 + n, 1, 1), place=f"p{n % 3}") for n in range(6)]
    theirs = [Candidate(f"x{n}", Direction.GIVE, wish=Wish.WISHES) for n in range(6)]
    return build(Pool((*ours, *theirs), ON), Terms(4, 4, most_places=2)).program


def months(program: Program) -> int:
    return next(number for number, goal in enumerate(program.goals) if goal.key == "months")


def test_the_bound_of_few_columns_holds_for_all(program: Program) -> None:
    goal = program.goals[months(program)]
    relaxed = Relaxation(program, np.zeros(len(program.members), bool))
    assert relaxed.possible()
    bound = relaxed.bound(goal, -1e9, time.monotonic() + 60)
    best = {level.key: level.value for level in solve(program).levels}["months"]
    assert best <= bound.value + 1e-6 < best + 1


def test_a_bound_is_told_even_when_the_solver_has_no_answer(program: Program) -> None:
    goal = program.goals[months(program)]
    relaxed = Relaxation(program, np.ones(len(program.members), bool))
    relaxed.possible()
    bound = without_rows(program, goal)
    assert bound.value == 318  # 83 + 71 + 59 + 47 + 35 + 23 months, one added for each


def test_levels_out_of_time_are_told_with_their_bound(program: Program) -> None:
    for level in solve(program, seconds=0.0).levels:
        assert level.bound >= level.value or level.key in ("imbalance", "given")
