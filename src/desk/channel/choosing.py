"""Whom a list of ours is asked to name: numbers pasted or in a table, or whom a search and the rule of a category
find."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from desk.channel.conforming import known
from desk.channel.listing import agreed, possible, side
from desk.channel.models import Channel, OwnList
from desk.errors import Refused
from desk.register import queries as register
from desk.register.models import Place
from homeward.channel.listing import LONGEST

_BETWEEN = re.compile(r"[\s,;]+")
_HEADS = frozenset({"id", "public_id", "number", "номер"})


def pasted(text: str) -> list[str]:
    """The numbers in a pasted text, one a word, in its order."""
    return [word for word in _BETWEEN.split(text) if word]


def column(data: bytes) -> list[str]:
    """The numbers in the first column of a CSV file (UTF-8), its head left out; raises Refused when it is none."""
    try:
        text = data.decode("utf-8-sig")
        rows = csv.reader(text.splitlines(), delimiter=_delimiter(text.partition("\n")[0]))
        cells = [row[0].strip() for row in rows if row and row[0].strip()]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(_("This file is no table of numbers: it must be CSV in UTF-8.")) from error
    return cells[1:] if cells and cells[0].lower() in _HEADS else cells


def _delimiter(head: str) -> str:
    """The sign that parts the columns, by the first line: a spreadsheet writes what its country is used to."""
    return max(",;\t", key=head.count)


def check(ids: Sequence[str]) -> None:
    """Nothing, if so many may be read line by line; else raises Refused."""
    if len(ids) > LONGEST:
        told = _("These are %(count)d people, more than any list holds: narrow it by name, place or category.")
        raise Refused(told % {"count": len(ids)})


def chosen(channel: Channel, whom: OwnList.Whom, category: str, on: date, text: str, place: str) -> list[str]:
    """The ids of those whom a search finds and who are of the category by the records; nobody's name is needed."""
    rule = agreed(channel, category, on).category(category).rule
    rows = possible(channel, whom)
    if text.strip():
        rows = rows.filter(pk__in=register.people(text, party=side(channel, whom)).values("pk"))
    if place.strip():
        rows = rows.filter(facility__in=_places(place.strip().casefold()))
    return [row.person.public_id for row in rows if rule.holds(known(row), on) is True]


def _places(part: str) -> list[Place]:
    """The places one of whose names has this part: the names are kept as a list, which no database searches alike."""
    return [place for place in Place.objects.all() if any(part in name.casefold() for name in place.names)]
