"""How honest and how fast the four judgements are.

Two worlds whose truth is known: `process`, a small process written down below (seed 1), independent of the tables of
the assessment: who was captured, killed or is merely missing; transfers, health and deaths in captivity; and what
sources tell, with the share of errors their grade admits; and `simulator`, the finds of `homeward.simulator`, read by
`homeward.evidence` and tied to the people they truly mean. Printed: Brier score and expected calibration error (ten
bins) of each judgement, and microseconds a person. A judgement of 0.8 should be right eight times in ten.

The simulator's people were all captured, so judgements on it are too careful by design: the priors are those of people
who are missing, most of whom never reached captivity. What it measures is the order, not the level.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from benchmarks import _command
from homeward.assessment.assess import assess
from homeward.assessment.judgement import UNKNOWN, Assessment, Judgement
from homeward.errors import HomewardError
from homeward.evidence import mentions, table
from homeward.evidence.extract import extract
from homeward.evidence.item import Kind
from homeward.register import values
from homeward.register.statement import Grade, Script, Sensitivity, Source, Statement
from homeward.simulator.emissions import Emission, emissions
from homeward.simulator.people import TruePerson
from homeward.simulator.people import people as simulated_people
from homeward.simulator.world import Scenario

ON = date(2026, 11, 24)
PLACES = tuple(f"place {number}" for number in range(20))
STATES = ("good", "sick", "slightly_wounded", "convalescent")
CORRECT = {"A1": 0.99, "B2": 0.92, "C3": 0.78, "D4": 0.5}  # share of reports of a grade that are of the right person
FATES = {"captured": 0.5, "killed": 0.3, "missing": 0.2}
TRANSFER_DAYS, HEALTH_DAYS, DEATHS_A_YEAR = 240, 200, 0.03
REPORTS_A_YEAR = 2.0  # sightings of a captive by witnesses, lists and channels


@dataclass
class Truth:
    """One made-up person: what is true on the last day, and what was told."""

    captured: bool
    alive: bool
    place: str
    state: str
    told: list[Statement] = field(default_factory=list)


def people(number: int) -> Iterator[Truth]:
    chance = random.Random(1)  # noqa: S311 -- a reproducible world
    for _ in range(number):
        yield _person(chance)


def _person(chance: random.Random) -> Truth:
    fate = chance.choices(list(FATES), list(FATES.values()))[0]
    taken = ON - timedelta(days=chance.randrange(60, 1300))
    truth = Truth(fate == "captured", fate != "killed", "", "")
    if fate == "captured":
        _captivity(chance, truth, taken)
    _wrong_reports(chance, truth, taken)
    if fate == "killed" and chance.random() < 0.5:
        _tell(chance, truth, taken, "rm_death_witnesses", "a comrade", chance.choice(["B2", "C3"]))
    if not truth.captured and chance.random() < 0.3:
        _tell(chance, truth, taken + timedelta(days=200), "rc_reply_kind", "not_in_our_power", "C3")
    return truth


def _captivity(chance: random.Random, truth: Truth, taken: date) -> None:
    """Day by day: transfers, health, death, and what is told of it."""
    place, state = chance.choice(PLACES), chance.choice(STATES)
    for offset in range((ON - taken).days):
        day = taken + timedelta(days=offset)
        place = chance.choice(PLACES) if chance.random() < 1 / TRANSFER_DAYS else place
        state = chance.choice(STATES) if chance.random() < 1 / HEALTH_DAYS else state
        if chance.random() < DEATHS_A_YEAR / 365:
            truth.alive = False
            break
        if chance.random() < REPORTS_A_YEAR / 365:
            _report(chance, truth, day, place, state)
    truth.place, truth.state = place, state
    if chance.random() < 0.25:
        _tell(chance, truth, taken + timedelta(days=90), "rc_reply_kind", "confirmed_pow", "A1")
    elif chance.random() < 0.2:
        _tell(chance, truth, taken + timedelta(days=150), "rc_reply_kind", "not_in_our_power", "C3")


def _report(chance: random.Random, truth: Truth, day: date, place: str, state: str) -> None:
    """One source that saw or read of the captive; it errs in place and health as often as its grade admits."""
    grade = chance.choices(["B2", "C3", "D4"], [4, 4, 2])[0]
    right = chance.random() < CORRECT[grade]
    item = f"item {chance.random()}"
    _tell(chance, truth, day, "facility", place if right else chance.choice(PLACES), grade, item)
    if chance.random() < 0.5:
        _tell(chance, truth, day, "hc_last_state", state if right else chance.choice(STATES), grade, item)


def _wrong_reports(chance: random.Random, truth: Truth, taken: date) -> None:
    """Reports that are really of somebody else of the same name: they fall on anybody, captive or not."""
    for grade, number in (("B2", 0.03), ("C3", 0.1), ("D4", 0.2)):
        if chance.random() < number:
            day = taken + timedelta(days=chance.randrange(max((ON - taken).days, 1)))
            _tell(chance, truth, day, "facility", chance.choice(PLACES), grade)


def _tell(chance: random.Random, truth: Truth, day: date, key: str, value: str, grade: str, item: str = "") -> None:
    _add(truth, key, value, grade, item or f"item {chance.random()}", min(day, ON).isoformat())


def _add(truth: Truth, key: str, value: str, grade: str, item: str, day: str) -> None:
    truth.told.append(
        Statement(
            id=f"s{len(truth.told)}",
            subject="p",
            property=key,
            value=value,
            written=value,
            script=Script.LATIN,
            source=Source(item, "line 1"),
            asserted_by="a source",
            grade=Grade(grade[0], int(grade[1])),
            true_on=day,
            said_on="",
            recorded_at=datetime(2026, 11, 1, tzinfo=UTC),
            recorded_by="benchmark",
            sensitivity=Sensitivity.RESTRICTED,
        )
    )


def _scores(pairs: list[tuple[float, bool]]) -> tuple[float, float]:
    """Brier score, and expected calibration error over ten bins of equal width."""
    brier = sum((chance - right) ** 2 for chance, right in pairs) / len(pairs)
    error = 0.0
    for bin in range(10):
        inside = [(chance, right) for chance, right in pairs if min(int(chance * 10), 9) == bin]
        if inside:
            gap = sum(chance for chance, _ in inside) - sum(right for _, right in inside)
            error += abs(gap) / len(pairs)
    return brier, error


def _answered(one: Judgement, right: str) -> list[tuple[float, bool]]:
    return [(one.certainty, one.answer == right)] if one.answer != UNKNOWN else []


def simulated(number: int) -> Iterator[Truth]:
    """Our people in the simulator's world, with what its tables, pages, channels and debriefs tell of them."""
    scenario = Scenario(1, number, ON)
    truths = {one.number: _simulated(one) for one in simulated_people(scenario) if one.party == "VRH"}
    for find in emissions(scenario):
        if find.kind is not Kind.PHOTO:
            for person, key, value in _told(find):
                if person in truths:
                    _state(truths[person], find, key, value)
    return iter(truths.values())


