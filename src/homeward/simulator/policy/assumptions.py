"""What the policy experiments assume, each figure with its sentence (data/policy.csv)."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


@cache
def assumptions() -> dict[str, float]:
    """Every assumed figure by name."""
    text = resources.files("homeward.simulator").joinpath("data", "policy.csv").read_text("utf-8")
    return {row["name"]: float(row["value"]) for row in csv.DictReader(text.splitlines())}


def assumed(name: str) -> float:
    return assumptions()[name]
