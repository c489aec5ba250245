"""Superiors' seats, with what the root says of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.channel import seating
from desk.channel.models import Seat
from homeward.channel.certificate import Certificate


@dataclass(frozen=True, slots=True)
class Seated:
    """A seat and its certificate, if the root has signed one that is in force; whether its say was ended."""

    seat: Seat
    certificate: Certificate | None
    ended: bool


def seats(at: datetime) -> list[Seated]:
    """Every seat that was ever taken, those still held first."""
    rows = sorted(Seat.objects.select_related("user"), key=lambda one: one.left_at is not None)
    return [Seated(row, seating.certificate_of(row.name, at), seating.ended(row.call_sign)) for row in rows]
