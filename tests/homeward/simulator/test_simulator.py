"""The made-up conflict: the same seed gives the same bytes, and the truth stands in them."""

from __future__ import annotations

import hashlib
from datetime import date
from itertools import islice

import pytest

from homeward.evidence.photo import strips
from homeward.simulator.emissions import Emission, Purpose, emissions
from homeward.simulator.people import people
from homeward.simulator.world import PLACES, VRH, ZLS, Scenario, places

SCENARIO = Scenario(seed=5, people=300, until=date(2026, 11, 1))


@pytest.fixture(scope="module")
def found() -> list[Emission]:
    return list(emissions(SCENARIO))


def digest(scenario: Scenario) -> str:
    return hashlib.sha256(b"".join(one.data for one in emissions(scenario))).hexdigest()


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert digest(SCENARIO) == digest(Scenario(5, 300, date(2026, 11, 1)))


def test_another_seed_gives_other_bytes() -> None:
    assert digest(SCENARIO) != digest(Scenario(6, 300, date(2026, 11, 1)))


def test_a_person_is_the_same_in_a_small_and_a_large_conflict() -> None:
    large = Scenario(5, 1_000_000, date(2026, 11, 1))
    assert list(islice(people(large), 50)) == list(islice(people(SCENARIO), 50))


def test_there_are_two_hundred_places_on_both_sides() -> None:
    found = places(SCENARIO)
    assert (len(found), {place.party for place in found}) == (PLACES, {VRH, ZLS})


def test_everybody_named_in_a_text_stands_there_as_written(found: list[Emission]) -> None:
    texts = [one for one in found if one.purpose in {Purpose.NEWS, Purpose.DEBRIEF}]
    missing = [m.written for one in texts for m in one.mentions if m.written not in one.data.decode()]
    assert (missing, len(texts) > 15) == ([], True)


def test_every_kind_of_find_occurs(found: list[Emission]) -> None:
    assert {one.purpose for one in found} == set(Purpose)


def test_a_photographed_list_has_a_strip_for_most_of_its_rows(found: list[Emission]) -> None:
    photos = [one for one in found if one.purpose == Purpose.CELL_LIST]
    rows, cut = sum(len(one.mentions) for one in photos), sum(len(strips(one.data)) for one in photos)
    assert 0.9 * rows <= cut <= 1.1 * rows


def test_somebody_escapes_and_is_recaptured_in_a_larger_conflict() -> None:
    fled = [one for one in islice(people(Scenario(5, 3000, date(2026, 11, 1))), 3000) if one.escaped_on]
    assert fled
    assert all(one.stay_on(one.escaped_on) is None for one in fled)


def test_nobody_gains_weight_in_captivity() -> None:
    for one in islice(people(SCENARIO), 300):
        weights = [health.weight_kg for health in one.health]
        assert weights == sorted(weights, reverse=True)


def test_health_and_stays_follow_each_other_in_time() -> None:
    for one in islice(people(SCENARIO), 300):
        days = [health.since for health in one.health]
        assert (days, [s.since for s in one.stays]) == (sorted(days), sorted(s.since for s in one.stays))
        assert days[0] == one.captured_on


def test_the_rows_of_a_photographed_list_carry_name_and_birth(found: list[Emission]) -> None:
    photos = [one for one in found if one.purpose == Purpose.CELL_LIST]
    assert all(m.line.startswith(f"{m.row}. {m.written}, ") for one in photos for m in one.mentions)


def test_tables_name_their_people_as_written(found: list[Emission]) -> None:
    tables = [one for one in found if one.purpose in {Purpose.REPLY, Purpose.THEIR_LIST}]
    assert tables
    assert all(m.written in one.data.decode() for one in tables for m in one.mentions)


def test_a_woman_is_spoken_of_as_a_woman() -> None:
    texts = "".join(
        one.data.decode() for one in emissions(Scenario(2, 1200, date(2026, 11, 1))) if one.purpose == Purpose.NEWS
    )
    assert "яку утримують" in texts or "подавала" in texts or "названа" in texts
