from __future__ import annotations

import pytest

from homeward.canonical import Value
from homeward.channel import kinds
from homeward.channel.errors import BadForm
from homeward.channel.pairing import Level
from homeward.channel.render import render, render_sent
from homeward.words import saying
from tests.homeward.channel.parties import IVAN, PETR, keyring, offer, party

OFFER: dict[str, Value] = {"deal": "d1", "terms": {"parity": "count"}, "give": [PETR], "receive": [IVAN]}
HASH = "a" * 64
FILLED: dict[str, Value] = {
    "word": "d1",
    "text": "Border post 3",
    "free": "Two lines\nof words.",
    "hash": HASH,
    "edtf": "2026-11~",
    "number": 5,
    "day": "2026-11-24",
    "moment": "2026-11-24T09:00:00Z",
    "person": IVAN,
    "people": [IVAN, PETR],
    "ids": ["p1", "p2"],
    "terms": {"parity": "count"},
    "hashes": [HASH],
    "counts": [{"key": "wounded", "count": 3}],
    "signature": {"by": "a", "ed25519": "b", "mldsa": "c"},
    "certificate": keyring("VRH").card.certificates[0].to_value(),
}


def filled(form: kinds.Kind) -> dict[str, Value]:
    return {field.name: field.choices[0] if field.choices else FILLED[field.type] for field in form.fields}


def test_numbers_and_words_of_forms_are_unique() -> None:
    numbers = [form.number for form in kinds.kinds().values()]
    assert len(numbers) == len(set(numbers)) == 57


def test_only_what_binds_needs_approval() -> None:
    binding = [form.key for form in kinds.kinds().values() if form.commitment]
    assert binding == [
        *("key_change", "revoke", "mandate", "match_terms", "offer", "counter", "accept", "confirm"),
        *("schedule", "schedule_agree", "start", "close", "suggestion_answer"),
    ]


@pytest.mark.parametrize("key", kinds.kinds())
@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_every_form_is_filled_in_and_read_in_every_language(key: str, language: str) -> None:
    form = kinds.kind(key)
    data = filled(form)
    assert kinds.check(form, data) == data
    text = render(key, data, language)
    assert text.title
    assert text.meaning
    assert len(text.lines) == len(form.fields)


def test_an_offer_is_read_from_the_same_data() -> None:
    assert [line.rows for line in render("offer", OFFER, "uk").lines] == [
        ("d1",),
        ("Що має бути рівним: count",),
        ("Орлов Пётр Ильич",),
        ("Коваль Іван Петрович, 1990-05-12",),
    ]


def test_a_message_is_shown_with_its_level_and_what_a_reader_must_be_told() -> None:
    spoken = offer(party("VRH"))
    warning = saying("channel", "message_ran_out")
    text = render_sent(spoken.showing({"receive": [0], "deal": None}), Level.DIGITS, warning, "en")
    assert text.level == "Thirty digits compared"
    assert text.warnings == (
        "The message had run out when it arrived here.",
        "Not everything of this message is shown here.",
    )
    assert [line.rows for line in text.lines] == [("d1",), ("Коваль Іван Петрович, 1990-05-12",)]
    assert render_sent(spoken, Level.CARD, None, "en").warnings == ()


def test_free_text_is_marked() -> None:
    [line] = render("note", {"note": "x"}, "en").lines
    assert line.free


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"give": None}, "filled in wrongly"),
        ({"give": [IVAN, IVAN]}, "field give"),
        ({"give": [{**IVAN, "wish": "x"}]}, "field give"),
        ({"deal": "two words"}, "field deal"),
        ({"extra": 1}, "no field extra"),
        ({"note": "\u202ehidden"}, "field note"),
    ],
)
def test_a_badly_filled_form_is_refused_with_a_sentence(change: dict[str, Value], sentence: str) -> None:
    with pytest.raises(BadForm, match=sentence):
        kinds.check(kinds.kind("offer"), {**OFFER, **change})


def test_a_missing_field_is_named() -> None:
    with pytest.raises(BadForm, match="lacks the field on"):
        kinds.check(kinds.kind("accept"), {"deal": "d1"})


def test_an_unknown_kind_is_refused() -> None:
    for ask in (lambda: kinds.kind("surrender"), lambda: kinds.numbered(99)):
        with pytest.raises(BadForm, match="unknown kind"):
            ask()


@pytest.mark.parametrize(
    "counts",
    [
        [{"key": "wounded"}],
        [{"key": "wounded", "count": -1}],
        [{"key": "a", "count": 1}, {"key": "a", "count": 2}],
        "a",
    ],
)
def test_counts_that_do_not_count_are_refused(counts: Value) -> None:
    with pytest.raises(BadForm, match="field counts"):
        kinds.check(kinds.kind("match_counts"), {"as_of": "2026-11-24", "counts": counts})


def test_a_form_says_who_may_send_it_and_where() -> None:
    assert kinds.kind("ruling").roles == {"mediator"}
    assert kinds.kind("offer").mandates == {"exchange"}
    assert kinds.kind("note").mandates == {kinds.ANY}


@pytest.mark.parametrize("text", ["2026-11-24T09:00:00", "2026-11-24T09:00:00+00:00", "2026-13-01T00:00:00Z", "now"])
def test_another_spelling_of_a_time_is_refused(text: str) -> None:
    with pytest.raises(BadForm):
        kinds.check(kinds.kind("acknowledge"), {"of": HASH, "until": text})
