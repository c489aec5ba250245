from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward import keys
from homeward.channel import message, parking
from homeward.channel.body import Place
from homeward.channel.errors import BadCard, BadMessage, ChannelError, NoQuorum
from homeward.channel.export import export
from homeward.channel.message import Act, Message
from homeward.channel.transcript import START, Added, Transcript
from homeward.channel.verifier import BrokenTranscript, verify_transcript
from homeward.keys import Identity
from tests.homeward.channel.parties import AT, EXP, bind, channel, keyring, note, offer, party


@cache
def talk() -> tuple[Message, ...]:
    """Two sides and a mediator talk; each reads only part of what was said before it answers."""
    ours, theirs, between = party("VRH"), party("ZLS"), party("MDL")
    said = [offer(ours), note(theirs, "early")]
    theirs.transcript.add(said[0], AT)
    said.append(bind(theirs, "accept", {"deal": "d1", "on": said[0].id}))
    between.transcript.add(said[0], AT)
    said.append(note(between, "I listen."))
    for one in said[1:]:
        ours.transcript.add(one, AT)
    said.append(bind(ours, "confirm", {"deal": "d1", "on": said[2].id}))
    said.append(note(ours, "Thank you."))
    return tuple(said)


def forked() -> tuple[Message, Message]:
    one, other = party("VRH"), party("VRH")
    return note(one, "We free ten."), note(other, "We free twenty.")


def signed(act: Act, author: Identity, place: Place) -> Message:
    return message.write(act, author, AT, place, nonce=bytes(32))


def held(order: list[Message]) -> Transcript:
    transcript = Transcript(channel())
    for one in order:
        transcript.add(one, AT)
    return transcript


@settings(max_examples=40, deadline=None)
@given(st.permutations(talk()), st.lists(st.sampled_from(talk()), max_size=4))
def test_whatever_the_order_and_however_often_the_transcript_is_the_same(
    order: list[Message], again: list[Message]
) -> None:
    transcript = held([*order, *again])
    assert not transcript.parked
    assert export(transcript) == export(held(list(talk())))
    assert transcript.deals()[0]["d1"].state == "sealed"


def test_a_message_waits_for_the_one_before_it() -> None:
    transcript = Transcript(channel())
    assert transcript.add(talk()[4], AT) == Added.PARKED
    assert transcript.add(talk()[4], AT) == Added.KNOWN
    for one in talk()[:4]:
        transcript.add(one, AT)
    assert transcript.get(talk()[4].id) == talk()[4]


def test_a_second_copy_is_known() -> None:
    transcript = held(list(talk()))
    assert {transcript.add(one, AT) for one in talk()} == {Added.KNOWN}


def test_a_forged_signature_is_refused_and_changes_nothing() -> None:
    true, liar = note(party("VRH")), keyring("ZLS").speaker
    forged = replace(true, signature=keys.sign(liar, message.SIGNED_AS, true.raw))
    transcript = Transcript(channel())
    with pytest.raises(BadMessage, match="forged or changed"):
        transcript.add(forged, AT)
    assert not transcript.held


def test_a_commitment_without_two_principals_is_refused() -> None:
    end = party("VRH")
    act = end.act("offer", {"deal": "d1", "terms": {}, "give": [], "receive": []}, EXP)
    first = end.approve(act, 1, AT)
    other = end.approve(end.act("offer", {"deal": "d2", "terms": {}, "give": [], "receive": []}, EXP), 2, AT)
    theirs = party("ZLS").approve(act, 1, AT)
    late = end.approve(act, 2, AT + timedelta(days=1))
    for approvals in ([], [first], [first, first], [first, other], [first, theirs], [first, late]):
        with pytest.raises(NoQuorum, match="needed 2"):
            end.say(act, AT, approvals)
    assert not end.transcript.held


def test_two_messages_under_one_number_prove_a_fork_and_have_no_effect() -> None:
    one, other = forked()
    for order in ([one, other], [other, one]):
        transcript = held(order)
        [fork] = transcript.forks
        assert (fork.by, fork.seq) == ("vrh", 1)
        assert {fork.one.id, fork.other.id} == {one.id, other.id}
        assert transcript.effective == ()
    assert Transcript(channel()).add(one, AT) == Added.HELD


def test_what_an_author_says_after_a_fork_has_no_effect_but_the_other_side_is_heard() -> None:
    one, other = forked()
    transcript = held([one, other, note(party("ZLS"), "What is this?")])
    assert [message.by for message in transcript.effective] == ["zls"]
    assert transcript.place("vrh") == Place(1, START, (("zls", 1, transcript.effective[0].id),))


def test_a_message_from_the_future_is_refused() -> None:
    early = note(party("VRH"), at=AT + timedelta(days=1))
    with pytest.raises(BadMessage, match="has not come yet"):
        Transcript(channel()).add(early, AT)


