"""Blind suggestions: packages put to both, answers that only the mediator reads, one package that both accept."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.canonical import Value
from homeward.channel.message import Message
from homeward.channel.suggestions import Round, rounds
from tests.homeward.channel.parties import AT, EXP, IVAN, PETR, party, pass_on

LATE = EXP + timedelta(days=9)


class Table:
    """The mediator and two headquarters; an answer goes to the mediator, and its head to the other side."""

    def __init__(self) -> None:
        self.ends = {code: party(code) for code in ("VRH", "ZLS", "MDL")}

    def say(
        self, by: str, kind: str, data: dict[str, Value], *, exp: datetime = LATE, at: datetime = AT, bind: bool = False
    ) -> Message:
        end, secret = self.ends[by], kind == "suggestion_answer"
        act = end.act(kind, {"round": "r1", **data}, exp, ["MDL"] if secret else ())
        spoken = end.say(act, at, [end.approve(act, seat, at) for seat in (1, 2)] if bind else [])
        for code, other in self.ends.items():
            if code != by:
                pass_on(spoken.showing({}) if secret and code != "MDL" else spoken, other, at=at)
        return spoken

    def suggest(self, number: int, *, total: int = 2, by: str = "MDL", exp: datetime = EXP) -> Message:
        people: dict[str, Value] = {"terms": {}, "one": [IVAN], "other": [PETR]}
        return self.say(by, "suggestion", {"number": number, "total": total, **people}, exp=exp)

    def answer(self, by: str, *accepts: str, at: datetime = AT) -> Message:
        return self.say(by, "suggestion_answer", {"accepts": [*accepts]}, at=at, bind=True)

    def tell(self, agreed: str = "") -> Message:
        return self.say("MDL", "suggestion_result", {"agreed": agreed} if agreed else {})

    def seen(self, by: str = "MDL") -> tuple[Round, dict[str, str]]:
        transcript = self.ends[by].transcript
        found, said = rounds(transcript.effective, transcript.roster)
        return found["r1"], {id: told.key for id, told in said.items()}


def test_both_answer_and_the_common_package_is_told() -> None:
    table = Table()
    first, second = table.suggest(1), table.suggest(2)
    table.answer("VRH", first.id, second.id)
    table.answer("ZLS", second.id)
    round_, _ = table.seen()
    assert round_.ids == (first.id, second.id)
    assert round_.accepts == {"VRH": {first.id, second.id}, "ZLS": {second.id}}
    table.tell(second.id)
    for code in ("VRH", "ZLS", "MDL"):
        assert table.seen(code)[0].agreed == second.id


def test_a_side_learns_nothing_of_the_other_sides_answer() -> None:
    table = Table()
    table.answer("ZLS", table.suggest(1, total=1).id)
    assert table.seen("VRH")[0].accepts == {}
    assert table.seen("VRH")[0].answered == {}


def test_nobody_answers_before_all_packages_have_come() -> None:
    table = Table()
    early = table.answer("VRH", table.suggest(1).id)
    round_, said = table.seen()
    assert not round_.complete
    assert said[early.id] == "suggestion_unknown"


def test_an_answer_stands_once_in_time_and_for_what_was_suggested() -> None:
    table = Table()
    one = table.suggest(1, total=1)
    strange = table.answer("VRH", "f" * 64)
    table.answer("VRH")
    again = table.answer("VRH", one.id)
    late = table.answer("ZLS", one.id, at=EXP + timedelta(seconds=1))
    round_, said = table.seen()
    assert round_.accepts == {"VRH": frozenset()}
    assert [said[message.id] for message in (strange, late, again)] == [
        "suggestion_names_another",
        "suggestion_too_late",
        "suggestion_answered_already",
    ]


@pytest.mark.parametrize(("number", "total"), [(1, 2), (3, 2), (0, 2), (2, 3)])
def test_a_package_that_does_not_fit_its_round_changes_nothing(number: int, total: int) -> None:
    table = Table()
    table.suggest(1)
    wrong = table.suggest(number, total=total)
    round_, said = table.seen()
    assert len(round_.packages) == 1
    assert said[wrong.id] == "suggestion_taken"


def test_a_result_that_a_side_knows_to_be_false_has_no_effect_there() -> None:
    table = Table()
    one = table.suggest(1, total=1)
    table.answer("VRH")
    false = table.tell(one.id)
    assert table.seen("VRH")[1][false.id] == "suggestion_not_accepted"
    assert table.seen("VRH")[0].result == ""


def test_no_common_package_is_told_as_none_and_once() -> None:
    table = Table()
    table.suggest(1, total=1)
    table.tell()
    again = table.tell()
    round_, said = table.seen("ZLS")
    assert (round_.agreed, said[round_.result]) == ("", "suggestion_none_agreed")
    assert said[again.id] == "suggestion_not_to_tell"


@cache
def whole_round() -> tuple[Message, ...]:
    table = Table()
    first, second = table.suggest(1), table.suggest(2)
    answers = table.answer("VRH", first.id, second.id), table.answer("ZLS", second.id)
    return (first, second, *answers, table.tell(second.id))


@given(st.permutations(range(5)))
def test_the_round_is_the_same_in_whatever_order_its_messages_come(order: list[int]) -> None:
    end = party("MDL", party("VRH").channel)
    for number in order:
        end.transcript.add(whole_round()[number], AT)
    [found] = rounds(end.transcript.effective, end.transcript.roster)[0].values()
    assert (found.agreed, set(found.accepts), len(found.ids)) == (whole_round()[1].id, {"VRH", "ZLS"}, 2)
