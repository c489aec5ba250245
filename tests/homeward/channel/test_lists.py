from __future__ import annotations

import pytest

from homeward.canonical import Value
from homeward.channel.lists import Fixed, commitment, compare, fixed
from homeward.channel.party import Party
from tests.homeward.channel.parties import AT, EXP, IVAN, PETR, party, pass_on


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


COMMON: dict[str, Value] = {"list": "l1", "category": "wounded", "as_of": "2026-11-24"}


def commit(end: Party, people: list[Value]) -> str:
    data = {**COMMON, "count": len(people), "commit": commitment(people, "s")}
    return end.say(end.act("list_commit", data, EXP), AT).id


def show(end: Party, people: list[Value]) -> str:
    return end.say(end.act("list", {**COMMON, "salt": "s", "people": people}, EXP), AT).id


def lists(end: Party) -> tuple[Fixed, ...]:
    return fixed(end.transcript.effective, end.transcript.roster)


def test_a_list_is_told_from_its_hash_to_its_lines() -> None:
    end = party("VRH")
    id = commit(end, [IVAN])
    [one] = lists(end)
    assert (one.party, one.key, one.committed, one.count, one.shown, one.saying) == ("VRH", "l1", id, 1, "", None)
    assert one.hash == commitment([IVAN], "s")
    shown = show(end, [IVAN])
    [one] = lists(end)
    assert one.shown == shown
    assert one.saying
    assert one.saying.key == "list_as_fixed"


def test_what_is_fixed_after_it_was_shown_fixes_nothing() -> None:
    end = party("VRH")
    show(end, [IVAN])
    commit(end, [IVAN])
    [one] = lists(end)
    assert one.committed == ""
    assert one.saying
    assert one.saying.key == "list_not_fixed"


def test_the_lists_of_both_sides_of_one_category_and_day_answer_each_other() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    commit(ours, [IVAN])
    commit(theirs, [PETR])
    pass_on(theirs.transcript.held[0], ours)
    one, other = lists(ours)
    assert one.of_the_same(other)
    assert not one.of_the_same(one)
