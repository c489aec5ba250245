"""The desk's index: kept on disk, brought up to date, made anew when it is not to be trusted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from desk.evidence.actions import take_in
from desk.linkage import known
from desk.linkage.known import Read
from desk.register.actions import open_person, retract
from desk.register.models import Person, Statement
from homeward.evidence.mention import Detail
from homeward.linkage.facts import Facts
from homeward.linkage.index import Index

Open = Callable[[str, str], Person]
KOVALENKO = Facts(("Kovalenko Serhii",))


@pytest.fixture
def opened(staff: Callable[[str], Any], now: datetime) -> Open:
    """Opens a person of that surname and given name."""
    item = take_in(by=staff("analyst"), at=now, data=b"list", name="list", source="s", collector="c", collected_at=now)

    def make(surname: str, given: str) -> Person:
        values = [Detail("surname", surname, surname), Detail("first_names", given, given)]
        return open_person(by=staff("liaison"), at=now, party="VRH", item=item, locator="row 1", values=values)

    return make


def found(wanted: Facts = KOVALENKO) -> list[str]:
    return [one.person for one in known.search([wanted], 5)[0]]


def started_again() -> None:
    known._opened.clear()


def test_people_are_found_as_soon_as_they_are_opened(opened: Open) -> None:
    assert found() == []
    person = opened("Коваленко", "Сергій")
    assert found() == [person.public_id]


def test_what_is_taken_back_no_longer_finds(opened: Open, staff: Callable[[str], Any], now: datetime) -> None:
    person = opened("Коваленко", "Сергій")
    assert found(Facts(("Коваленко",))) == [person.public_id]
    surname = Statement.objects.get(person=person, property="surname")
    retract(by=staff("analyst"), at=now, statement=surname, reason="misread")
    assert found(Facts(("Коваленко",))) == []


def test_a_process_that_starts_again_does_not_build_anew(opened: Open) -> None:
    person = opened("Коваленко", "Сергій")
    found()
    current = (known._folder() / "current").stat()
    started_again()
    other = opened("Коваленко", "Степан")
    assert set(found()) == {person.public_id, other.public_id}
    assert (known._folder() / "current").stat().st_mtime_ns == current.st_mtime_ns


@pytest.mark.parametrize("damage", [lambda whole: b"", lambda whole: whole.replace(b'["', b"[!")])
def test_a_damaged_index_is_built_anew(opened: Open, damage: Callable[[bytes], bytes]) -> None:
    person = opened("Коваленко", "Сергій")
    found()
    file = next(known._folder().glob("people-*"))
    file.write_bytes(damage(file.read_bytes()))
    started_again()
    assert found() == [person.public_id]


def test_an_index_of_another_database_is_built_anew(opened: Open) -> None:
    person = opened("Коваленко", "Сергій")
    found()
    index = Index.open(known._folder())
    index.update(
        [("somebody else", KOVALENKO)], index.bookmark.replace(known.Bookmark.of(index.bookmark).mark, "other")
    )
    assert found() == [person.public_id]


def test_a_statement_that_comes_in_late_is_read(opened: Open) -> None:
    opened("Коваленко", "Сергій")
    rows = Statement.objects.all()
    late, last = rows.order_by("id")[:2]
    read = Read().on(rows.exclude(id=late.id))
    assert late.id in read.missing
    assert last.id not in read.missing
    assert list(read.unread(rows)) == [late]
    assert late.id not in read.on(rows).missing
