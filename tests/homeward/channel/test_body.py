"""The body of a message is read strictly, field by field, and its envelope too."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from homeward import canonical
from homeward.channel import body, message
from homeward.channel.body import Place
from homeward.channel.errors import BadMessage, ChannelError
from homeward.channel.message import Act, merged
from homeward.keys import encode_bytes
from tests.homeward.channel.parties import AT, EXP, IVAN, PETR, keyring, note, offer, party, pass_on

HASH = "a" * 64


def written(**changes: Any) -> bytes:
    """The body of an honest second note, with changes; a field changed to ... is left out."""
    end = party("VRH")
    note(end)
    value = {**json.loads(note(end, "two").raw), **changes}
    return canonical.encode({name: one for name, one in value.items() if one is not ...})


def test_a_body_is_read_as_it_was_written() -> None:
    box = keyring("ZLS").speaker.public.box
    seen = {"zls": [7, HASH], "mdl": [2, "b" * 64]}
    found = body.read(written(box=encode_bytes(box.to_bytes()), seen=seen, nonce="c" * 64, to=["ZLS", "MDL"]))
    assert (found.by, found.to, found.at, found.exp) == ("vrh", ("ZLS", "MDL"), AT, EXP)
    assert found.place.seen == (("mdl", 2, "b" * 64), ("zls", 7, HASH))
    assert (found.place.seq, found.kind, found.nonce, found.box) == (2, 70, b"\xcc" * 32, box)
    assert set(found.digests) == {"note"}
    assert body.read(found.to_bytes()) == found


def test_a_place_names_what_it_follows() -> None:
    seen = (("zls", 1, HASH),)
    assert Place(1, "0" * 64, seen).named == (HASH,)
    assert Place(2, "b" * 64, seen).named == ("b" * 64, HASH)


WRONG: list[dict[str, Any]] = [
    *({name: ...} for name in ("ch", "by", "seq", "prev", "seen", "to", "at", "exp", "kind", "data", "nonce", "box")),
    *({"ch": one} for one in ("a" * 63, "A" * 64, HASH + "\n", 1, None)),
    *({"by": one} for one in (1, None, ["vrh"])),
    *({"seq": one} for one in (0, -1, True, "1", None)),
    *({"prev": one} for one in ("a" * 63, 1, None)),
    *({"seen": one} for one in ([], {"zls": [1]}, {"zls": [1, HASH, 1]}, {"zls": ["1", HASH]}, {"zls": [1, "a"]})),
    *({"seen": one} for one in ({"zls": HASH}, {"zls": [True, HASH]}, None)),
    *({"to": one} for one in ([], ["ZLS", "ZLS"], "ZLS", [1], None)),
    *({name: one} for name in ("at", "exp") for one in ("2026-11-24", "2026-11-24T09:00:00+00:00", 1, None)),
    *({"kind": one} for one in ("70", True, None)),
    *({"data": one} for one in ([], {"note": "a"}, {"note": 1}, None)),
    *({"nonce": one} for one in ("a" * 62, "a" * 66, "G" * 64, None)),
    *({"box": one} for one in ("", "AAAA", 1, "!" * 1624, [])),
    {"extra": 1},
    {"v": ...},
]


@pytest.mark.parametrize("change", WRONG, ids=str)
def test_a_body_with_a_wrong_field_is_no_body(change: dict[str, Any]) -> None:
    with pytest.raises(BadMessage) as caught:
        body.read(written(**change))
    assert caught.value.saying.key == "message_malformed"


@pytest.mark.parametrize("data", [b"[]", b"1", b"null"])
def test_what_is_no_object_is_no_body(data: bytes) -> None:
    with pytest.raises(BadMessage) as caught:
        body.read(data)
    assert caught.value.saying.key == "message_malformed"


@pytest.mark.parametrize(("version", "shown"), [(1, "1"), (3, "3"), ("x" * 30, "x" * 20)])
def test_an_unknown_version_is_named_and_no_longer_than_it_may(version: Any, shown: str) -> None:
    with pytest.raises(BadMessage) as caught:
        body.read(written(v=version))
    assert (caught.value.saying.key, dict(caught.value.saying.values)) == ("message_version", {"version": shown})


def envelope(**changes: Any) -> bytes:
    value = {**json.loads(note(party("VRH")).to_bytes()), **changes}
    return canonical.encode({name: one for name, one in value.items() if one is not ...})


ENVELOPES: list[dict[str, Any]] = [
    *({name: ...} for name in ("approvals", "body", "open", "signature")),
    *({"body": one} for one in (1, None, ["x"])),
    *({"approvals": one} for one in ({}, "x", None, [1], [{}])),
    *({"signature": one} for one in ({}, "x", None)),
    {"extra": 1},
]


@pytest.mark.parametrize("change", ENVELOPES, ids=str)
def test_an_envelope_with_a_wrong_field_is_no_message(change: dict[str, Any]) -> None:
    with pytest.raises(BadMessage) as caught:
        message.read(envelope(**change))
    assert caught.value.saying.key == "message_malformed"


def test_what_is_no_envelope_is_no_message() -> None:
    for data in (b"", b"[]", b"{", b'{"a": 1}'):
        with pytest.raises(BadMessage) as caught:
            message.read(data)
        assert caught.value.saying.key == "message_malformed"


def test_a_message_is_read_as_it_was_written() -> None:
    spoken = offer(party("VRH"))
    read = message.read(spoken.to_bytes())
    assert read == spoken
    assert (read.by, read.at, read.id, len(read.approvals)) == ("vrh", AT, spoken.id, 2)
    assert read.act.hash == spoken.act.hash
    assert read.act.data["give"] == [PETR]


def test_an_act_has_the_hash_of_what_principals_approve() -> None:
    act = Act.of("0" * 64, "note", ("ZLS",), EXP, {"note": "words"}, bytes(32))
    assert act.hash == "50d54d781f2324cb059d4a92daaa47a997b5e26d3403988474763daf6d1dc5cd"
    half = datetime(2026, 12, 1, 9, 0, 0, 500_000, tzinfo=UTC)
    assert Act.of("0" * 64, "note", ("ZLS",), half, {"note": "words"}, bytes(32)).exp.microsecond == 0


def test_a_message_must_not_run_out_at_birth_and_no_earlier() -> None:
    end = party("VRH")
    act = end.act("note", {"note": "x"}, EXP)
    for late in (EXP, EXP + timedelta(seconds=1)):
        with pytest.raises(BadMessage) as caught:
            message.write(act, end.keyring.speaker, late, end.transcript.place("vrh"), nonce=bytes(32))
        assert caught.value.saying.key == "message_expired_at_birth"
    last = message.write(
        act, end.keyring.speaker, EXP - timedelta(seconds=1), end.transcript.place("vrh"), nonce=bytes(32)
    )
    assert message.read(last.to_bytes()) == last


def test_who_was_not_shown_everything_can_neither_show_it_nor_say_it() -> None:
    spoken = note(party("VRH")).showing({})
    end = party("VRH")
    for attempt in (
        lambda: spoken.showing({"note": None}),
        lambda: message.write(spoken.act, end.keyring.speaker, AT, end.transcript.place("vrh"), nonce=bytes(32)),
    ):
        with pytest.raises(BadMessage) as caught:
            attempt()
        assert caught.value.saying.key == "disclosure_not_whole"


def test_two_showings_of_a_message_show_together_what_either_shows() -> None:
    spoken = offer(party("VRH"))
    one, other = spoken.showing({"deal": None}), spoken.showing({"give": None})
    for both in (merged(one, other), merged(other, one)):
        assert set(both.act.data) == {"deal", "give"}
        assert both.id == spoken.id
        assert not both.act.whole
    assert merged(one, spoken).act.whole
    assert merged(spoken.showing({}), one).act.data == {"deal": "d1"}
    reader = party("MDL")
    pass_on(one, reader)
    assert reader.transcript.add(other, AT) == "disclosed"


def test_a_field_of_another_form_is_refused_in_what_is_shown_too() -> None:
    data = {"deal": "d1", "terms": {}, "give": [PETR], "receive": [IVAN]}
    with pytest.raises(ChannelError, match="field give"):
        Act.of("0" * 64, "offer", ("ZLS",), EXP, {**data, "give": [{"id": "x"}]}, bytes(32))
