"""The kernel of bulk linkage: a batch of mentions and a slice of the register give a batch of offers.

A pure function, Arrow in and Arrow out, which every engine runs as it is. A register of any size is cut into slices;
the offers of all slices for a mention compete afterwards (`bulk_links`)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from homeward.linkage.blocking import FEW, Blocks
from homeward.linkage.blocking_keys import telling
from homeward.linkage.bulk_batches import OFFERS, facts_of
from homeward.linkage.kernel import compare
from homeward.linkage.rows import Register, Rows

_AT_ONCE = 20_000  # people made into rows at once, so that no more of them stand in lists
OFFERED = 4  # people offered for a mention
_CHANCE = 1.6
"""By how much the kernel's log-odds are wider apart among people who share a key by chance than among the namesakes and
neighbours its tables were grown on. Fitted with the odds of strangers, see `bulk_links`."""
MOST_ODDS = 60.0  # log-odds beyond which nothing changes, so that no number overflows


class Slice:
    """A part of the register, ready to be asked."""

    def __init__(self, people: pa.Table) -> None:
        self.register = Register()
        self.ids = people.column("id").combine_chunks()
        self.rows = _joined([self.register.rows(facts_of(batch)) for batch in people.to_batches(_AT_ONCE)])
        self.blocks = Blocks(self.register, self.rows)


def _joined(parts: list[Rows]) -> Rows:
    """Rows one after the other, their owners counted through."""
    before = np.cumsum([0, *(int(part.owner.max(initial=-1)) + 1 for part in parts)])
    owners = [part.owner + start for part, start in zip(parts, before, strict=False)]
    rest = (np.concatenate([getattr(part, name) for part in parts]) for name in ("names", "born", "others"))
    return Rows(np.concatenate(owners).astype(np.int32), *rest)


def offers(known: Slice, mentions: pa.RecordBatch, offered: int = OFFERED) -> pa.RecordBatch:
    """The likeliest people of the slice for each mention, by mention, the likeliest first, at most `offered`."""
    rows = known.register.rows(facts_of(mentions))
    found = known.blocks.candidates(rows, max(offered, FEW))
    compared = compare(known.register, rows.take(found.mention), known.rows.take(found.person))
    log_odds = compared.log_odds() * np.float32(_CHANCE)
    crowd = np.exp(np.minimum(log_odds.astype(np.float64), MOST_ODDS)) * found.crowd.astype(np.float64)
    pairs = _Pairs(rows.owner[found.mention], known.rows.owner[found.person], log_odds, crowd)
    return _batch(known, mentions, _told(known, rows), pairs.best(offered))


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Mentions with people, a row a pair; `others` are odds: see OFFERS."""

    mention: NDArray[np.int32]
    person: NDArray[np.int32]
    log_odds: NDArray[np.float32]
    others: NDArray[np.float64]

    def take(self, places: NDArray[np.intp]) -> _Pairs:
        return _Pairs(self.mention[places], self.person[places], self.log_odds[places], self.others[places])

    def best(self, offered: int) -> _Pairs:
        """Each pair once, by its best names, and of each mention the first few; what the others weigh stands with the
        first."""
        pairs = self.take(np.lexsort((-self.log_odds, self.person, self.mention)))
        pairs = pairs.take(np.flatnonzero(_changes(pairs.mention) | _changes(pairs.person)))
        pairs = pairs.take(np.lexsort((pairs.person, -pairs.log_odds, pairs.mention)))
        rank = np.arange(len(pairs.mention)) - np.searchsorted(pairs.mention, pairs.mention, "left")
        cut = np.where(rank < offered, 0.0, np.exp(np.minimum(pairs.log_odds, MOST_ODDS)))
        others = np.bincount(pairs.mention, pairs.others + cut)
        first = np.where(rank == 0, others[pairs.mention], 0.0)
        return replace(pairs, others=first).take(np.flatnonzero(rank < offered))


def _changes(values: NDArray[np.int32]) -> NDArray[np.bool_]:
    return np.concatenate([[True], values[1:] != values[:-1]])[: len(values)]


def _told(known: Slice, rows: Rows) -> NDArray[np.bool_]:
    told = np.zeros(int(rows.owner.max(initial=-1)) + 1, np.bool_)
    told[rows.owner[telling(known.register.vocabulary, rows)]] = True
    return told


def _batch(known: Slice, mentions: pa.RecordBatch, told: NDArray[np.bool_], pairs: _Pairs) -> pa.RecordBatch:
    pairs = pairs.take(np.flatnonzero(told[pairs.mention]))
    silent = np.setdiff1d(np.arange(mentions.num_rows), pairs.mention)
    mention = np.concatenate([pairs.mention, silent])
    order = np.argsort(mention, kind="stable")
    nobody = np.zeros(len(silent), np.int32)
    person = pa.array(
        np.concatenate([pairs.person, nobody])[order], mask=(np.arange(len(mention)) >= len(pairs.mention))[order]
    )
    columns = [
        mentions.column("id").take(pa.array(mention[order])),
        known.ids.take(person),
        pa.array(np.concatenate([pairs.log_odds, nobody])[order], pa.float32()),
        pa.array(np.concatenate([pairs.others, nobody])[order], pa.float64()),
        pa.array(told[mention[order]]),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=OFFERS)
