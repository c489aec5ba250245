"""Safe passage: the four rules of the lease, one by one. All orders together are searched in `tests/models`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from homeward.channel.notice import BadNotice, Notice
from homeward.channel.passage import (
    CLOCK_SKEW,
    HEARD_EVERY,
    Act,
    Event,
    Lease,
    holds,
    in_force,
    lamp,
    refusal_of_notice,
    step,
)

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
NOON = NINE + timedelta(hours=3)
NEW = Lease("n1", "VRH", ("ZLS", "MDL"), NINE, NOON, takes=timedelta(hours=1))


def word(act: Act, by: str = "VRH", at: datetime = NINE, of: str = "n1", until: datetime | None = None) -> Event:
    return Event(act, by, at, of, "3rd brigade", until)


TOLD = (word(Act.ACKNOWLEDGE, "ZLS"), word(Act.ACKNOWLEDGE, "MDL"))
MOVING = (*TOLD, word(Act.DEPART))


def after(*events: Event, lease: Lease = NEW) -> Lease:
    for event in events:
        lease = step(lease, event).lease
    return lease


def refusal(lease: Lease, event: Event) -> str:
    done = step(lease, event)
    assert (done.moved, done.lease) == (False, lease)
    return done.saying.key


def test_everybody_must_acknowledge_before_anybody_moves() -> None:
    assert refusal(after(TOLD[0]), word(Act.DEPART)) == "passage_not_in_force"
    assert after(*MOVING).on_the_road


def test_an_acknowledgement_of_another_notice_counts_for_nothing() -> None:
    assert refusal(NEW, word(Act.ACKNOWLEDGE, "ZLS", of="n0")) == "passage_another_notice"


def test_an_acknowledgement_names_the_units_told() -> None:
    assert refusal(NEW, Event(Act.ACKNOWLEDGE, "ZLS", NINE, "n1", " ")) == "passage_no_units"


def test_an_acknowledgement_may_lapse_before_the_window_does() -> None:
    told = after(word(Act.ACKNOWLEDGE, "ZLS", until=NINE + timedelta(hours=1)), TOLD[1])
    assert in_force(told, NINE + timedelta(hours=1))
    assert not in_force(told, NINE + timedelta(minutes=61))


def test_a_stranger_says_nothing_on_it() -> None:
    assert refusal(NEW, word(Act.ACKNOWLEDGE, "XYZ")) == "passage_not_a_party"


def test_the_guarantee_is_wider_than_the_window_by_the_skew_of_the_clocks() -> None:
    told = after(*TOLD)
    assert holds(told, "ZLS", NINE - CLOCK_SKEW)
    assert holds(told, "ZLS", NOON + CLOCK_SKEW)
    assert not holds(told, "ZLS", NOON + CLOCK_SKEW + timedelta(seconds=1))
    assert not in_force(told, NINE - timedelta(seconds=1))
    assert not holds(after(TOLD[0]), "MDL", NINE)


def test_only_the_agreement_of_the_mover_ends_it() -> None:
    asked = after(*TOLD, word(Act.ASK_END, "ZLS"))
    assert in_force(asked, NINE)
    assert refusal(asked, word(Act.AGREE_END, "ZLS")) == "passage_only_mover"
    ended = after(word(Act.AGREE_END), lease=asked)
    assert not in_force(ended, NINE)
    assert refusal(ended, word(Act.DEPART)) == "passage_ended_before"


def test_the_mover_agrees_to_nothing_on_the_road() -> None:
    moving = after(*MOVING, word(Act.ASK_END, "ZLS"))
    assert refusal(moving, word(Act.AGREE_END)) == "passage_on_the_road"
    assert not after(word(Act.ARRIVE), word(Act.AGREE_END), lease=moving).on_the_road


def test_nobody_sets_out_who_would_be_on_the_road_after_the_window() -> None:
    assert refusal(after(*TOLD), word(Act.DEPART, at=NOON - timedelta(minutes=59))) == "passage_too_late"


def test_a_new_notice_cannot_end_what_the_other_side_relies_on() -> None:
    theirs = Lease("n2", "ZLS", ("VRH",), NINE, NOON + timedelta(days=1))
    ours = Lease("n3", "VRH", ("ZLS", "MDL"), NINE, NOON + timedelta(days=1))
    told, key = after(*TOLD), lambda said: said.key if said else None
    assert key(refusal_of_notice(told, theirs, NOON + CLOCK_SKEW)) == "passage_only_mover"
    assert refusal_of_notice(told, theirs, NOON + 2 * CLOCK_SKEW) is None
    assert refusal_of_notice(told, ours, NINE) is None
    assert key(refusal_of_notice(after(*MOVING), ours, NINE)) == "passage_on_the_road"
    assert key(refusal_of_notice(None, NEW, NOON)) == "passage_window_empty"


@pytest.mark.parametrize(
    ("events", "at", "key"),
    [
        ((), NINE, "lamp_waiting"),
        (TOLD, NINE - timedelta(hours=1), "lamp_not_yet"),
        (TOLD, NINE, "lamp_green"),
        (TOLD, NOON + timedelta(seconds=1), "lamp_over"),
        ((*TOLD, word(Act.ASK_END, "ZLS")), NINE, "lamp_revoking"),
        ((*TOLD, word(Act.ASK_END, "ZLS"), word(Act.AGREE_END)), NINE, "lamp_ended"),
        (MOVING, NINE + HEARD_EVERY, "lamp_green"),
        (MOVING, NINE + HEARD_EVERY + timedelta(seconds=1), "lamp_silent"),
        ((*MOVING, word(Act.CHECK_IN, at=NINE + HEARD_EVERY)), NINE + 2 * HEARD_EVERY, "lamp_green"),
        (MOVING, NOON + timedelta(seconds=1), "lamp_overdue"),
    ],
)
def test_the_lamp_says_what_is_missing(events: tuple[Event, ...], at: datetime, key: str) -> None:
    said = lamp(after(*events), at)
    assert said.key == key
    assert all(said.in_language(language) for language in ("en", "uk", "ru"))


def test_without_a_notice_the_lamp_says_so() -> None:
    assert lamp(None, NINE).key == "lamp_none"


@pytest.mark.parametrize("field", ["area", "routes", "means", "contacts"])
def test_a_notice_without_a_mandatory_field_protects_nobody(field: str) -> None:
    given = {"area": "valley", "routes": "7", "means": "bus", "contacts": "Heron"} | {field: " "}
    with pytest.raises(BadNotice, match=f"missing: {field}"):
        Notice(since=NINE, until=NOON, vehicles=1, persons=2, **given)


def test_a_changed_notice_has_another_hash() -> None:
    one, other = (Notice("valley", NINE, NOON, count, "7", "bus", 2, "Heron") for count in (1, 2))
    assert one.sha256("op", "VRH") != other.sha256("op", "VRH")
    assert one.sha256("op", "VRH") != one.sha256("op", "ZLS")
