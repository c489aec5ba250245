"""What a person must look at follows from the transcript and the clock, and goes when what was missing comes."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.canonical import Value
from homeward.channel.alarms import findings
from homeward.channel.finding import Arrivals, Cause
from homeward.channel.message import Message
from homeward.channel.missed import LEAD
from homeward.channel.moment import write_moment
from homeward.channel.party import Party
from homeward.channel.postmark import stamp
from tests.homeward.channel.parties import AT, EXP, IVAN, bind, keyring, note, offer, party, pass_on

OVER = EXP + timedelta(seconds=1)
HOUR = timedelta(hours=1)
WINDOW = (AT + timedelta(days=3), AT + timedelta(days=3, hours=5))


def told(end: Party, at: datetime, arrivals: Arrivals | None = None) -> list[tuple[Cause, str]]:
    found = findings(end.transcript, end.keyring.party, arrivals or Arrivals(), at)
    return [(one.cause, one.saying.in_language("en")) for one in found]


def say(end: Party, kind: str, at: datetime = AT, **data: Value) -> Message:
    return end.say(end.act(kind, data, EXP), at)


def notice(end: Party) -> Message:
    since, until = (write_moment(one) for one in WINDOW)
    place: dict[str, Value] = {"area": "bridge", "routes": "road 4", "means": "buses", "contacts": "7"}
    return say(
        end, "passage_notice", deal="d1", operation="o1", since=since, until=until, vehicles=2, people_count=40, **place
    )


ASKED: list[tuple[str, dict[str, Value]]] = [
    ("life_request", {"person": IVAN, "challenge": "c"}),
    ("list_request", {"category": "wounded", "as_of": "2026-11-24"}),
    ("custody_claim", {"person": IVAN, "basis": "letter"}),
    ("holder_question", {"person": IVAN, "asks": "held", "through": "direct", "asked_on": "2026-11-24"}),
]


@pytest.mark.parametrize(("kind", "data"), ASKED)
def test_what_was_asked_and_not_answered_lapses_at_both_ends(kind: str, data: dict[str, Value]) -> None:
    ours, theirs = party("VRH"), party("ZLS")
    pass_on(say(ours, kind, **data), theirs)
    assert told(ours, EXP) == []
    assert told(ours, OVER) == [(Cause.LAPSED_OURS, "It ran out on 2026-12-01 09:00 UTC and ZLS had not answered it.")]
    assert told(theirs, OVER)[0][0] == Cause.LAPSED_THEIRS


def test_that_it_was_received_is_no_answer_and_an_answer_is_one() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    asked = say(ours, "life_request", person=IVAN, challenge="c")
    pass_on(asked, theirs)
    pass_on(say(theirs, "acknowledge", of=asked.id), ours)
    assert told(ours, OVER)
    reply = say(theirs, "life_reply", of=asked.id, challenge="c", said="all well", on="2026-11-24")
    pass_on(reply, ours)
    assert told(ours, OVER) == []


def test_what_was_recalled_does_not_lapse() -> None:
    ours = party("VRH")
    asked = say(ours, "life_request", person=IVAN, challenge="c")
    say(ours, "recall", of=asked.id, reason="found")
    assert told(ours, OVER) == []


@pytest.mark.parametrize("kind", ["list", "list_commit"])
def test_a_list_of_what_was_asked_answers_the_request(kind: str) -> None:
    ours, theirs = party("VRH"), party("ZLS")
    same: dict[str, Value] = {"category": "wounded", "as_of": "2026-11-24"}
    more: dict[str, Value] = {"salt": "s", "people": []} if kind == "list" else {"count": 0, "commit": "a" * 64}
    pass_on(say(ours, "list_request", **same), theirs)
    pass_on(say(theirs, kind, list="l", **{**same, "category": "woman"}, **more), ours)
    assert told(ours, OVER)
    pass_on(say(theirs, kind, list="m", **same, **more), ours)
    assert told(ours, OVER) == []


def test_an_offer_lapses_by_whoever_had_the_next_word() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    first = offer(ours)
    pass_on(first, theirs)
    assert [cause for cause, _ in told(ours, OVER)] == [Cause.LAPSED_OURS]
    pass_on(bind(theirs, "accept", {"deal": "d1", "on": first.id}), ours)
    assert [cause for cause, _ in told(ours, OVER)] == [Cause.LAPSED_THEIRS]  # it was for us to confirm
    accepted = theirs.transcript.heads["zls"][1]
    pass_on(bind(ours, "confirm", {"deal": "d1", "on": accepted}), theirs)
    assert told(ours, OVER) == told(theirs, OVER) == []


def test_a_notice_is_missed_from_its_lead_on_until_each_has_acknowledged() -> None:
    ours, theirs, between = party("VRH"), party("ZLS"), party("MDL")
    given = notice(ours)
    pass_on(given, theirs, between)
    near = WINDOW[0] - LEAD
    assert told(ours, near - timedelta(seconds=1)) == []
    sentence = "The window begins on 2026-11-27 09:00 UTC and there is no acknowledgement yet from MDL, ZLS."
    assert told(ours, near) == told(theirs, near) == [(Cause.UNACKNOWLEDGED, sentence)]
    pass_on(say(theirs, "acknowledge", of=given.id, units="brigade 5"), ours, between)
    assert told(ours, near)[0][1].endswith("from MDL.")
    pass_on(say(between, "acknowledge", of=given.id), ours)
    assert told(ours, near) == []


def test_who_asks_to_end_a_passage_has_not_acknowledged_its_notice() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    given = notice(ours)
    pass_on(given, theirs)
    pass_on(say(theirs, "revocation_request", of=given.id, reason="shelling"), ours)
    missed = {one.message: one for one in findings(ours.transcript, "VRH", Arrivals(), WINDOW[0])}
    assert "from MDL, ZLS." in missed[given.id].saying.in_language("en")


def test_only_the_newest_notice_of_an_operation_is_missed() -> None:
    ours = party("VRH")
    notice(ours)
    second = notice(ours)
    [found] = findings(ours.transcript, "VRH", Arrivals(), WINDOW[0])
    assert found.message == second.id


def test_a_request_to_end_a_passage_is_missed_until_the_mover_has_answered() -> None:
    ours, theirs, between = party("VRH"), party("ZLS"), party("MDL")
    given = notice(ours)
    pass_on(given, theirs, between)
    for end in (theirs, between):
        pass_on(say(end, "acknowledge", of=given.id, units="all"), ours, theirs if end is between else between)
    asked = say(theirs, "revocation_request", of=given.id, reason="shelling")
    pass_on(asked, ours, between)
    assert "from MDL, VRH." in told(ours, WINDOW[0])[0][1]
    for end in (ours, between):
        pass_on(say(end, "acknowledge", of=asked.id), theirs)
    assert told(theirs, WINDOW[0]) == []


def test_a_message_that_came_days_after_its_date_is_noted() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    first = note(theirs)
    pass_on(first, ours)
    late = Arrivals({first.id: AT + timedelta(days=2)})
    [found] = findings(ours.transcript, "VRH", late, AT + timedelta(days=2))
    assert (found.cause, found.cause.note) == (Cause.SLOW, True)
    assert told(ours, AT, Arrivals({first.id: AT + timedelta(hours=23)})) == []


@pytest.mark.parametrize("sealed", [True, False])
@pytest.mark.parametrize(
    ("said", "stamped", "now", "cause"),
    [
        (3 * HOUR, HOUR, 3 * HOUR, Cause.STAMPED_BEFORE),
        (3 * HOUR, 2 * HOUR, 3 * HOUR, None),  # within an hour two clocks may differ
        (HOUR, 3 * HOUR, HOUR, Cause.STAMPED_AHEAD),
        (HOUR, 2 * HOUR, HOUR, None),
        (HOUR, 90 * HOUR, 90 * HOUR, None),  # it waited for somebody to carry it
    ],
)
def test_a_postmark_that_no_right_clock_gave_is_an_alarm(
    said: timedelta, stamped: timedelta, now: timedelta, cause: Cause | None, sealed: bool
) -> None:
    ours, blob = party("VRH"), hashlib.sha256(b"sealed").hexdigest()
    first = note(ours, at=AT + said)
    ours.transcript.stamp(stamp(keyring("MDL").speaker, blob if sealed else first.id, AT + stamped))
    found = findings(ours.transcript, "VRH", Arrivals(sealed={blob: first.id}), AT + now)
    assert [one.cause for one in found] == ([cause] if cause else [])


@given(st.permutations(range(5)))
@settings(max_examples=60, deadline=None)
def test_what_is_found_does_not_depend_on_the_order_of_arrival(order: list[int]) -> None:
    said = conversation()
    ours = party("VRH")
    for number in order:
        ours.transcript.add(said[number], AT)
    found = findings(ours.transcript, "VRH", Arrivals(), OVER)
    assert sorted(one.cause for one in found) == [Cause.LAPSED_OURS, Cause.LAPSED_THEIRS, Cause.LAPSED_THEIRS]


@cache
def conversation() -> tuple[Message, ...]:
    """Five messages of two sides that hang on each other; three of them go unanswered."""
    ours, theirs = party("VRH"), party("ZLS")
    asked = say(ours, "life_request", person=IVAN, challenge="c")
    pass_on(asked, theirs)
    pass_on(say(theirs, "acknowledge", of=asked.id), ours)
    pass_on(say(theirs, "custody_claim", person=IVAN, basis="list"), ours)
    pass_on(note(ours), theirs)
    pass_on(offer(theirs), ours)
    return ours.transcript.held
