"""People of the register who are probably one, for a human being to judge: nothing here makes them one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from homeward.linkage.bulk_batches import batch_of
from homeward.linkage.bulk_links import stranger
from homeward.linkage.bulk_offers import MOST_ODDS, Slice, offers
from homeward.linkage.facts import Facts
from homeward.linkage.score import score
from homeward.words import Saying

_BATCH = 5_000  # people held against all at once
_ONCE = 0.9  # share of people expected to have been entered once
_OFFERED = 6  # people who may be one with each, the person included


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two ids of the register, how probably they are one person, and the sentences for and against, the weightiest
    first."""

    left: str
    right: str
    probability: float
    reasons: tuple[Saying, ...]


def duplicates(
    people: Sequence[tuple[str, Facts]], judged: Collection[frozenset[str]] = (), least: float = 0.3
) -> list[Duplicate]:
    """Pairs that are one with a probability of `least` or more, the likeliest first; those `judged` before are left
    out."""
    if not people:
        return []
    table = pa.Table.from_batches([batch_of(people)])
    known, facts, found = Slice(table), dict(people), dict[tuple[str, str], float]()
    for batch in table.to_batches(_BATCH):
        offered = offers(known, batch, _OFFERED)
        for left, right, chance in _chances(offered, len(people)):
            pair = (min(left, right), max(left, right))
            if chance >= least and frozenset(pair) not in judged:
                found[pair] = max(chance, found.get(pair, 0.0))
    ranked = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    return [Duplicate(*pair, chance, _reasons(facts[pair[0]], facts[pair[1]])) for pair, chance in ranked]


def _chances(offered: pa.RecordBatch, population: int) -> list[tuple[str, str, float]]:
    """Each person, another, and how probably they are one, if nobody is offered to himself."""
    left, right = (offered.column(name).to_pylist() for name in ("mention", "person"))
    other = np.array([bool(one) and one != mine for mine, one in zip(left, right, strict=True)], np.bool_)
    log_odds = offered.column("log_odds").to_numpy().astype(np.float64)
    odds = np.where(other, np.exp(np.minimum(log_odds, MOST_ODDS)), 0.0)
    places = offered.column("mention").dictionary_encode().indices.to_numpy()
    total = np.exp(stranger(population, _ONCE)) + np.bincount(places, odds)[places]
    return [(left[row], right[row], float(odds[row] / total[row])) for row in np.flatnonzero(other)]


def _reasons(left: Facts, right: Facts) -> tuple[Saying, ...]:
    parts = sorted(score(left, right).parts, key=lambda part: -abs(part.log_odds))
    return tuple(part.saying for part in parts if part.outcome != "absent")
