"""Every order of every act in a small crossing: what channel.md calls I7 and I8, and that the end can be reached."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import product

from homeward.canonical import Value
from homeward.handover.operation import Event, Operation, Phase, Stage, StageState, binding, in_force, step

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TIMES = (NOW, NOW + timedelta(hours=9))  # within the window of a notice, and after it
NEW = Operation("op", ("VRH", "ZLS"), (Stage(1, ("a",), ("x",)), Stage(2, ("b",), ("y",))))
WINDOW: dict[str, Value] = {"since": NOW.isoformat(), "until": (NOW + timedelta(hours=6)).isoformat()}
Moved = tuple[Operation, Event, Operation]


def acts() -> list[tuple[str, dict[str, Value]]]:
    plain = ("start", "ask_revocation", "agree_revocation", "turn_back", "abort", "close")
    found: list[tuple[str, dict[str, Value]]] = [(kind, {}) for kind in plain]
    for name in ("n1", "n2"):
        found += [("notice", {"sha256": name, **WINDOW}), ("acknowledge", {"of": name})]
    for number, (ours, theirs) in enumerate((("a", "x"), ("b", "y")), start=1):
        found.append(("move", {"stage": number}))
        for present, absent in (([ours, theirs], []), ([theirs], [ours]), ([], [ours, theirs])):
            found.append(("roll_call", {"present": list(present), "absent": list(absent), "instead": []}))
    return [*found, ("receipt", {"sha256": "r1"}), ("receipt", {"sha256": "r2"})]


EVENTS = [Event(kind, by, at, data) for (kind, data), by, at in product(acts(), NEW.parties, TIMES)]


@cache
def searched() -> tuple[frozenset[Operation], tuple[Moved, ...]]:
    """Every state that can be reached, and every move between them; a refused event must change nothing."""
    seen, waiting, moves = {NEW}, deque([NEW]), list[Moved]()
    while waiting:
        before = waiting.popleft()
        for event in EVENTS:
            done = step(before, event)
            if not done.moved:
                assert done.operation == before
                continue
            moves.append((before, event, done.operation))
            if done.operation not in seen:
                seen.add(done.operation)
                waiting.append(done.operation)
    return frozenset(seen), tuple(moves)


def test_the_search_is_not_empty_and_every_end_is_reached() -> None:
    states, moves = searched()
    assert len(states) > 4000
    assert {one.phase for one in states} == set(Phase)
    assert {event.kind for _, event, _ in moves} == {event.kind for event in EVENTS}
    assert any(one.phase is Phase.CLOSED and not any(s.absent for s in one.stages) for one in states)


def test_whoever_moves_has_the_acknowledgement_of_all_in_its_window() -> None:
    assert all(in_force(before, event.at) for before, event, _ in searched()[1] if event.kind == "move")


def test_nobody_on_the_road_loses_the_lease() -> None:
    for one in searched()[0]:
        if one.on_the_road:
            assert one.lease is not None
            assert one.lease.acknowledged >= set(one.parties)


def test_what_all_acknowledged_is_ended_by_the_mover_alone() -> None:
    for before, event, after in searched()[1]:
        if before.lease and binding(before, event.at) and event.by != before.lease.mover:
            assert after.lease is not None
            assert after.lease.notice == before.lease.notice
            assert after.lease.acknowledged == before.lease.acknowledged


def test_at_every_stage_present_and_absent_are_the_manifest() -> None:
    for one in searched()[0]:
        for stage in one.stages:
            assert stage.present | stage.absent == stage.manifest
            assert not stage.present & stage.absent


def test_one_stage_at_a_time_and_each_after_the_receipts_of_the_last() -> None:
    for one in searched()[0]:
        states = [stage.state for stage in one.stages]
        assert sum(state in (StageState.MOVING, StageState.CALLED) for state in states) <= 1
        assert [state is StageState.RECEIPTED for state in states] == sorted(
            (state is StageState.RECEIPTED for state in states), reverse=True
        )
