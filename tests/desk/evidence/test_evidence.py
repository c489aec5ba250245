"""Evidence on the desk: kept as it was, read once, and nothing lost."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image, ImageDraw

from desk.audit.queries import prove
from desk.evidence import queries
from desk.evidence.actions import extract_item, read_strip, take_in
from desk.evidence.models import Item, Mention
from homeward.errors import HomewardError

SAVED_PAGE = Path(__file__).resolve().parents[4] / "shared" / "000_1412adefb9094a4a.txt"
Staff = Callable[[str], Any]


@pytest.fixture
def take(staff: Staff, now: datetime) -> Callable[..., Item]:
    def make(data: bytes, name: str = "page.txt") -> Item:
        by = staff("analyst")
        item = take_in(by=by, at=now, data=data, name=name, source="a channel", collector="analyst", collected_at=now)
        return extract_item(by=by, at=now, item=item)

    return make


def photo(rows: int = 4) -> bytes:
    image = Image.new("RGB", (900, 120 + rows * 90), "white")
    draw = ImageDraw.Draw(image)
    for row in range(rows):
        for word in range(8):
            draw.rectangle((60 + word * 95, 70 + row * 90, 130 + word * 95, 100 + row * 90), fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_people_in_a_text_are_marked_where_they_stand(take: Callable[..., Item]) -> None:
    item = take("Сьогодні бачили Сергія Коваленка у камері 12.".encode())
    mention = item.mentions.get()
    assert (mention.written, item.text[mention.start : mention.end]) == ("Сергія Коваленка", "Сергія Коваленка")
    assert {"property": "cell_or_barrack", "value": "12", "written": "камері 12"} in mention.details


def test_the_same_bytes_are_one_item_with_two_entries_of_custody(take: Callable[..., Item]) -> None:
    assert take(b"one text about nobody").pk == take(b"one text about nobody").pk
    assert [entry.act for entry in queries.custody(Item.objects.get())] == ["evidence.take_in", "evidence.seen_again"]
    assert prove("custody").fault == ""


@pytest.mark.skipif(not SAVED_PAGE.exists(), reason="the saved page is not beside the checkout")
def test_the_saved_page_tells_one_story_three_times(take: Callable[..., Item]) -> None:
    (telling,) = queries.tellings(take(SAVED_PAGE.read_bytes()))
    assert (telling.places, telling.copies, telling.teasers) == (3, 1, 1)


def test_two_items_with_one_story_share_it(take: Callable[..., Item]) -> None:
    story = "The guards moved forty men from the northern colony to another place before dawn and nobody was told why. "
    first, second = take((story * 2).encode()), take(("Seen elsewhere today:\n" + story * 2 + "The end.").encode())
    assert first.blocks.get().story == second.blocks.get().story is not None


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xd8\xff\xe0 cut off", "damaged or cut off"),
        (b"\x81\x8d\x00\x9f\x00\x02" * 50, "neither a picture nor text"),
        (b'{"name": "x", "messages": [{"id": 1, "text"', "damaged"),
    ],
)
def test_what_cannot_be_read_is_kept_with_its_reason(take: Callable[..., Item], data: bytes, sentence: str) -> None:
    item = take(data)
    assert item.state == Item.State.UNREADABLE
    assert sentence in item.reason
    assert queries.store().get(item.sha256) == data


def test_a_zero_byte_file_is_refused_with_a_sentence(take: Callable[..., Item]) -> None:
    with pytest.raises(HomewardError, match="0 bytes"):
        take(b"")


def test_the_good_rows_of_a_list_go_in(take: Callable[..., Item]) -> None:
    item = take(
        "Прізвище,Ім'я,Дата народження\nКоваль,Ігор,01.02.1990\nбез,клітинок\nБойко,Олег,\n".encode(), "list.csv"
    )
    assert list(item.mentions.order_by("start").values_list("written", flat=True)) == ["Коваль Ігор", "Бойко Олег"]


def test_a_channel_export_is_read_as_text(take: Callable[..., Item]) -> None:
    text = ["У полоні ", {"type": "bold", "text": "Тарас Мельник"}]
    export = {"name": "x", "messages": [{"id": 1, "type": "message", "date_unixtime": "1700000000", "text": text}]}
    assert take(json.dumps(export, ensure_ascii=False).encode()).mentions.get().written == "Тарас Мельник"


def test_a_photographed_list_is_cut_into_its_rows(take: Callable[..., Item]) -> None:
    assert take(photo(4), "list.png").strips.count() == 4


def test_a_row_typed_becomes_a_mention_tied_to_its_strip(
    take: Callable[..., Item], staff: Staff, now: datetime
) -> None:
    strip = take(photo(2), "list.png").strips.get(number=2)
    read_strip(by=staff("analyst"), at=now, strip=strip, written="Коваль Ігор")
    assert Mention.objects.get().strip == strip


def test_a_bad_file_does_not_stop_the_good_one(signed_in: Callable[[str], Client]) -> None:
    files = [SimpleUploadedFile("empty.txt", b""), SimpleUploadedFile("good.txt", b"Nothing much is said here.")]
    page = signed_in("analyst").post("/evidence/upload/", {"found": files, "source": "desk"}, follow=True)
    text = page.content.decode()
    assert "empty.txt: The file is empty" in text
    assert "1 file was taken in." in text


def test_the_original_is_a_download_and_never_a_page(
    signed_in: Callable[[str], Client], take: Callable[..., Item]
) -> None:
    item = take(b"<html><script>alert(1)</script><p>Some words stand here.</p></html>", "x.html")
    answer = signed_in("analyst").get(f"/evidence/{item.public_id}/original/")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("page", ["/evidence/", "/evidence/{item}/", "/evidence/mention/{mention}/"])
def test_the_pages_of_the_room_open(signed_in: Callable[[str], Client], take: Callable[..., Item], page: str) -> None:
    item = take("Сьогодні бачили Сергія Коваленка.".encode())
    address = page.format(item=item.public_id, mention=item.mentions.get().public_id)
    assert "Сергія Коваленка" in signed_in("analyst").get(address).content.decode() or page == "/evidence/"


def test_a_mediator_sees_no_evidence(signed_in: Callable[[str], Client]) -> None:
    assert signed_in("mediator").get("/evidence/").status_code == 403


def test_a_row_that_did_not_go_in_is_named_on_the_page(
    signed_in: Callable[[str], Client], take: Callable[..., Item]
) -> None:
    item = take("Прізвище,Ім'я\nКоваль,Ігор\nБойко\n".encode(), "list.csv")
    page = signed_in("analyst").get(f"/evidence/{item.public_id}/").content.decode()
    assert "Row 3: The row has 1 cells and the header 2." in page


def test_the_custody_ledger_is_proved_when_asked(signed_in: Callable[[str], Client], take: Callable[..., Item]) -> None:
    item = take(b"one text about nobody")
    assert "Entries: 1, unbroken" in signed_in("analyst").get(f"/evidence/{item.public_id}/?prove=1").content.decode()


def test_a_row_is_typed_on_the_page_and_only_then_led_to_people(
    signed_in: Callable[[str], Client], take: Callable[..., Item]
) -> None:
    item, client = take(photo(2), "list.png"), signed_in("analyst")
    page = f"/evidence/{item.public_id}/"
    before = client.get(page).content.decode()
    assert before.count('name="written"') == 2
    assert "Who is this?" not in before
    answer = client.post(f"{page}row/1/", {"written": "Коваль Ігор", "born": "01.02.1990"})
    assert answer["Location"].endswith("#row-2")
    after = client.get(page).content.decode()
    assert after.count('name="written"') == 1
    assert "Who is this?" in after


def test_a_reader_who_may_not_type_is_shown_no_form(
    signed_in: Callable[[str], Client], take: Callable[..., Item]
) -> None:
    item = take(photo(2), "list.png")
    assert 'name="written"' not in signed_in("liaison").get(f"/evidence/{item.public_id}/").content.decode()


def test_what_is_said_of_a_person_is_shown_in_words(
    signed_in: Callable[[str], Client], take: Callable[..., Item]
) -> None:
    mention = take("Бачили Сергія Коваленка, легко поранений.".encode()).mentions.get()
    page = signed_in("analyst").get(f"/evidence/mention/{mention.public_id}/").content.decode()
    assert "Slightly wounded" in page
    assert "slightly_wounded" not in page