def test_a_message_of_another_channel_or_by_a_principal_is_refused() -> None:
    end = party("VRH")
    act = Act.of("f" * 64, "note", ("ZLS",), EXP, {"note": "x"}, bytes(32))
    first = Place(1, START, ())
    with pytest.raises(BadMessage, match="another channel"):
        end.transcript.add(signed(act, keyring("VRH").speaker, first), AT)
    with pytest.raises(BadCard, match="may not write"):
        end.transcript.add(signed(end.act("note", {"note": "x"}, EXP), keyring("VRH").principals[0], first), AT)


@pytest.mark.parametrize(
    "place",
    [
        Place(2, START, ()),
        Place(1, "first", ()),
        Place(3, "first", ()),
        Place(2, "first", (("zls", 1, "first"),)),
        Place(2, "first", (("vrh", 1, "first"),)),
    ],
)
def test_a_wrong_link_is_refused(place: Place) -> None:
    end = party("VRH")
    first = note(end)

    def real(id: str) -> str:
        return first.id if id == "first" else id

    seen = tuple((name, number, real(id)) for name, number, id in place.seen)
    act, where = end.act("note", {"note": "x"}, EXP), Place(place.seq, real(place.prev), seen)
    wrong = signed(act, keyring("VRH").speaker, where)
    with pytest.raises(BadMessage, match="names a wrong one"):
        end.transcript.add(wrong, AT)


def test_a_message_cut_short_or_changed_is_refused_with_a_sentence() -> None:
    data = note(party("VRH")).to_bytes()
    for bad in (data[:-1], b" " + data, data.replace(b'"v\\":2', b'"v\\":3'), b"{}", b""):
        with pytest.raises(ChannelError) as caught:
            message.read(bad)
        assert str(caught.value).endswith(".")


def test_an_unknown_version_is_named() -> None:
    data = note(party("VRH")).to_bytes().replace(b'\\"v\\":2', b'\\"v\\":1')
    with pytest.raises(BadMessage, match="unknown version 1"):
        message.read(data)


def test_a_message_that_had_run_out_before_it_was_written_is_refused() -> None:
    with pytest.raises(BadMessage, match="run out before"):
        note(party("VRH"), at=EXP)


def test_an_export_is_verified_by_the_separate_verifier() -> None:
    found = verify_transcript(export(held(list(talk()))))
    assert (found.messages, found.forks) == (6, ())
    assert [(name, number) for name, number, _ in found.heads] == [("mdl", 1), ("vrh", 3), ("zls", 2)]
    assert found.roots[1] == ("VRH", keyring("VRH").card.root.fingerprint)


def test_the_verifier_proves_a_fork() -> None:
    assert verify_transcript(export(held(list(forked())))).forks == (("vrh", 1),)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_one_changed_byte_or_missing_line_is_found_by_the_verifier(data: st.DataObject) -> None:
    file = bytearray(export(held(list(talk()))))
    if data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(file) - 1))
        file[place] ^= data.draw(st.integers(1, 127))
    else:
        lines = bytes(file).splitlines(keepends=True)
        del lines[data.draw(st.integers(0, 2))]
        file = bytearray(b"".join(lines))
    with pytest.raises(BrokenTranscript):
        verify_transcript(bytes(file))


def test_the_verifier_refuses_a_commitment_without_a_quorum() -> None:
    one = offer(party("VRH"))
    bare = replace(one, approvals=one.approvals[:1])
    head = export(Transcript(channel()))
    assert verify_transcript(head + one.to_bytes() + b"\n").messages == 1
    with pytest.raises(BrokenTranscript, match="approvals of its principals"):
        verify_transcript(head + bare.to_bytes() + b"\n")


def test_one_author_cannot_take_the_room_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parking, "MAX_PARKED", 3)
    ours, theirs, reader = party("VRH"), party("ZLS"), party("MDL")
    first, *waiting = [note(ours, str(number)) for number in range(5)]
    for one in waiting[:3]:
        assert reader.transcript.add(one, AT) == Added.PARKED
    with pytest.raises(BadMessage, match="Too many messages wait for earlier ones: 3"):
        reader.transcript.add(waiting[3], AT)
    note(theirs)
    assert reader.transcript.add(note(theirs), AT) == Added.PARKED
    reader.transcript.add(first, AT)
    assert reader.transcript.add(waiting[3], AT) == Added.HELD


def test_nobody_is_promised_in_two_deals() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    for deal in ("d1", "d2"):
        theirs.transcript.add(offer(ours, deal), AT)
    for deal, standing in theirs.transcript.deals()[0].items():
        bind(theirs, "accept", {"deal": deal, "on": standing.on})
    states = [deal.state for deal in theirs.transcript.deals()[0].values()]
    assert sorted(states) == ["accepted", "offered"]
    assert theirs.transcript.deals()[1][-1].saying.key == "deal_person_promised"
