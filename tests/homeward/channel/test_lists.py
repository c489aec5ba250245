from __future__ import annotations

import pytest

from homeward.canonical import Value
from homeward.channel.lists import commitment, compare
from tests.homeward.channel.parties import AT, EXP, IVAN, PETR, party


def shown(fixed: list[Value] | None, people: list[Value], salt: str = "s") -> str:
    """What is said of a list of `people` after a list of `fixed` was fixed."""
    end = party("VRH")
    common: dict[str, Value] = {"list": "l1", "category": "wounded", "as_of": "2026-11-24"}
    if fixed is not None:
        data = {**common, "count": len(fixed), "commit": commitment(fixed, "s")}
        end.say(end.act("list_commit", data, EXP), AT)
    end.say(end.act("list", {**common, "salt": salt, "people": people}, EXP), AT)
    [told] = compare(end.transcript.held).values()
    return told.key


def test_the_hash_of_a_list_is_known() -> None:
    assert commitment([], "s") == "b93cbb792fef0c1342f3a987dfb2c7dc06e8dfb5d7fdd0aa4672ce87c1af9f54"


@pytest.mark.parametrize(
    ("fixed", "people", "key"),
    [
        ([IVAN, PETR], [IVAN, PETR], "list_as_fixed"),
        ([IVAN, PETR], [IVAN], "list_changed"),
        ([IVAN, PETR], [PETR, IVAN], "list_changed"),
        (None, [IVAN], "list_not_fixed"),
    ],
)
def test_a_list_is_held_against_what_was_fixed_before(fixed: list[Value] | None, people: list[Value], key: str) -> None:
    assert shown(fixed, people) == key


def test_another_salt_is_another_list() -> None:
    assert shown([IVAN], [IVAN], salt="t") == "list_changed"
