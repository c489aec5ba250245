"""A round of 2,000 against 2,000 through the desk in the made-up world, held against what is known to be true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count, islice
from pathlib import Path
from random import Random

from desk.channel.models.matching import Hit
from desk.register.models import Person, PersonCurrent
from homeward.channel.matching.entries import Entrant
from homeward.names.matching import matching_keys
from homeward.simulator.people import TruePerson, person
from homeward.simulator.world import VRH, Scenario
from homeward.simulator.writing import birth, name
from tests.desk.channel.conftest import World
from tests.desk.channel.matching_peer import agreed, play, terms_of

SHARED, ONE_SIDE_ONLY = 1_500, 500


def captured() -> Iterator[TruePerson]:
    """Soldiers of ours, without end."""
    scenario = Scenario(7, 0, date(2026, 11, 24))
    return (one for number in count() if (one := person(scenario, number)).party == VRH)


def register(world: World, people: list[TruePerson]) -> None:
    """Our register knows them as they were called at home."""
    rows = Person.objects.bulk_create(
        Person(
            public_id=str(one.number),
            party="VRH",
            display_name=one.own_name,
            opened_at=world.now,
            opened_by=world.negotiator,
        )
        for one in people
    )
    PersonCurrent.objects.bulk_create(
        PersonCurrent(
            person=row,
            birth_date=one.born.isoformat(),
            as_grade="probably_held",
            values={"service_number": [one.service_number]},
            refreshed_at=world.now,
        )
        for row, one in zip(rows, people, strict=True)
    )


def on_their_list(one: TruePerson, random: Random) -> Entrant:
    """As a clerk of the other side wrote the person down; in one of three a service number was found."""
    written = name(one, "ru", random, patronymic=random.random() < 0.8)
    day, month, year = birth(one.born, random).split(".")
    number = one.service_number if random.random() < 1 / 3 else ""
    return Entrant(str(one.number), matching_keys(written, f"{year}-{month}-{day}", number))


def test_a_round_of_two_thousand_against_two_thousand_finds_nine_of_ten_and_hardly_anybody_else(
    world: World, tmp_path: Path
) -> None:
    source, random = captured(), Random(7)
    shared, only_theirs, only_ours = (list(islice(source, number)) for number in (SHARED, ONE_SIDE_ONLY, ONE_SIDE_ONLY))
    register(world, [*shared, *only_ours])
    theirs = [entrant for one in (*shared, *only_theirs) if any((entrant := on_their_list(one, random)).keys)]
    peer = agreed(world, tmp_path / "peer", terms_of(world, ours=2_000, theirs=2_000))
    row = play(peer, theirs)

    roster = peer.side.roster().ids
    pairs = [(hit.person.public_id == roster[hit.other], hit.sure) for hit in Hit.objects.select_related("person")]
    right, sure = sum(true for true, _ in pairs), [true for true, two in pairs if two]
    assert (row.entered, len(theirs)) == (2_000, 1_999)  # one is written with neither date nor number
    assert right >= 1_410  # recall by any key: 94 % of 1,500
    assert len(pairs) - right <= 4  # precision by any key: 99.7 %
    assert sum(sure) >= 1_360  # recall by two keys: 91 %
    assert len(sure) == sum(sure)  # precision by two keys: nobody else
