"""What may stand in a field: the writer and the verifier, who share no code for it, say the same of every value."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.channel import disclosure, fields, kinds
from homeward.channel.disclosure import Disclosed
from homeward.channel.export import export
from homeward.channel.message import Act, write
from homeward.channel.transcript import Transcript
from homeward.channel.verifier import BrokenTranscript, verify_transcript
from homeward.channel.verifier.form import Form, forms
from tests.homeward.channel.parties import AT, EXP, IVAN, PETR, channel, party

HASH, OTHER = "a" * 64, "b" * 64
GOOD: dict[str, list[Any]] = {
    "word": ["a", "7", "X", "a" * 64, "A.b:c_d-9"],
    "text": ["x", "Коваль Іван", "x" * 300, "‐", " "],
    "free": ["x", "two\nlines", "x" * 4000, "\u2028"],
    "hash": [HASH, "0123456789abcdef" * 4],
    "hashes": [[], [HASH], [HASH, OTHER], [f"{n:064x}" for n in range(100)]],
    "number": [0, 1, 10**9],
    "day": ["2026-11-24", "2024-02-29"],
    "moment": ["2026-11-24T09:00:00Z", "2024-02-29T23:59:59Z"],
    "edtf": ["2026", "199X", "2026-11~", "1990-05-12/1990-05-14", "1985?", "1" * 30, "156%"],
    "person": [IVAN, PETR, {"id": "p", "name": "x" * 300, "born": "1990"}],
    "people": [[], [IVAN], [IVAN, PETR], [{**PETR, "id": str(n)} for n in range(2000)]],
    "ids": [[], ["p1", "p2"], [str(n) for n in range(2000)]],
    "counts": [[], [{"key": "a", "count": 0}], [{"key": str(n), "count": n} for n in range(64)]],
    "signature": [{"by": "", "ed25519": "x" * 5000, "mldsa": ""}],
    "terms": [{}, {"parity": "count"}],
    "certificate": [{}],
}
BAD: dict[str, list[Any]] = {
    "word": ["", "a" * 65, "two words", ".a", "-a", "_a", ":a", "é", "a\n", None, 1, True, ["a"], {"a": 1}],
    "text": [
        "",
        "x" * 301,
        "two\nlines",
        "\t",
        "\x00",
        "\x1f",
        "\x7f",
        "\u2028",
        "\u2029",
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
        None,
        5,
    ],
    "free": ["", "x" * 4001, "\r", "\t", "\x0b", "\x00", "\x1f", "\x7f", "\u202a", "\u202e", "\u2066", "\u2069", None],
    "hash": ["a" * 63, "a" * 65, "A" * 64, "g" * 64, HASH + "\n", None, 0],
    "hashes": [[HASH, HASH], ["a"], HASH, None, [f"{n:064x}" for n in range(101)], [[HASH]], {HASH: HASH}],
    "number": [-1, 10**9 + 1, True, False, "1", None, [1]],
    "day": [
        "2026-11-31",
        "2026-2-3",
        "20261124",
        "2026-W48-2",
        "2026-11-24T00:00:00Z",
        "",
        None,
        20261124,
        "٢٠٢٦-11-24",
    ],
    "moment": [
        "2026-11-24T09:00:00",
        "2026-11-24T09:00:00+00:00",
        "2026-13-01T00:00:00Z",
        "2026-11-24T25:00:00Z",
        "2026-11-24T9:00:00Z",
        "2026-11-24 09:00:00Z",
        "2026-11-24T09:00:60Z",
        "now",
        None,
        0,
    ],
    "edtf": ["199", "1" * 31, "199x", "1990 ", "", None, 1990],
    "person": [
        {**IVAN, "wish": "x"},
        {"id": "p1", "name": "x"},
        {**IVAN, "id": ""},
        {**IVAN, "name": ""},
        {**IVAN, "born": "199"},
        {**IVAN, "born": None},
        {**IVAN, "name": 5},
        "p1",
        None,
        [IVAN],
    ],
    "people": [
        [IVAN, IVAN],
        [IVAN, {**PETR, "id": "p1"}],
        IVAN,
        ["p1"],
        None,
        [{**PETR, "id": str(n)} for n in range(2001)],
    ],
    "ids": [["p1", "p1"], ["two words"], "p1", None, [1], [str(n) for n in range(2001)]],
    "counts": [
        [{"key": "a"}],
        [{"key": "a", "count": -1}],
        [{"key": "a", "count": 1}, {"key": "a", "count": 2}],
        "a",
        [{"key": "a", "count": True}],
        [{"key": "", "count": 1}],
        [{"key": "a", "count": 1, "x": 1}],
        [1],
        None,
        [{"key": str(n), "count": n} for n in range(65)],
        {"key": "a", "count": 1},
    ],
    "signature": [
        {"by": "", "ed25519": ""},
        {"by": "", "ed25519": "x" * 5001, "mldsa": ""},
        "x",
        None,
        {"by": 1, "ed25519": "", "mldsa": ""},
        {"by": "", "ed25519": "", "mldsa": "", "x": ""},
    ],
    "terms": [[], "x", None, 1],
    "certificate": [[], "x", None, 1],
}
PLACES = {(field.type, bool(field.choices)): (form, field) for form in kinds.kinds().values() for field in form.fields}


def verifier_takes(form: kinds.Kind, name: str, value: Any) -> bool:
    try:
        forms()[form.number].check({name: value})
    except BrokenTranscript:
        return False
    return True


def both_take(type_: str, value: Any) -> tuple[bool, bool]:
    form, field = PLACES[type_, False]
    return fields.holds(type_, value), verifier_takes(form, field.name, value)


def test_the_table_names_every_type() -> None:
    assert set(GOOD) == set(BAD) == {type_ for type_, choice in PLACES if not choice}


@pytest.mark.parametrize("type_", GOOD)
def test_writer_and_verifier_take_what_may_stand_there(type_: str) -> None:
    assert [both_take(type_, value) for value in GOOD[type_]] == [(True, True)] * len(GOOD[type_])


@pytest.mark.parametrize("type_", BAD)
def test_writer_and_verifier_refuse_what_may_not(type_: str) -> None:
    taken = [value for value in BAD[type_] if any(both_take(type_, value))]
    assert taken == []


@pytest.mark.parametrize(
    ("value", "good"),
    [("held", True), ("contested_identity", True), ("perhaps", False), ("", False), (None, False), ([], False)],
)
def test_a_choice_is_one_of_its_words(value: Any, good: bool) -> None:
    form = kinds.kind("custody_reply")
    assert verifier_takes(form, "answer", value) == good
    [field] = [one for one in form.fields if one.name == "answer"]
    assert (value in field.choices) == good


def test_the_verifier_reads_of_a_form_who_may_send_it_under_what_and_which_fields_it_must_have() -> None:
    forms.cache_clear()
    assert forms()[36] == Form(
        key="schedule",
        binds=True,
        roles=frozenset({"negotiator"}),
        mandates=frozenset({"exchange"}),
        required=frozenset({"deal", "on", "day"}),
        types={"deal": "word", "on": "hash", "day": "day", "place": "text"},
    )
    assert forms()[47] == Form(
        key="update",
        binds=False,
        roles=frozenset({"negotiator", "mediator", "observer", "device"}),
        mandates=frozenset({"any"}),
        required=frozenset({"of", "with"}),
        types={"of": "hash", "with": "hash"},
    )
    assert forms()[48].mandates == {"exchange", "passage", "remains"}


SIGNS = st.text(st.sampled_from("aZ09._:-Xé \n\t\r\x7f\u2028\u202e\u2066?~%/"), max_size=70)
SOME = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 10**9 + 2), SIGNS, st.from_regex(r"\A20[0-9]{2}-[01][0-9]-[0-3][0-9]\Z")
)
VALUES = st.one_of(
    SOME,
    st.lists(SOME, max_size=3),
    st.fixed_dictionaries({"id": SOME, "name": SOME, "born": SOME}),
    st.lists(st.fixed_dictionaries({"key": SOME, "count": SOME}), max_size=3),
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(GOOD)), VALUES)
def test_writer_and_verifier_agree_on_any_value(type_: str, value: Any) -> None:
    writer, verifier = both_take(type_, value)
    assert writer == verifier


def test_a_file_with_a_field_of_a_wrong_type_is_refused_though_everything_was_signed() -> None:
    end = party("VRH")
    act = end.act("custody_reply", {"of": HASH, "answer": "held"}, EXP)
    good = export_of(act)
    assert verify_transcript(good).messages == 1
    for data in ({"of": HASH, "answer": "perhaps"}, {"of": "x", "answer": "held"}, {"of": 5, "answer": "held"}):
        with pytest.raises(BrokenTranscript, match=r"The field \w+ of a message is badly filled"):
            verify_transcript(export_of(forged(data)))


def test_a_list_shown_row_by_row_is_held_against_its_type_too() -> None:
    end = party("VRH")
    data: dict[str, Any] = {"list": "l", "category": "c", "as_of": "2026-11-24", "salt": "s", "people": [IVAN, PETR]}
    spoken = end.say(end.act("list", data, EXP), AT)
    head = export(Transcript(channel()))
    rows = spoken.showing({name: [0, 1] if name == "people" else None for name in data})
    assert verify_transcript(head + rows.to_bytes() + b"\n").withheld == 0
    some = spoken.showing({"people": [1]})
    assert verify_transcript(head + some.to_bytes() + b"\n").withheld == 1


def forged(data: dict[str, Any]) -> Act:
    """An act that no honest program makes: its data do not fit its form."""
    shown = Disclosed(data, {}, bytes(32))
    return Act(channel().id, "custody_reply", ("ZLS",), EXP, disclosure.digests(data, bytes(32)), shown)


def export_of(act: Act) -> bytes:
    end = party("VRH")
    spoken = write(act, end.keyring.speaker, AT, end.transcript.place("vrh"), nonce=bytes(32))
    return export(Transcript(channel())) + spoken.to_bytes() + b"\n"
