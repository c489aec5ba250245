"""Who in the register is whom in the made-up conflict: what the simulated analyst is measured by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desk.register.models import Person
from homeward.simulator.emissions import TrueMention
from homeward.simulator.people import TruePerson, people
from homeward.simulator.world import Scenario


@dataclass(frozen=True, slots=True)
class Known:
    """The people of the register whose truth is known, by number."""

    persons: dict[int, Person]
    truth: dict[int, TruePerson]
    numbers: dict[int, int]  # by key of the row in the register

    def of(self, party: str, wanted: Callable[[TruePerson], bool]) -> list[tuple[Person, TruePerson]]:
        chosen = [one for one in self.truth.values() if one.party == party and wanted(one)]
        return [(self.persons[one.number], one) for one in chosen if one.number in self.persons]


def known(scenario: Scenario) -> Known:
    """Who of the register is who in truth: the same name and date of birth. Ask before mentions are linked, since
    what they say may change either."""
    rows = Person.objects.select_related("current")
    by_name = {(row.display_name, row.current.birth_date): row for row in rows}
    truth = {one.number: one for one in people(scenario)}
    pairs = ((one.number, by_name.get((one.own_name, one.born.isoformat()))) for one in truth.values())
    persons = {number: row for number, row in pairs if row is not None}
    return Known(persons, truth, {row.pk: number for number, row in persons.items()})


def meant(written: str, named: Iterable[TrueMention]) -> TrueMention | None:
    """The true mention behind a found one: the same words, else the only one that they are a part of."""
    all_named = tuple(named)
    same = next((one for one in all_named if one.written == written), None)
    around = [one for one in all_named if written in one.written]
    return same or (around[0] if len(around) == 1 else None)
