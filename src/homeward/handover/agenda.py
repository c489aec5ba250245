"""The legs and the window of safe passage as a calendar file (RFC 5545). It names places and times, never a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from icalendar import Calendar, Event

from homeward.channel.notice import Notice
from homeward.handover.plan import Leg
from homeward.words import say


def calendar(
    operation: str, title: str, legs: Sequence[Leg], notice: Notice | None, at: datetime, language: str
) -> bytes:
    """The file. Each entry keeps its id from one file to the next, so that a calendar updates it."""
    file = Calendar()
    file.add("prodid", "-//Homeward//handover//EN")
    file.add("version", "2.0")
    for leg in legs:
        means = say("handover", f"means_{leg.means}", language)
        words = f"{title}: {leg.start} → {leg.end} ({means})"
        _add(file, f"{operation}-leg-{leg.number}", words, (leg.departs, leg.arrives), at, leg.border)
    if notice:
        words = f"{title}: {say('handover', 'pack_passage', language)}"
        _add(file, f"{operation}-passage", words, (notice.since, notice.until), at, notice.area)
    return bytes(file.to_ical())


def _add(file: Calendar, id: str, words: str, span: tuple[datetime, datetime], at: datetime, where: str) -> None:
    entry = Event()
    entry.add("uid", f"{id}@homeward")
    entry.add("summary", words)
    entry.add("dtstamp", at)
    entry.add("dtstart", span[0])
    entry.add("dtend", span[1])
    if where:
        entry.add("location", where)
    file.add_component(entry)
