"""Postmarks and cosignatures as pages and files show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.channel.models import Channel, Cosignature, Postmark
from desk.channel.witnesses import newest
from homeward.channel.marks import Marks


@dataclass(frozen=True, slots=True)
class Existed:
    """That a message existed by `at`, by the postmark of the mediator `by`."""

    at: datetime
    by: str


def existed(channel: Channel) -> Mapping[str, Existed]:
    """The earliest postmark of every hash on `channel`."""
    rows = Postmark.objects.filter(channel=channel).order_by("-at", "-id")
    return {row.of: Existed(row.at, row.mediator) for row in rows}


def marks_of(channel: Channel) -> Marks:
    """Every postmark, and of each chain the newest cosignature."""
    stamped = (row.to_value() for row in channel.postmarks.order_by("at", "id"))
    return Marks(tuple(stamped), tuple(row.to_value() for row in newest(channel.cosignatures.all())))


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A cosignature with the tone in which it is shown."""

    row: Cosignature
    tone: str


def witnessed(channel: Channel) -> list[Witnessed]:
    """Every cosignature that contradicts a chain here, and else of each chain the newest of each mediator."""
    bad = list(channel.cosignatures.filter(found=Cosignature.Found.CONTRADICTS))
    good = [row for row in newest(channel.cosignatures.all()) if row not in bad]
    return [Witnessed(row, _TONES[Cosignature.Found(row.found)]) for row in (*bad, *good)]


_TONES = {
    Cosignature.Found.AGREES: "good",
    Cosignature.Found.AHEAD: "wait",
    Cosignature.Found.CONTRADICTS: "bad",
}
