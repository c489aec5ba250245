"""Bad input: each is answered with a clear sentence, and what was refused has changed nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from homeward import canonical, keys
from homeward.channel import message
from homeward.channel.carriers.blob import MAX_BLOB, Blob
from homeward.channel.errors import ChannelError
from homeward.channel.export import export
from homeward.channel.party import Party
from tests.homeward.channel.parties import AT, EXP, channel, keyring, note, offer, party, pass_on

DAY = timedelta(days=1)


def body(**changes: Any) -> dict[str, Any]:
    """The body of an honest note, with changes."""
    return {**json.loads(note(party("VRH")).raw), **changes}


def envelope(raw: bytes, signer: str = "VRH", **changes: Any) -> bytes:
    """A message whose signature holds over whatever `raw` is, shown as the honest note was."""
    honest = json.loads(note(party("VRH")).to_bytes())
    signature = keys.sign(keyring(signer).speaker, message.SIGNED_AS, raw).to_value()
    return canonical.encode({**honest, "body": raw.decode(), "signature": signature, **changes})


def signed(**changes: Any) -> bytes:
    return envelope(canonical.encode(body(**changes)))


def spelled(raw: bytes) -> bytes:
    return envelope(raw)


HONEST = canonical.encode(body())
MESSAGES: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut short": (lambda: note(party("VRH")).to_bytes()[:-1], "not a message of this protocol"),
    "empty": (lambda: b"", "not a message of this protocol"),
    "not an object": (lambda: b"[]", "not a message of this protocol"),
    "with blanks": (lambda: spelled(HONEST.replace(b'"by":', b'"by": ')), "not a message of this protocol"),
    "unsorted": (lambda: spelled(b'{"v":2,' + HONEST[1:].replace(b',"v":2', b"")), "not a message of this protocol"),
    "with a field twice": (lambda: spelled(HONEST.replace(b'"v":2', b'"v":2,"v":2')), "not a message of this protocol"),
    "with a fraction": (lambda: spelled(HONEST.replace(b'"seq":1', b'"seq":1.0')), "not a message of this protocol"),
    "with a field too many": (lambda: signed(extra=1), "not a message of this protocol"),
    "with a wrong time": (lambda: signed(at="2026-11-24 09:00"), "not a message of this protocol"),
    "with a short nonce": (lambda: signed(nonce="00"), "not a message of this protocol"),
    "with a wrong box key": (lambda: signed(box="AAAA"), "not a message of this protocol"),
    "number nought": (lambda: signed(seq=0), "not a message of this protocol"),
    "to nobody": (lambda: signed(to=[]), "not a message of this protocol"),
    "to somebody else": (lambda: signed(to=["QQQ"]), "QQQ is not on this channel"),
    "of an unknown version": (lambda: signed(v=9), "unknown version 9"),
    "of an unknown kind": (lambda: signed(kind=999), "unknown kind 999"),
    "of another kind": (lambda: signed(kind=43), "form reject has no field note"),
    "with data that were not signed": (lambda: signed(data={"note": "f" * 64}), "not what its author signed"),
    "of another channel": (lambda: signed(ch="f" * 64), "another channel"),
    "run out at birth": (lambda: signed(exp=body()["at"]), "run out before it was written"),
    "a day ahead": (lambda: signed(at="2026-11-25T09:00:00Z"), "has not come yet; check the clocks"),
    "signed by another": (lambda: envelope(HONEST, "ZLS"), "forged or changed"),
    "by nobody known": (lambda: signed(by="qqq"), "qqq may not write"),
    "by a principal": (lambda: signed(by="vrh_p1"), "forged or changed"),
    "first with something before": (lambda: signed(prev="f" * 64), "names a wrong one before it"),
    "seeing itself": (lambda: signed(seen={"vrh": [1, "f" * 64]}), "names a wrong one before it"),
}


def state(end: Party) -> tuple[Any, ...]:
    transcript = end.transcript
    return export(transcript), transcript.parked, transcript.deals(), end.boxes, transcript.dropped


@pytest.fixture
def reader() -> Party:
    """The other side, in the middle of a talk."""
    end = party("ZLS")
    pass_on(offer(party("VRH")), end)
    note(end)
    return end


@pytest.mark.parametrize("name", MESSAGES)
def test_a_bad_message_is_refused_with_a_sentence_and_changes_nothing(name: str, reader: Party) -> None:
    make, sentence = MESSAGES[name]
    before = state(reader)
    blob = keys.seal(make(), [keyring("ZLS").speaker.public.box], channel().id.encode())
    with pytest.raises(ChannelError, match=sentence) as caught:
        reader.receive(Blob("x", blob), AT)
    assert all(caught.value.saying.in_language(language) for language in ("en", "uk", "ru"))
    assert state(reader) == before


def test_the_messages_of_the_table_differ_from_good_ones_only_in_their_fault(reader: Party) -> None:
    other = party("MDL")
    blob = keys.seal(envelope(HONEST), [keyring("MDL").speaker.public.box], channel().id.encode())
    assert other.receive(Blob("x", blob), AT).added == "held"


BLOBS: dict[str, tuple[Callable[[bytes], bytes | None], str]] = {
    "cut short": (lambda blob: blob[:-7], "cannot be opened"),
    "with a byte changed": (lambda blob: blob[:2000] + bytes([blob[2000] ^ 1]) + blob[2001:], "cannot be opened"),
    "with bytes behind": (lambda blob: blob + b"x", "cannot be opened"),
    "of nothing": (lambda blob: b"", "cannot be opened"),
    "for nobody here": (lambda blob: keys.seal(b"x", [keyring("MDL").speaker.public.box], b"c"), "cannot be opened"),
    "of another channel": (lambda blob: keys.seal(b"x", [keyring("ZLS").speaker.public.box], b"c"), "cannot be opened"),
    "too large to be read": (lambda blob: None, f"larger than {MAX_BLOB} bytes"),
    "that unpacks to too much": (
        lambda blob: keys.seal(bytes(300_000), [keyring("ZLS").speaker.public.box], channel().id.encode()),
        "cannot be opened",
    ),
}


@pytest.mark.parametrize("name", BLOBS)
def test_a_bad_blob_is_refused_with_a_sentence_and_changes_nothing(name: str, reader: Party) -> None:
    ours = party("VRH")
    make, sentence = BLOBS[name]
    bad, before = make(ours.seal(note(ours), AT)), state(reader)
    with pytest.raises(ChannelError, match=sentence):
        reader.receive(Blob("x", bad), AT)
    assert state(reader) == before


def test_a_doubled_message_changes_nothing_the_second_time(reader: Party) -> None:
    ours = party("MDL")
    spoken = note(ours)
    blobs = [ours.seal(spoken, AT) for _ in range(2)]
    assert [reader.receive(Blob("x", blob), AT).added for blob in (*blobs, blobs[0])] == ["held", "known", "known"]


def test_messages_out_of_order_wait_and_none_is_lost() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    said = [note(ours, str(number)) for number in range(5)]
    assert [theirs.transcript.add(one, AT) for one in reversed(said)] == ["parked"] * 4 + ["held"]
    assert theirs.transcript.held == ours.transcript.held


def test_what_had_run_out_on_its_way_is_kept_and_said() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    late = note(ours)
    after = note(ours, "later", AT)
    assert theirs.transcript.add(late, EXP + DAY) == "held"
    assert theirs.transcript.add(after, EXP) == "held"
    warning = theirs.transcript.warning(late.id)
    assert warning
    assert "had run out when it arrived" in warning.in_language("en")
    assert theirs.transcript.warning(after.id) is None


def test_an_author_whose_clock_is_a_day_slow_hears_it_at_its_own_desk() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    pass_on(note(ours, "words", AT), theirs)
    before = state(theirs)
    with pytest.raises(ChannelError, match="long before what it answers; check the clocks"):
        note(theirs, "yesterday?", AT - DAY)
    assert state(theirs) == before


def test_a_reader_whose_clock_is_a_day_slow_loses_nothing() -> None:
    spoken, theirs = note(party("VRH")), party("ZLS")
    with pytest.raises(ChannelError, match="check the clocks"):
        theirs.transcript.add(spoken, AT - DAY)
    assert theirs.transcript.add(spoken, AT) == "held"


def test_what_waited_and_turned_out_wrong_is_named_and_frees_its_place() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    first = note(ours)
    place = json.loads(HONEST) | {"seq": 3, "prev": first.id}
    wrong = message.read(envelope(canonical.encode(place)))
    assert theirs.transcript.add(wrong, AT) == "parked"
    theirs.transcript.add(first, AT)
    [dropped] = theirs.transcript.dropped
    assert "names a wrong one" in dropped.saying.in_language("en")
    assert not theirs.transcript.parked
