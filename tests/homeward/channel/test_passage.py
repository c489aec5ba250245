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


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("events", "at", "key", "values"),
    [
        ((), NINE, "lamp_waiting", {"parties": "ZLS, MDL"}),
        (TOLD, NINE - SECOND, "lamp_not_yet", {"since": "2026-11-24 09:00 UTC"}),
        (TOLD, NINE, "lamp_green", {"until": "2026-11-24 12:00 UTC"}),
        (TOLD, NOON, "lamp_green", {"until": "2026-11-24 12:00 UTC"}),
        (TOLD, NOON + SECOND, "lamp_over", {"until": "2026-11-24 12:00 UTC"}),
        (MOVING, NOON + SECOND, "lamp_overdue", {"until": "2026-11-24 12:00 UTC"}),
        (MOVING, NOON, "lamp_silent", {"since": "2026-11-24 09:00 UTC"}),
        ((*TOLD, word(Act.ASK_END, "ZLS")), NINE, "lamp_revoking", {"party": "ZLS"}),
    ],
)
def test_the_lamp_names_parties_and_times(
    events: tuple[Event, ...], at: datetime, key: str, values: dict[str, str]
) -> None:
    said = lamp(after(*events), at)
    assert (said.key, dict(said.values)) == (key, values)


@pytest.mark.parametrize(
    ("before", "move", "key"),
    [
        ((), TOLD[0], "passage_acknowledged"),
        ((), word(Act.ASK_END, "ZLS"), "passage_end_asked"),
        ((word(Act.ASK_END, "MDL"),), word(Act.AGREE_END), "passage_ended"),
        (TOLD, word(Act.DEPART), "passage_departed"),
        (MOVING, word(Act.CHECK_IN), "passage_checked_in"),
        (MOVING, word(Act.ARRIVE), "passage_arrived"),
    ],
)
def test_each_word_says_who_said_it(before: tuple[Event, ...], move: Event, key: str) -> None:
    done = step(after(*before), move)
    assert (done.moved, done.saying.key, dict(done.saying.values)) == (True, key, {"party": move.by})


@pytest.mark.parametrize(
    ("before", "move", "key"),
    [
        (TOLD[:1], TOLD[0], "passage_acknowledged_before"),
        ((), word(Act.ACKNOWLEDGE, "VRH"), "passage_acknowledged_before"),
        ((), word(Act.ACKNOWLEDGE, "ZLS", at=NOON + SECOND), "passage_notice_over"),
        ((), word(Act.ACKNOWLEDGE, "ZLS", at=NINE, until=NINE - SECOND), "passage_notice_over"),
        (TOLD, word(Act.DEPART, "ZLS"), "passage_not_in_force"),
        (TOLD, word(Act.DEPART, at=NINE - SECOND), "passage_not_in_force"),
        ((), word(Act.AGREE_END), "passage_only_mover"),
        (TOLD, word(Act.CHECK_IN), "passage_not_on_the_road"),
        (MOVING, word(Act.CHECK_IN, "ZLS"), "passage_not_on_the_road"),
        (TOLD, word(Act.ARRIVE), "passage_not_on_the_road"),
        (MOVING, word(Act.ARRIVE, "ZLS"), "passage_not_on_the_road"),
    ],
)
def test_a_word_out_of_turn_changes_nothing_and_says_why(before: tuple[Event, ...], move: Event, key: str) -> None:
    assert refusal(after(*before), move) == key


def test_an_acknowledgement_keeps_its_units_and_lapses_no_later_than_the_window() -> None:
    told = after(word(Act.ACKNOWLEDGE, "ZLS", at=NOON, until=NOON + SECOND), word(Act.ACKNOWLEDGE, "MDL", until=NINE))
    assert [(one.by, one.units, one.until) for one in told.acknowledged] == [
        ("ZLS", "3rd brigade", NOON),
        ("MDL", "3rd brigade", NINE),
    ]
    assert told.closes == NINE


def test_who_is_on_the_road_is_heard_when_setting_out_at_each_check_in_and_on_arrival() -> None:
    moving = after(*TOLD, word(Act.DEPART, at=NINE + SECOND))
    assert (moving.on_the_road, moving.heard_at) == (True, NINE + SECOND)
    heard = after(word(Act.CHECK_IN, at=NINE + 2 * SECOND), lease=moving)
    assert (heard.on_the_road, heard.heard_at) == (True, NINE + 2 * SECOND)
    there = after(word(Act.ARRIVE, at=NINE + 3 * SECOND), lease=heard)
    assert (there.on_the_road, there.heard_at) == (False, NINE + 3 * SECOND)


def test_the_last_who_can_set_out_arrives_as_the_window_closes() -> None:
    assert after(*TOLD, word(Act.DEPART, at=NOON - timedelta(hours=1))).on_the_road


def test_a_notice_has_a_window_that_is_not_over() -> None:
    def key(since: datetime, until: datetime, at: datetime) -> str:
        said = refusal_of_notice(None, Lease("n", "VRH", ("ZLS",), since, until), at)
        return said.key if said else ""

    assert key(NINE, NOON, NOON - SECOND) == ""
    assert key(NINE, NOON, NOON) == key(NINE, NINE, NINE - SECOND) == key(NOON, NINE, NINE - SECOND)
    assert key(NINE, NOON, NOON) == "passage_window_empty"


def test_a_guarantee_is_given_by_who_acknowledged_and_as_long_as_it_stands() -> None:
    told = after(*TOLD)
    assert not holds(told, "VRH", NINE)
    assert not holds(told, "ZLS", NINE - CLOCK_SKEW - SECOND)
    ended = after(word(Act.ASK_END, "ZLS"), word(Act.AGREE_END), lease=told)
    assert not holds(ended, "ZLS", NINE)
    early = after(word(Act.ACKNOWLEDGE, "ZLS", until=NINE), TOLD[1])
    assert holds(early, "ZLS", NINE + CLOCK_SKEW)
    assert not holds(early, "ZLS", NINE + CLOCK_SKEW + SECOND)
    assert holds(early, "MDL", NOON)
