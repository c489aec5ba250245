"""Several places at once, and those who acknowledge though they are no side, as on 21 September 2022."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from homeward.canonical import Value
from homeward.handover.operation import Event, Operation, Stage, in_force, replay, step

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
WINDOW: dict[str, Value] = {"since": NOW.isoformat(), "until": (NOW + timedelta(hours=6)).isoformat()}
PLACES = ("bridge", "airport")
THREE = Operation(
    "op",
    ("VRH", "ZLS"),
    (Stage(1, ("a",), ("x",), "bridge", 1), Stage(2, ("b",), (), "airport", 1), Stage(3, ("c",), (), "bridge", 2)),
)


def act(kind: str, by: str = "VRH", **data: Value) -> Event:
    return Event(kind, by, NOW, data)


def told(place: str) -> Event:
    return act("notice", sha256=place, place=place, **WINDOW)


def heard(place: str, by: str = "ZLS") -> Event:
    return act("acknowledge", by, of=place, units=f"units of {by}")


STARTED = (act("start"), act("start", "ZLS"))
ASKED = (act("guarantor", guarantor="TUR", place="airport"), act("guarantor", guarantor="ICRC"))


def refusal(operation: Operation, event: Event) -> str:
    done = step(operation, event)
    assert done.operation == operation
    assert not done.moved
    return done.saying.in_language("en")


def test_nobody_sets_out_before_every_place_has_safe_passage() -> None:
    now = replay(THREE, (*STARTED, *map(told, PLACES), heard("bridge")))
    assert in_force(now, NOW, "bridge")
    assert refusal(now, act("move", stage=1)).endswith("still missing: airport.")
    both = replay(now, [heard("airport")])
    assert [step(both, act("move", stage=number)).moved for number in (1, 2)] == [True, True]


def test_a_place_of_a_later_round_is_not_waited_for() -> None:
    later = Operation("op", THREE.parties, (Stage(1, ("a",), (), "bridge", 1), Stage(2, ("b",), (), "airport", 2)))
    now = replay(later, (*STARTED, told("bridge"), heard("bridge")))
    assert step(now, act("move", stage=1)).moved


def test_a_guarantor_of_one_place_is_waited_for_there_alone() -> None:
    now = replay(THREE, (*ASKED[:1], *map(told, PLACES), *map(heard, PLACES)))
    assert [in_force(now, NOW, place) for place in PLACES] == [True, False]
    assert in_force(replay(now, [heard("airport", "TUR")]), NOW, "airport")
    assert refusal(now, heard("bridge", "TUR")).startswith("Only the side that moves")


def test_a_guarantor_named_late_must_acknowledge_the_notice_that_stands() -> None:
    now = replay(THREE, (*map(told, PLACES), *map(heard, PLACES)))
    assert in_force(now, NOW, "bridge")
    named = replay(now, ASKED)
    assert not in_force(named, NOW, "bridge")
    assert in_force(replay(named, [heard("bridge", "ICRC")]), NOW, "bridge")


def test_a_new_notice_is_acknowledged_by_everybody_again() -> None:
    now = replay(THREE, (*ASKED, told("airport"), *(heard("airport", by) for by in ("ZLS", "TUR", "ICRC"))))
    assert in_force(now, NOW, "airport")
    again = replay(now, [act("notice", sha256="n2", place="airport", **WINDOW)])
    lease = again.lease("airport")
    assert lease is not None
    assert lease.waiting == ("ZLS", "TUR", "ICRC")


def test_nobody_becomes_a_guarantor_while_people_are_on_the_road() -> None:
    now = replay(THREE, (*STARTED, *map(told, PLACES), *map(heard, PLACES), act("move", stage=1)))
    assert refusal(now, ASKED[1]).startswith("People are on the road")
    assert step(now, ASKED[0]).moved


def test_a_side_or_one_named_before_is_no_further_guarantor() -> None:
    now = replay(THREE, ASKED)
    for name in ("ZLS", "ICRC", " "):
        assert refusal(now, act("guarantor", guarantor=name)).startswith("Name a party")
    assert refusal(now, act("guarantor", "ICRC", guarantor="MDL")).startswith("Only the two parties")


def test_a_guarantor_counts_and_signs_nothing() -> None:
    now = replay(THREE, ASKED)
    assert refusal(now, act("count", "ICRC", stage=1)).startswith("Only the two parties")
