"""Showing a mediator one field or one row, so that it can check it and guesses nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.canonical import Value
from homeward.channel import disclosure, message
from homeward.channel.errors import BadMessage
from homeward.channel.export import export
from homeward.channel.lists import compare
from homeward.channel.message import Message
from homeward.channel.transcript import Added
from homeward.channel.verifier import BrokenTranscript, verify_transcript
from tests.homeward.channel.parties import AT, IVAN, PETR, bind, offer, party, pass_on
from tests.homeward.test_canonical import KEYS, VALUES

SALT = b"s" * 32


def private() -> Message:
    """An offer that names only the other side."""
    end = party("VRH")
    data: dict[str, Value] = {"deal": "d1", "terms": {}, "give": [PETR], "receive": [IVAN], "note": "Between us."}
    act = end.act("offer", data, offer(party("VRH")).act.exp, to=("ZLS",))
    return end.say(act, AT, [end.approve(act, seat, AT) for seat in (1, 2)])


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_what_is_shown_whole_is_read_back(data: dict[str, Value]) -> None:
    found = disclosure.read(disclosure.whole(data, SALT), disclosure.digests(data, SALT))
    assert (dict(found.data), found.whole) == (data, True)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), st.data())
def test_one_field_is_shown_and_no_other(data: dict[str, Value], draw: st.DataObject) -> None:
    name = draw.draw(st.sampled_from(sorted(data)))
    shown = disclosure.part(data, SALT, {name: None})
    found = disclosure.read(shown, disclosure.digests(data, SALT))
    assert (dict(found.data), found.whole) == ({name: data[name]}, False)


def test_one_person_of_a_list_is_shown() -> None:
    data: dict[str, Value] = {"people": [IVAN, PETR]}
    shown = disclosure.part(data, SALT, {"people": [1]})
    found = disclosure.read(shown, disclosure.digests(data, SALT))
    assert (found.data, found.parts) == ({}, {"people": {1: PETR}})
    assert "Коваль" not in str(shown)


def test_what_was_not_signed_is_not_shown() -> None:
    data: dict[str, Value] = {"people": [IVAN, PETR], "count": 2}
    signed = disclosure.digests(data, SALT)
    other = disclosure.part({"people": [PETR, IVAN], "count": 3}, SALT, {"people": [0], "count": None})
    for false in (other, {"fields": {"count": disclosure.part(data, SALT, {"people": None})}}, {}, None, {"fields": 1}):
        with pytest.raises(BadMessage, match="not what its author signed"):
            disclosure.read(false, signed)


def test_a_row_cannot_be_shown_in_another_place() -> None:
    data: dict[str, Value] = {"people": [IVAN, PETR]}
    shown = disclosure.part(data, SALT, {"people": None})
    assert isinstance(shown, dict)
    rows = shown["fields"]["people"]["rows"]
    swapped = {"fields": {"people": {**shown["fields"]["people"], "rows": rows[::-1]}}}
    with pytest.raises(BadMessage, match="not what its author signed"):
        disclosure.read(swapped, disclosure.digests(data, SALT))


def test_equal_fields_have_unlike_digests() -> None:
    same: dict[str, Value] = {"one": "x", "other": "x"}
    digests = disclosure.digests(same, SALT)
    assert len({*digests.values(), *disclosure.digests(same, b"t" * 32).values()}) == 4


def test_a_mediator_who_is_not_named_follows_the_chain_by_heads() -> None:
    ours, theirs, between = party("VRH"), party("ZLS"), party("MDL")
    spoken = private()
    pass_on(spoken, ours, theirs)
    head = ours.seal_head(spoken, AT)
    assert head
    assert between.transcript.add(between.open(head), AT) == Added.HELD
    reply = bind(theirs, "accept", {"deal": "d1", "on": spoken.id})
    pass_on(reply, between)
    [held, _] = between.transcript.held
    assert (held.id, dict(held.act.data)) == (spoken.id, {})
    assert not between.transcript.deals()[0]


def test_a_party_discloses_to_the_mediator_later_field_by_field() -> None:
    ours, between = party("VRH"), party("MDL")
    spoken = private()
    pass_on(spoken, ours)
    pass_on(spoken.showing({}), between)
    for chosen in ({"deal": None}, {"receive": None, "give": [0]}):
        blob = ours.disclose(spoken.showing(chosen), "MDL", AT)
        assert between.transcript.add(between.open(blob), AT) == Added.DISCLOSED
    [held] = between.transcript.held
    assert dict(held.act.data) == {"deal": "d1", "give": [PETR], "receive": [IVAN]}
    assert between.transcript.add(spoken, AT) == Added.DISCLOSED
    assert between.transcript.deals()[0]["d1"].state == "offered"
    assert between.transcript.add(spoken.showing({}), AT) == Added.KNOWN


def test_a_list_that_is_not_shown_is_not_compared() -> None:
    end = party("VRH")
    data: dict[str, Value] = {"list": "l1", "category": "wounded", "as_of": "2026-11-24", "salt": "s", "people": [IVAN]}
    spoken = end.say(end.act("list", data, offer(party("VRH")).act.exp), AT)
    assert len(compare([spoken])) == 1
    assert compare([spoken.showing({"people": None})]) == {}


def test_less_than_everything_is_not_shown_again() -> None:
    with pytest.raises(BadMessage, match="shown whole"):
        private().showing({}).showing({"deal": None})


def test_an_export_cuts_what_it_is_told_to_and_still_verifies() -> None:
    ours = party("VRH")
    spoken = private()
    pass_on(spoken, ours)
    file = export(ours.transcript, {spoken.id: {"deal": None}})
    assert verify_transcript(file).withheld == 1
    assert "Between us." not in file.decode()
    with pytest.raises(BrokenTranscript):
        verify_transcript(file.replace(b'"value":"d1"', b'"value":"d2"'))
    assert message.read(file.splitlines()[1]).act.data == {"deal": "d1"}


def test_the_same_words_make_the_same_act_and_others_another() -> None:
    end = party("VRH")
    exp = offer(party("VRH")).act.exp
    one, again, other = (end.act("note", {"note": text}, exp) for text in ("x", "x", "y"))
    assert one.hash == again.hash != other.hash
    assert party("ZLS").act("note", {"note": "x"}, exp, to=("MDL", "ZLS")).digests != one.digests