def _simulated(one: TruePerson) -> Truth:
    stay = one.stay_on(ON)
    held = one.returned_on is None and one.died_on is None
    return Truth(held, one.died_on is None, f"{stay.place}" if stay and held else "", one.health_on(ON).state)


def _told(find: Emission) -> Iterator[tuple[int, str, str]]:
    """Person, data point and value of everything a find tells that the register can read."""
    if find.kind is Kind.TABLE:
        people_of_rows = {mention.row: mention.person for mention in find.mentions}
        for row in table.read(find.data).rows:
            yield from ((people_of_rows[row.number], key, value) for key, value in row.values.items())
        return
    people_of_names = {mention.written: mention.person for mention in find.mentions}
    for mention in mentions.find(find.name, extract(find.kind, find.data).text):
        if mention.written in people_of_names:
            person = people_of_names[mention.written]
            yield from ((person, detail.property, detail.value) for detail in mention.details)


def _state(truth: Truth, find: Emission, key: str, value: str) -> None:
    try:
        checked = values.check(key, value)
    except HomewardError:
        return
    day = find.found_at.date().isoformat()
    grade = {Kind.DEBRIEF: "B2", Kind.TABLE: "B2"}.get(find.kind, "D4")
    _add(truth, key, checked, grade, find.name, day)


def _measure(name: str, made: list[Truth]) -> dict[str, float]:
    started = time.perf_counter()
    found: list[Assessment] = [assess(truth.told, ON, holder="ZLS") for truth in made]
    seconds = time.perf_counter() - started
    judged: dict[str, list[tuple[float, bool]]] = {"alive": [], "held": [], "where": [], "condition": []}
    for truth, one in zip(made, found, strict=True):
        judged["alive"].append((dict(one.alive.distribution)["alive"], truth.alive))
        judged["held"].append((dict(one.held_by.distribution).get("ZLS", 0.0), truth.captured))
        if name == "process":  # the simulator's places are written in two languages and are the desk's to tell apart
            judged["where"] += _answered(one.where, truth.place)
        judged["condition"] += _answered(one.condition, truth.state)
    figures: dict[str, float] = {f"{name}_microseconds_a_person": round(seconds / len(made) * 1e6)}
    for question, pairs in judged.items():
        if pairs:
            brier, error = _scores(pairs)
            figures |= {f"{name}_{question}_brier": round(brier, 3), f"{name}_{question}_ece": round(error, 3)}
    return figures


def main() -> None:
    asked = _command.asked("How honest and how fast the four judgements are.")
    number = 2_000 if asked.quick else 20_000
    asked.show(_measure("process", list(people(number))) | _measure("simulator", list(simulated(number // 10))))


if __name__ == "__main__":
    main()
