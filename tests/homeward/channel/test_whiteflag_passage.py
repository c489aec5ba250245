"""A notice of safe passage as Whiteflag messages and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.channel.notice import Notice
from homeward.channel.whiteflag import codec
from homeward.channel.whiteflag.errors import BadWhiteflag
from homeward.channel.whiteflag.message import Reference, Requested
from homeward.channel.whiteflag.passage import Emblem, Mission, Signals, from_messages, signals, to_messages
from homeward.channel.whiteflag.place import Place
from homeward.channel.whiteflag.rules import check_reference, reply

SINCE = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
NOTICE = Notice("Bridge", SINCE, SINCE + timedelta(hours=6), 4, "Road 7", "buses", 205, "radio 5")
SAID = signals(
    NOTICE, NOTICE.sha256("op1", "VRH"), Place(4812345, 3765432), 2500, Mission.PRISONERS_OF_WAR, Emblem.RED_CROSS
)


def test_the_messages_ask_for_passage_say_why_and_what_is_shown() -> None:
    request, mission, text, emblem, again = to_messages(SAID)

    assert codec.to_text(request).endswith(
        "202026-12-01T06:00:00ZP00D06H00M21+48.12345+037.65432250000000004004119911991107"
    )
    assert codec.to_text(mission)[71:73] == "22"
    assert codec.to_text(emblem)[71:73] == "11"
    assert text.body == again.body == f"homeward passage {NOTICE.sha256('op1', 'VRH')}"
    assert [message.reference for message in to_messages(SAID)] == list("03303")
    assert mission.referenced == text.referenced == codec.identify(request)
    assert again.referenced == codec.identify(emblem)


def test_each_message_may_refer_to_the_one_it_names() -> None:
    request, mission, text, emblem, again = to_messages(SAID)

    for message, referenced in ((mission, request), (text, request), (again, emblem)):
        check_reference(message, referenced, same=True)


def test_what_was_said_is_understood_from_the_bytes_alone() -> None:
    sent = [codec.encode(message) for message in to_messages(SAID)]

    assert from_messages([codec.decode(data) for data in sent]) == SAID


said = st.builds(
    Signals,
    st.text("0123456789abcdef", min_size=64, max_size=64),
    st.builds(Place, st.integers(-9000000, 9000000), st.integers(-18000000, 18000000)),
    st.integers(1, 9999),
    st.just(SINCE),
    st.integers(1, 143_999).map(lambda minutes: SINCE + timedelta(minutes=minutes)),
    st.integers(0, 99),
    st.integers(1, 693),
    st.sampled_from(Mission),
    st.sampled_from(Emblem),
)


@given(said)
def test_every_passage_comes_back(said: Signals) -> None:
    assert from_messages(to_messages(said)) == said


def test_numbers_that_do_not_fit_are_refused_not_rounded() -> None:
    for bad in (replace(SAID, persons=694), replace(SAID, persons=0), replace(SAID, vehicles=100)):
        with pytest.raises(BadWhiteflag, match="at most 99 vehicles"):
            to_messages(bad)
    with pytest.raises(BadWhiteflag, match="whole minutes"):
        to_messages(replace(SAID, until=SINCE))


def test_messages_of_two_passages_are_not_mixed() -> None:
    ours, others = to_messages(SAID), to_messages(replace(SAID, persons=3))
    request, mission, text, emblem, again = ours

    for mixed in (
        (ours[0], *others[1:]),
        ours[:4],
        (mission, request, text, emblem, again),
        (request, mission, emblem, text, again),
        (text,) * 5,
    ):
        with pytest.raises(BadWhiteflag, match="not together"):
            from_messages(mixed)


def test_a_passage_that_says_two_things_is_refused() -> None:
    *others, emblem, again = to_messages(SAID)
    longer = replace(emblem, body=replace(emblem.body, lasts=timedelta(hours=7)))  # type: ignore[type-var]

    with pytest.raises(BadWhiteflag, match="not together"):
        from_messages([*others, longer, replace(again, referenced=codec.identify(longer))])


def test_the_other_side_complies_with_the_request_or_rejects_it() -> None:
    request = to_messages(SAID)[0]

    for how in (Reference.ACKNOWLEDGE, Reference.COMPLY, Reference.REJECT):
        assert reply(request, how).referenced == codec.identify(request)
    assert Requested("11", 99) in request.body.requested  # type: ignore[union-attr]
