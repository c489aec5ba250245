"""The people of a segment among whom a mention is looked for: those who share most, and the rarest, of its words, and
those with its date of birth or service number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from homeward.linkage import born
from homeward.linkage.born import Outcome
from homeward.linkage.index.archive import Arrays
from homeward.linkage.index.draft import days
from homeward.linkage.index.grams import distinct
from homeward.linkage.index.near import Near
from homeward.linkage.index.wanted import Wanted

_FOLLOWED = 200_000  # rows that are followed from one word of a mention
_ALONE = 1_500  # rows with the nearest spellings of each word that are taken in though they share no other
_CHANCE = 0.45  # likeness that says nothing
_COMMON, _RARE = 0.5, 1.5  # bounds of what a word weighs
_RARITY = 8.0  # nats of rarity that add 1 to the weight of a word
_DATED = 10  # rows whose dates are compared for each that is wanted
_NEAR_DATE = np.float32(0.6)  # what a date of birth that is near weighs beside words, the nearer the more
_SAME_DAY, _SAME_NUMBER = 1.0, 2.0  # what a date of birth or a service number weighs beside words

Numbers = NDArray[np.int32]
Floats = NDArray[np.float32]
NOBODY = np.zeros(0, np.int32)


def shortlist(
    arrays: Arrays, dead: NDArray[np.bool_], looked: Sequence[Near], wanted: Wanted, size: int
) -> tuple[Numbers, Floats]:
    """At most `size` rows, those that fit best, and how well they fit; none of people who are `dead` in the arrays:
    taken out, or put in anew elsewhere."""
    followed = sorted((_followed(arrays, near) for near in looked), key=len)
    keyed = [(_of_keys(arrays, "born", days(wanted.born)), _SAME_DAY)]
    keyed.append((_of_keys(arrays, "number", wanted.service_numbers), _SAME_NUMBER))
    rows = distinct(np.concatenate([_sharing(arrays, followed), *(some for some, _ in keyed)]))
    fit = np.zeros(len(rows), np.float32)
    for some, weight in keyed:
        fit[np.searchsorted(rows, some)] += np.float32(weight)
    alive = ~dead[arrays["owners"][rows]]
    rows, fit = rows[alive], fit[alive]
    fit += _fit(arrays, looked, rows)
    rows, fit = _best(rows, fit, _DATED * size)
    return _best(rows, fit + _same_date(arrays, wanted, rows), size)


def _best(rows: Numbers, fit: Floats, size: int) -> tuple[Numbers, Floats]:
    if len(rows) <= size:
        return rows, fit
    best = np.argpartition(-fit, size)[:size]
    return rows[best], fit[best]


def _same_date(arrays: Arrays, wanted: Wanted, rows: Numbers) -> Floats:
    """What a date of birth weighs that is near to the wanted one."""
    if not wanted.born.any() or not len(rows):
        return np.zeros(len(rows), np.float32)
    theirs = arrays["born"][arrays["owners"][rows]].reshape(-1, *wanted.born.shape)
    ours = np.broadcast_to(wanted.born, theirs.shape)
    return _NEAR_DATE * born.compare(ours, theirs).astype(np.float32) / np.float32(Outcome.SAME)


def _followed(arrays: Arrays, near: Near) -> Numbers:
    """The rows that bear the nearest words."""
    begins, ends = arrays["bearer_begins"][near.words], arrays["bearer_begins"][near.words + 1]
    within = np.cumsum(ends - begins) <= _FOLLOWED
    lists = [arrays["bearers"][begin:end] for begin, end in zip(begins[within], ends[within], strict=True)]
    return np.concatenate([NOBODY, *lists])


def _sharing(arrays: Arrays, followed: Sequence[Numbers]) -> Numbers:
    """The rows that share two words or more, and the first that share one."""
    mark = np.zeros(len(arrays["owners"]), np.uint8)
    for bit, rows in enumerate(followed):
        mark[rows] |= 1 << bit
    found = [NOBODY]
    for rows in followed[:-1]:
        marks = mark[rows]
        found.append(rows[marks & (marks - 1) > 0])
    return np.concatenate([*found, *(rows[:_ALONE] for rows in followed)])


def _fit(arrays: Arrays, looked: Sequence[Near], rows: Numbers) -> Floats:
    """For each row the sum over the wanted words of how alike and how rare the nearest word of its name is."""
    begins = arrays["bearer_begins"]
    columns = np.ascontiguousarray(arrays["names"][rows].T)
    fit = np.zeros(len(rows), np.float32)
    weight = np.zeros(len(begins), np.float32)  # the last is for no word
    for near in looked:
        bearers = np.maximum(begins[near.words + 1] - begins[near.words], 1)
        rarity = _COMMON + np.log(len(arrays["owners"]) / bearers) / _RARITY
        weight[near.words] = (near.alike - _CHANCE) * np.minimum(rarity, _RARE)
        fit += weight[columns].max(axis=0)
        weight[near.words] = 0
    return fit


def _of_keys(arrays: Arrays, name: str, wanted: NDArray[np.int64]) -> Numbers:
    """The first row of everybody with one of the keys."""
    keys, values = arrays[f"{name}_keys"], arrays[f"{name}_values"]
    begins, ends = np.searchsorted(keys, wanted), np.searchsorted(keys, wanted + 1)
    found = [values[begin:end] for begin, end in zip(begins, ends, strict=True)]
    return distinct(arrays["row_begins"][np.concatenate([NOBODY, *found])])
