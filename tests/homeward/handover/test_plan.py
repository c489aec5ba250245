"""What is refused before an operation exists, and what a leg still lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from homeward.handover.load import Fitness, Passenger, missing
from homeward.handover.plan import BadPlan, Leg, Means, check_leg, check_people, check_way
from homeward.handover.stage import Stage

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
LEG = Leg(1, Means.BUS, 2, 50, "camp", "bridge", NINE, NINE + timedelta(hours=2), "Nadiia", 2)
PLAN = (Stage(1, ("a",), ("x",), bodies_received=("s1",)), Stage(2, ("b",), ()))


def refusal(*stages: Stage, home: tuple[str, ...] = (), elsewhere: tuple[str, ...] = ()) -> str:
    with pytest.raises(BadPlan) as caught:
        check_people(stages, home, elsewhere)
    assert all(caught.value.saying.in_language(language) for language in ("en", "uk", "ru"))
    return caught.value.saying.key


def test_a_sound_plan_is_no_matter() -> None:
    check_people(PLAN, home={"z"}, elsewhere={"y"})
    check_leg(LEG)


def test_nobody_stands_on_two_lists() -> None:
    assert refusal(*PLAN, Stage(3, (), ("a",))) == "plan_twice"


def test_nobody_crosses_who_is_home() -> None:
    assert refusal(*PLAN, home=("x",)) == "plan_home"


def test_nobody_is_on_two_active_manifests() -> None:
    assert refusal(*PLAN, elsewhere=("b",)) == "plan_elsewhere"


def test_a_seal_stands_on_one_body() -> None:
    assert refusal(*PLAN, Stage(3, (), (), bodies_given=("s1",))) == "plan_seal_twice"
    assert refusal(*PLAN, elsewhere=("s1",)) == "plan_elsewhere"


def test_nobody_is_no_operation() -> None:
    assert refusal(Stage(1, (), ())) == "plan_nobody"


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"seats": 0}, "plan_leg_seats"),
        ({"vehicles": 0}, "plan_leg_seats"),
        ({"end": " "}, "plan_leg_ends"),
        ({"arrives": NINE}, "plan_leg_times"),
    ],
)
def test_a_leg_that_carries_nobody_anywhere_is_refused(changed: dict[str, object], key: str) -> None:
    with pytest.raises(BadPlan) as caught:
        check_leg(replace(LEG, **changed))  # type: ignore[arg-type]
    assert caught.value.saying.key == key


def test_on_foot_nobody_needs_a_vehicle() -> None:
    check_leg(replace(LEG, means=Means.FOOT, vehicles=0))


@pytest.mark.parametrize(("stage", "later", "refused"), [(0, 1, True), (1, 1, False), (0, 2, False)])
def test_a_leg_waits_for_the_one_before_it(stage: int, later: int, refused: bool) -> None:
    following = replace(
        LEG, number=2, stage=stage, departs=NINE + timedelta(hours=later), arrives=NINE + timedelta(hours=9)
    )
    before = replace(LEG, stage=2 if stage == 1 else 0)
    if refused:
        with pytest.raises(BadPlan, match="before the one before it"):
            check_way([before], following)
    else:
        check_way([before], following)


def keys(*people: Passenger, leg: Leg = LEG, escorts: int = 1) -> list[str]:
    return [said.key.removeprefix("leg_lacks_") for said in missing(leg, people, escorts)]


SITTING = Passenger("a", Fitness.SITTING)


def test_a_leg_with_everything_lacks_nothing() -> None:
    assert keys(SITTING, Passenger("b", Fitness.LYING)) == []


@pytest.mark.parametrize(
    ("people", "leg", "escorts", "lacks"),
    [
        ((SITTING,), replace(LEG, seats=1), 1, ["seats"]),
        ((Passenger("a", Fitness.LYING),), replace(LEG, stretchers=0), 1, ["stretchers"]),
        ((Passenger("a", Fitness.UNFIT),), LEG, 1, ["unfit"]),
        ((Passenger("a"),), LEG, 1, ["unasked"]),
        ((SITTING,), LEG, 0, ["escorts"]),
        (tuple(Passenger(str(n), Fitness.SITTING) for n in range(11)), LEG, 1, ["escorts"]),
        ((Passenger("a", Fitness.SITTING, effects=25_000),), LEG, 1, []),
        ((Passenger("a", Fitness.SITTING, effects=25_001),), LEG, 1, ["effects"]),
        ((SITTING, Passenger("b", Fitness.SITTING, frozenset("a"))), replace(LEG, vehicles=1), 1, ["apart"]),
        ((SITTING, Passenger("b", Fitness.SITTING, frozenset("a"))), LEG, 1, []),
    ],
)
def test_what_a_leg_lacks(people: tuple[Passenger, ...], leg: Leg, escorts: int, lacks: list[str]) -> None:
    assert keys(*people, leg=leg, escorts=escorts) == lacks
    assert all(said.in_language("uk") for said in missing(leg, people, escorts))
