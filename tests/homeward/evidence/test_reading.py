"""Bytes told by what they are, and read: pages, lists, channels; every refusal is a sentence."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.errors import HomewardError
from homeward.evidence.channel_export import BadExport, posts
from homeward.evidence.extract import extract, language
from homeward.evidence.item import Kind
from homeward.evidence.kind import Unreadable, decode, recognise
from homeward.evidence.table import NoTable, Rejected, read

ARTICLE = "<p>Учора до громади повернувся військовий, якого пів року тримали в колонії, повідомили в громаді.</p>"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0", Kind.PHOTO),
        (b"\x89PNG\r\n\x1a\n", Kind.PHOTO),
        (b'{"about": "Here is the data, as asked.", "chats": {"list": [{"messages": []}]}}', Kind.CHANNEL),
        (b"<!DOCTYPE html><html><p>text</p>", Kind.PAGE),
        ("Прізвище;Ім'я\nКоваль;Ігор\n".encode(), Kind.TABLE),
        ("Прізвище не відоме нікому.".encode("cp1251"), Kind.PAGE),
    ],
)
def test_a_kind_is_told_from_the_bytes(data: bytes, kind: Kind) -> None:
    assert recognise(data).kind == kind


def test_a_declared_encoding_is_believed() -> None:
    page = '<html><meta charset="windows-1251"><p>Їжак і ґанок</p>'
    assert "Їжак і ґанок" in decode(page.encode("cp1251"))


def test_an_undeclared_encoding_is_judged_from_the_text() -> None:
    text = "Список військовополонених, яких утримують у виправній колонії, передала їхня родина. " * 3
    assert decode(text.encode("cp1251")) == text


def test_bytes_that_are_no_text_are_refused_with_a_sentence() -> None:
    with pytest.raises(Unreadable, match="neither a picture nor text"):
        decode(b"\x00\x81\xfe" * 50)


def test_a_byte_order_mark_before_broken_bytes_is_no_crash() -> None:
    with pytest.raises(Unreadable):
        decode(b"\xff\xfe\x00\xd8\x00")


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_recognised_or_refused(data: bytes) -> None:
    with suppress(HomewardError):
        extract(recognise(data).kind, data)


def test_a_page_gives_its_article_without_scripts() -> None:
    page = f"<html><script>alert('x')</script><body><article>{ARTICLE * 3}</article></body></html>"
    text = extract(Kind.PAGE, page.encode()).text
    assert "повернувся військовий" in text
    assert "alert" not in text


def test_an_xhtml_page_with_a_declaration_is_read() -> None:
    page = f'<?xml version="1.0" encoding="utf-8"?><html><body>{ARTICLE}</body></html>'
    assert "повернувся" in extract(Kind.PAGE, page.encode()).text


@pytest.mark.parametrize(
    ("text", "expected"), [("Він її бачив", "uk"), ("Он был жив", "ru"), ("He was alive", "en"), ("12", "")]
)
def test_a_language_is_told(text: str, expected: str) -> None:
    assert language(text) == expected


def export(*messages: object) -> bytes:
    return json.dumps({"name": "x", "type": "public_channel", "messages": list(messages)}).encode()


def test_a_post_has_its_time_in_utc_and_its_pieces_joined() -> None:
    message = {"id": 7, "type": "message", "date_unixtime": "1700000000", "text": ["a ", {"type": "bold", "text": "b"}]}
    (post,) = posts(export(message, {"id": 8, "type": "service", "text": "joined"}))
    assert (post.number, post.text, post.said_at) == (7, "a b", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC))


def test_an_account_with_several_channels_is_read() -> None:
    whole = b'{"chats": {"list": [{"messages": [{"id": 1, "text": "a"}]}, {"messages": [{"id": 2, "text": "b"}]}]}}'
    assert [post.text for post in posts(whole)] == ["a", "b"]


@pytest.mark.parametrize(
    "data",
    [
        b'{"messages": [{"id": 1,',
        export({"id": 1, "text": "a", "date_unixtime": "9" * 30}),
        export({"id": "x", "text": "a"}),
    ],
)
def test_a_damaged_export_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(BadExport, match="damaged"):
        list(posts(data))


def test_pieces_of_no_known_form_are_left_out() -> None:
    assert [post.text for post in posts(export({"id": 1, "text": ["a", 5, None]}))] == ["a"]


def test_the_good_rows_go_in_and_the_bad_ones_are_named() -> None:
    table = read("Прізвище,Ім'я,Дата народження\nКоваль,Ігор,01.02.1990\nБойко,Олег\n,Петро,1.1.1990\n".encode())
    assert [(row.number, row.name) for row in table.rows] == [(2, "Коваль Ігор")]
    assert table.rejected == (
        Rejected(3, "The row has 2 cells and the header 3."),
        Rejected(4, "The row has no name."),
    )


@pytest.mark.parametrize("header", ["surname,birth_date", "Прізвище;Дата народження", "Фамилия\tДата рождения"])
def test_columns_are_known_in_three_languages_and_by_key(header: str) -> None:
    assert read(f"{header}\n".encode()).columns == ("surname", "birth_date")


@pytest.mark.parametrize("data", [b"", b"one column\nand a row\n", b'a,b\n"' + b"x" * 200_000])
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(NoTable):
        read(data)
