"""The people of the made-up conflict and what truly happened to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from homeward.simulator.body import Body, Health, body, course
from homeward.simulator.world import VRH, ZLS, Scenario, given_names, holding, patronymics, surnames, town, unit

GROUP = 15  # people captured in one event
_RANKS = {
    VRH: ("солдат", "старший солдат", "молодший сержант", "сержант", "старший сержант", "лейтенант", "капітан"),
    ZLS: ("рядовой", "ефрейтор", "младший сержант", "сержант", "старший сержант", "лейтенант", "капитан"),
}
_CODES = ("OR-1", "OR-2", "OR-4", "OR-5", "OR-6", "OF-1", "OF-2")
_RANK_SHARES = (42, 18, 12, 13, 8, 5, 2)
_EVENTS = ("in_combat", "under_shelling", "in_movement")  # a position overrun, a garrison shelled, a column stopped
_EVENT_SHARES = (55, 25, 20)
_ESCAPES = 0.012  # share of moves that were an escape, ended by recapture within a month


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in one cell of one place; `until` is None while it lasts."""

    place: int
    cell: int
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class TruePerson:
    """Somebody captured, as he or she truly is. `uk` and `ru` hold surname, given name and patronymic in each
    language."""

    number: int
    party: str
    sex: str
    uk: tuple[str, str, str]
    ru: tuple[str, str, str]
    born: date
    rank: str
    rank_code: str
    unit: str
    captured_on: date
    captured_at: str
    event: str
    stays: tuple[Stay, ...]
    health: tuple[Health, ...]
    died_on: date | None
    returned_on: date | None
    refuses: bool
    service_number: str
    body: Body
    kin: str

    @property
    def own_name(self) -> str:
        """Surname, given name and patronymic in the form the person uses."""
        return " ".join(self.uk if self.party == VRH else self.ru)

    @property
    def captor(self) -> str:
        return ZLS if self.party == VRH else VRH

    @property
    def condition(self) -> str:
        """The last state of health."""
        return self.health[-1].state

    @property
    def escaped_on(self) -> date | None:
        """The day of an escape that ended in recapture; stays then have a gap."""
        pairs = zip(self.stays, self.stays[1:], strict=False)
        return next((one.until for one, other in pairs if one.until != other.since), None)

    def health_on(self, day: date) -> Health:
        """Health on `day`, or at capture if that was later."""
        return next((one for one in reversed(self.health) if one.since <= day), self.health[0])

    def stay_on(self, day: date) -> Stay | None:
        """Where the person was held on `day`."""
        return next(
            (stay for stay in self.stays if stay.since <= day and (stay.until is None or day < stay.until)), None
        )


def people(scenario: Scenario) -> Iterator[TruePerson]:
    """Everybody captured, by number; each follows from the seed and the number alone."""
    return (person(scenario, number) for number in range(scenario.people))


def groups(scenario: Scenario) -> Iterator[list[TruePerson]]:
    """The same, in the groups in which they were captured."""
    for start in range(0, scenario.people, GROUP):
        yield [person(scenario, number) for number in range(start, min(start + GROUP, scenario.people))]


def person(scenario: Scenario, number: int) -> TruePerson:
    """Person `number`. Two groups in three are of VRH, captured by ZLS; the third is of ZLS."""
    group = number // GROUP
    party = ZLS if group % 3 == 2 else VRH
    random, event = scenario.random("person", number), scenario.random("event", group)
    sex = "f" if random.random() < 0.04 else "m"
    surname, given, father = _name(party, sex, random)
    captured = scenario.until - timedelta(days=event.randrange(60, 1300))
    unit_name, where = unit(party, event.randrange(11, 70)), town(party, event)
    how = event.choices(_EVENTS, _EVENT_SHARES)[0]
    rank = random.choices(range(len(_CODES)), _RANK_SHARES)[0]
    died, returned = _ends(captured, scenario.until, random)
    end = died or returned
    own = body(sex, random)
    return TruePerson(
        number=number,
        party=party,
        sex=sex,
        uk=(surname["uk_f" if sex == "f" and "uk_f" in surname else "uk"], given["uk"], father["uk"]),
        ru=(surname["ru_f" if sex == "f" and "ru_f" in surname else "ru"], given["ru"], father["ru"]),
        born=date(captured.year - int(random.triangular(19, 58, 31)), random.randrange(1, 13), random.randrange(1, 29)),
        rank=_RANKS[party][rank],
        rank_code=_CODES[rank],
        unit=unit_name,
        captured_on=captured,
        captured_at=where,
        event=how,
        stays=_stays(scenario, group, captured, end, random),
        health=course(own, captured, end or scenario.until, random),
        died_on=died,
        returned_on=returned,
        refuses=random.random() < 0.02,
        service_number=f"{'ВХ' if party == VRH else 'ЗЛ'}-{(scenario.seed * 1_000_003 + number * 7919) % 1_000_000:06}",
        body=own,
        kin=" ".join(
            (surname["uk" if party == VRH else "ru"], given_names("f").draw(random)["uk" if party == VRH else "ru"])
        ),
    )


def _name(party: str, sex: str, random: Random) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    return surnames(party).draw(random), given_names(sex).draw(random), patronymics(sex).draw(random)


def _ends(captured: date, until: date, random: Random) -> tuple[date | None, date | None]:
    """Whether the captivity ended in death (one in fifty) or in return (three in fifty), and when."""
    fate, span = random.random(), (until - captured).days
    day = captured + timedelta(days=random.randrange(30, max(span, 31)))
    if fate < 0.02:
        return min(day, until), None
    return (None, min(day, until)) if fate < 0.08 else (None, None)


def _stays(scenario: Scenario, group: int, captured: date, end: date | None, random: Random) -> tuple[Stay, ...]:
    """One to three stays. Most of a group begin in the same place and cell: cellmates are comrades. After an escape
    the next stay begins on the day of recapture."""
    captor = VRH if group % 3 == 2 else ZLS
    event = scenario.random("cells", group)
    together = (holding(captor, event), event.randrange(1, 40))
    where = together if random.random() < 0.75 else (holding(captor, random), random.randrange(1, 40))
    stays: list[Stay] = []
    since = captured + timedelta(days=random.randrange(2, 20))
    last = end or scenario.until
    for _ in range(random.choices((0, 1, 2), (55, 33, 12))[0]):
        moved = since + timedelta(days=random.randrange(40, 300))
        if moved >= last:
            break
        stays.append(Stay(*where, since, moved))
        free = random.randrange(2, 30) if random.random() < _ESCAPES else 0
        again = moved + timedelta(days=free)
        if again >= last:
            again = moved
        where, since = (holding(captor, random), random.randrange(1, 40)), again
    return (*stays, Stay(*where, since, end))
