"""The weights of a person as a line to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desk.custody.models import Inspection

WIDTH, HEIGHT, EDGE = 600.0, 120.0, 12.0  # units of the drawing


@dataclass(frozen=True, slots=True)
class Line:
    """Points "x,y x,y …" for a polyline, its first and last weight in kg, and the loss between them in percent."""

    points: str
    first: float
    last: float
    loss_percent: float


def line(inspections: Sequence[Inspection]) -> Line | None:
    """The line through the weights in their order; None for fewer than two."""
    if len(inspections) < 2:
        return None
    start, end = inspections[0].on, inspections[-1].on
    weights = [float(one.weight_kg) for one in inspections]
    low, high = min(weights) - 2, max(weights) + 2
    span = max((end - start).days, 1)
    points = [
        f"{EDGE + (WIDTH - 2 * EDGE) * (one.on - start).days / span:.1f},"
        f"{HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (float(one.weight_kg) - low) / (high - low):.1f}"
        for one in inspections
    ]
    loss = 100 * (weights[0] - weights[-1]) / weights[0]
    return Line(" ".join(points), weights[0], weights[-1], round(loss, 1))
