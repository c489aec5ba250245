"""Rings and chains: the best plan, by hand and against every plan there is."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import _picef
from homeward.planner.barter.exchange import BadLimits, Exchange, Limits, exchange
from homeward.planner.barter.generate import Progress
from homeward.planner.barter.graph import ABSENT, BadGraph, Graph, read_wmd
from homeward.planner.barter.search import COLUMNS, best_plan

Arcs = dict[tuple[int, int], float]


def graph(size: int, arcs: Arcs, starters: frozenset[int] = frozenset()) -> Graph:
    weights = np.full((size, size), ABSENT)
    for arc, weight in arcs.items():
        weights[arc] = weight
    return Graph(weights, starters, tuple(map(str, range(size))))


def ones(*arcs: tuple[int, int]) -> Arcs:
    return dict.fromkeys(arcs, 1.0)


TRIANGLE = ones((0, 1), (1, 2), (2, 0))


def test_three_who_cannot_serve_each_other_in_pairs_exchange_in_a_ring() -> None:
    plan = best_plan(graph(3, TRIANGLE), Limits(3, 0))
    assert plan.exchanges == (Exchange((0, 1, 2), True, 3.0),)
    assert plan.proven


def test_a_ring_longer_than_agreed_is_not_taken() -> None:
    assert best_plan(graph(3, TRIANGLE), Limits(2, 0)).exchanges == ()


def test_a_chain_begins_with_a_starter_and_is_no_longer_than_agreed() -> None:
    line = graph(4, ones((0, 1), (1, 2), (2, 3)), frozenset({0}))
    assert best_plan(line, Limits(3, 2)).exchanges == (Exchange((0, 1, 2), False, 2.0),)
    assert best_plan(line, Limits(3, 0)).exchanges == ()


def test_weight_comes_before_number() -> None:
    arcs = ones((0, 1), (1, 0), (2, 3), (3, 2)) | {(1, 2): 9.0, (2, 1): 9.0}
    assert best_plan(graph(4, arcs), Limits()).exchanges == (Exchange((1, 2), True, 18.0),)


def test_a_fractional_plan_is_made_whole() -> None:
    arcs = {pair: 1.0 for a, b in ((0, 1), (1, 2), (2, 0)) for pair in ((a, b), (b, a))}
    plan = best_plan(graph(3, arcs), Limits(2, 0))
    assert (plan.value, plan.proven) == (2.0, True)


def test_who_asks_to_stop_gets_a_plan_and_its_gap() -> None:
    plan = best_plan(graph(3, TRIANGLE), Limits(3, 0), stop=lambda: True)
    assert (plan.exchanges, plan.proven, plan.gap) == ((), False, np.inf)


def test_progress_tells_value_and_bound() -> None:
    told: list[Progress] = []
    best_plan(graph(3, TRIANGLE), Limits(3, 0), progress=told.append)
    assert told
    assert all(one.value <= one.bound for one in told)


def test_a_ring_is_the_same_from_wherever_it_is_told() -> None:
    triangle = graph(3, TRIANGLE)
    assert exchange(triangle, (1, 2, 0), True) == exchange(triangle, (2, 0, 1), True)


WMD = """# NUMBER ALTERNATIVES: 3
# ALTERNATIVE NAME 1: Pair 1
# ALTERNATIVE NAME 2: Pair 2
# ALTERNATIVE NAME 3: Alturist 3
1,2,1.0
1,3,1.0
3,1,2.5
"""


def test_a_preflib_file_names_its_starters() -> None:
    read = read_wmd(WMD)
    assert read.starters == {2}
    assert np.argwhere(np.isfinite(read.weights)).tolist() == [[0, 1], [2, 0]]
    assert best_plan(read, Limits()).exchanges == (Exchange((2, 0, 1), False, 3.5),)


def test_without_names_a_vertex_that_no_arc_enters_is_a_starter() -> None:
    assert read_wmd("# NUMBER ALTERNATIVES: 3\n1,2,1\n2,3,1\n3,2,1\n").starters == {0}


@pytest.mark.parametrize(
    "text",
    [
        "1,2,1.0",
        "# NUMBER ALTERNATIVES: 1\n1,2,1.0",
        "# NUMBER ALTERNATIVES: 2\n1;2;1.0",
        "# NUMBER ALTERNATIVES: 2\n1,1,1.0",
        "# NUMBER ALTERNATIVES: 2\n1,2,nan",
        "# NUMBER ALTERNATIVES: 1\n# ALTERNATIVE NAME 2: Pair 2",
    ],
)
def test_a_file_that_is_not_in_the_format_is_refused(text: str) -> None:
    with pytest.raises(BadGraph):
        read_wmd(text)


def test_a_graph_has_a_weight_for_each_pair_of_vertices_and_none_that_is_no_number() -> None:
    with pytest.raises(BadGraph):
        Graph(np.zeros((2, 3)), frozenset(), ("a", "b"))
    with pytest.raises(BadGraph):
        graph(2, {(0, 1): float("nan")})


def test_limits_without_sense_are_refused() -> None:
    with pytest.raises(BadLimits):
        Limits(1, 0)


def test_nobody_serves_a_starter() -> None:
    with pytest.raises(BadGraph):
        graph(2, ones((0, 1)), frozenset({1}))


def possible(found: Graph, limits: Limits) -> list[Exchange]:
    """Every ring and chain within the limits."""
    most = max(limits.ring, limits.chain + 1)
    walks = [walk for size in range(2, most + 1) for walk in permutations(range(found.size), size)]
    rings = [exchange(found, walk, True) for walk in walks if len(walk) <= limits.ring and walk[0] == min(walk)]
    chains = [
        exchange(found, walk, False) for walk in walks if walk[0] in found.starters and len(walk) <= limits.chain + 1
    ]
    return [one for one in rings + chains if np.isfinite(one.weight)]


def best_of_all(choices: list[Exchange], used: frozenset[int] = frozenset()) -> float:
    """The value of the best plan, by trying all of them."""
    free = [one for one in choices if used.isdisjoint(one.vertices)]
    with_first = (one.weight + best_of_all(free[n + 1 :], used.union(one.vertices)) for n, one in enumerate(free))
    return max((0.0, *with_first))


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    size = draw(st.integers(0, 6))
    starters = frozenset(range(draw(st.integers(0, min(2, size)))))
    weight = draw(st.sampled_from([st.just(1.0), st.integers(-2, 6).map(float), st.floats(-1.0, 3.0)]))
    pairs = [(a, b) for a, b in permutations(range(size), 2) if b not in starters]
    drawn = (
        st.dictionaries(st.sampled_from(pairs), weight, min_size=draw(st.integers(0, len(pairs))))
        if pairs
        else st.just({})
    )
    return graph(size, draw(drawn), starters)


@settings(max_examples=150, deadline=None)
@given(graphs(), st.builds(Limits, st.integers(2, 5), st.integers(0, 4)), st.sampled_from([0, COLUMNS]))
def test_no_plan_of_all_plans_is_better(found: Graph, limits: Limits, columns: int) -> None:
    plan = best_plan(found, limits, columns=columns)
    assert plan.proven
    assert plan.value == pytest.approx(best_of_all(possible(found, limits)), abs=1e-5)
    assert plan.value == pytest.approx(sum(one.weight for one in plan.exchanges))
    vertices = [vertex for one in plan.exchanges for vertex in one.vertices]
    assert len(vertices) == len(set(vertices))
    assert set(plan.exchanges) <= set(possible(found, limits))


def crowd(seed: int, size: int, starters: int) -> Graph:
    """Somebody to be served by few, others by many; all arcs alike."""
    chance = np.random.default_rng(seed)
    wanted = chance.choice([0.03, 0.2, 0.4], size)
    arcs = (chance.random((size, size)) < wanted) & ~np.eye(size, dtype=bool)
    arcs[:, :starters] = False
    return Graph(np.where(arcs, 1.0, ABSENT), frozenset(range(starters)), tuple(map(str, range(size))))


@pytest.mark.parametrize("seed", range(6))
def test_the_classic_model_of_arcs_by_their_place_proves_the_same(seed: int) -> None:
    found = crowd(seed, 40, starters=seed % 3)
    plan = best_plan(found, Limits(3, 3))
    other = _picef.solve(found, Limits(3, 3), 60.0)
    assert (plan.proven, other.done) == (True, True)
    assert plan.value == pytest.approx(other.value)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(300))
def test_crowds_of_any_kind_are_solved_as_the_classic_model_solves_them(seed: int) -> None:
    limits = Limits(2 + seed % 3, seed % 5)
    found = crowd(seed, 20 + seed % 60, starters=seed % 7)
    plan = best_plan(found, limits, columns=[0, COLUMNS][seed % 2])
    assert plan.proven
    assert plan.value == pytest.approx(_picef.solve(found, limits, 600.0).value)
