"""A small register to test on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from homeward.evidence.mention import Detail
from homeward.register.statement import Grade


@pytest.fixture
def item(staff: Any, now: datetime) -> Callable[..., Any]:
    """An evidence item with the bytes asked for, such as item(b"...")."""
    from desk.evidence.actions import take_in

    def make(data: bytes = b"The family asks for him.", name: str = "note.txt") -> Any:
        return take_in(
            by=staff("analyst"),
            at=now,
            data=data,
            name=name,
            source="A family",
            collector="A liaison officer",
            collected_at=now,
        )

    return make


@pytest.fixture
def person(staff: Any, now: datetime, item: Any) -> Any:
    """A made-up person of our side, opened from a family's inquiry."""
    from desk.register.actions import open_person

    return open_person(
        by=staff("analyst"),
        at=now,
        party="VRH",
        item=item(),
        locator="line 1",
        values=(
            Detail("surname", "Ковальчук", "Ковальчук"),
            Detail("first_names", "Остап", "Остап"),
            Detail("patronymic", "Ігорович", "Ігорович"),
            Detail("birth_date", "1991-05-03", "03.05.1991"),
            Detail("unit_name", "12 бригада", "12 бригада"),
            Detail("religion", "none", "none"),
        ),
    )


@pytest.fixture
def say(staff: Any, now: datetime, item: Any, person: Any) -> Callable[..., Any]:
    """State something of the person: say("facility", "Colony 3", on="2026-11-01", data=b"other item")."""
    from desk.register.actions import state

    def make(property: str, value: str, on: str = "", data: bytes = b"another item", grade: str = "B2") -> Any:
        return state(
            by=staff("analyst"),
            at=now,
            person=person,
            property=property,
            value=value,
            written=value,
            item=item(data, "other.txt"),
            locator="line 1",
            grade=Grade(grade[0], int(grade[1])),
            asserted_by="a returned soldier",
            true_on=on,
        )

    return make
