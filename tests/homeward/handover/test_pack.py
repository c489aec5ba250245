"""The pack on paper and the calendar file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from icalendar import Calendar

from homeward.channel.notice import Notice
from homeward.handover.agenda import calendar
from homeward.handover.pack import Pack, Traveller, render
from homeward.handover.plan import Leg, Means
from homeward.handover.stage import Stage

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
LEG = Leg(1, Means.BUS, 2, 50, "Camp #1", "Bridge", NINE, NINE + timedelta(hours=2), "Nadiia")
NOTICE = Notice("the valley", NINE, NINE + timedelta(hours=6), 2, "road 7", "buses", 2, "Heron")
PACK = Pack(
    "The bridge",
    ("VRH", "ZLS"),
    [LEG],
    [Stage(1, ("a",), ("x",), bodies_given=("S-7",))],
    {"a": Traveller("Гнатюк Анна", "1990", "sitting"), "x": Traveller("#panic(1) $x$ *Орлов*", "1991")},
    NOTICE,
    NINE,
)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_the_pack_shows_the_way_and_everybody_as_written(language: str) -> None:
    shown = text_of(render(PACK, language))
    for words in ("Camp #1", "Nadiia", "road 7", "Heron", "Гнатюк Анна", "#panic(1) $x$ *Орлов*", "S-7"):
        assert words in shown


def test_a_pack_without_legs_and_notice_says_so() -> None:
    bare = Pack(PACK.title, PACK.parties, [], [], {}, None, NINE)
    assert text_of(render(bare, "en")).count("Nothing yet.") == 2


def test_the_calendar_names_places_and_times_and_nobody() -> None:
    data = calendar("op1", "The bridge", [LEG], NOTICE, NINE, "en")
    leg, passage = (event for event in Calendar.from_ical(data).walk("VEVENT"))
    assert (str(leg["uid"]), leg.decoded("dtstart"), str(leg["location"])) == ("op1-leg-1@homeward", NINE, "Nadiia")
    assert passage.decoded("dtend") == NOTICE.until
    assert b"Heron" not in data
