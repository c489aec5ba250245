"""From a mention to candidates: shortlists of the segments are compared in one batch, and the best compete."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from homeward.linkage import kernel
from homeward.linkage.born import DATES, Born
from homeward.linkage.facts import Facts
from homeward.linkage.index.analysed import Analysed, joined
from homeward.linkage.index.candidate import Candidate
from homeward.linkage.index.draft import service_number
from homeward.linkage.index.grams import distinct
from homeward.linkage.index.segment import Segment
from homeward.linkage.index.wanted import Wanted, word
from homeward.linkage.rows import Register, Rows
from homeward.linkage.score import Score, explain, prior

_SHORTLIST = 32  # rows of each segment that may be compared in full for one name
_COMPARED = 48  # rows of all segments that are
_CERTAIN = 40.0  # log-odds beyond which nothing changes, so that no number overflows

Floats = NDArray[np.float32]
Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Picked:
    """The rows of a segment that are compared, how well they fit, and the numbers of the people whose they are."""

    segment: Segment
    rows: Places
    fit: Floats
    owners: Places


def search(segments: Sequence[Segment], mention: Facts, limit: int, population: int) -> list[Candidate]:
    """The likeliest people, the likeliest first; nobody if the mention says too little to find anybody by."""
    register = Register()
    asked = register.rows([mention])
    picked = _pick(segments, _wanted(register, asked, mention))
    if not picked:
        return []
    theirs = _rows(register, picked, in_full=bool((asked.others >= 0).any()))
    log_odds = np.max([kernel.compare(register, one, theirs).log_odds() for one in _each(asked, len(theirs))], axis=0)
    log_odds += np.float32(prior(population))
    fit = np.concatenate([one.fit for one in picked])
    order = _first_of_each(theirs.owner, np.lexsort((-fit, -log_odds)))
    shares = _shares(log_odds[order]).tolist()
    return [
        Candidate(
            _person(picked, place), float(log_odds[place]), share, _why(register, asked, theirs, place, population)
        )
        for place, share in zip(order[:limit].tolist(), shares, strict=False)
    ]


def _wanted(register: Register, asked: Rows, mention: Facts) -> list[Wanted]:
    """What is looked for under each name of the mention."""
    words = register.vocabulary
    numbers = np.array([service_number(text) for text in mention.service_numbers], np.int64)
    return [
        Wanted(tuple(filter(None, (word(words, number) for number in names if number >= 0))), born, numbers)
        for names, born in zip(asked.names.tolist(), asked.born, strict=True)
    ]


def _pick(segments: Sequence[Segment], wanted: Sequence[Wanted]) -> list[_Picked]:
    picked, before = [], 0
    for segment in segments:
        lists = [segment.shortlist(one, _SHORTLIST) for one in wanted]
        rows, fit = (np.concatenate(parts) for parts in zip(*lists, strict=True))
        if len(rows):
            picked.append(_Picked(segment, rows, fit, segment.arrays["owners"][rows] + before))
        before += len(segment)
    return _best(picked)


def _best(picked: Sequence[_Picked]) -> list[_Picked]:
    """Of the rows picked, those that fit best over all segments."""
    fits = np.sort(np.concatenate([np.zeros(0, np.float32), *(one.fit for one in picked)]))
    least = fits[-_COMPARED] if len(fits) > _COMPARED else -np.inf
    kept = [(one, one.fit >= least) for one in picked]
    return [_Picked(one.segment, one.rows[fit], one.fit[fit], one.owners[fit]) for one, fit in kept if fit.any()]


def _rows(register: Register, picked: Sequence[_Picked], in_full: bool) -> Rows:
    """The rows picked, their words taken into the vocabulary of the register; texts only if `in_full`."""
    chosen, names = [(Analysed.held(register.vocabulary), np.arange(len(register.vocabulary), dtype=np.int32))], []
    begin = len(register.vocabulary)
    for one in picked:
        theirs = one.segment.arrays["names"][one.rows]
        words = distinct(theirs[theirs >= 0])
        names.append(np.where(theirs >= 0, np.searchsorted(words, theirs) + begin, -1))
        chosen.append((one.segment.words, words))
        begin += len(words)
    register.vocabulary = joined(chosen)
    owners, born = (np.concatenate(parts) for parts in zip(*map(_people, picked), strict=True))
    facts = [_facts(one, place) if in_full else Facts(()) for one in picked for place in range(len(one.rows))]
    others = register.rows(facts).others
    return Rows(owners, np.concatenate(names).astype(np.int32), born, others)


def _people(one: _Picked) -> tuple[Places, Born]:
    places = one.segment.arrays["owners"][one.rows]
    return one.owners, one.segment.arrays["born"][places].reshape(-1, DATES, 4)


def _facts(one: _Picked, place: int) -> Facts:
    """What is known of somebody but for the names, which are compared as rows."""
    return replace(one.segment.facts(int(one.segment.arrays["owners"][one.rows[place]])), names=())


def _each(asked: Rows, count: int) -> Iterator[Rows]:
    """Each row `count` times."""
    for row in range(len(asked)):
        yield asked.take(np.full(count, row))


def _first_of_each(owners: Places, order: NDArray[np.intp]) -> NDArray[np.intp]:
    """The places in `order`, of each owner only the first."""
    _, first = np.unique(owners[order], return_index=True)
    found: NDArray[np.intp] = order[np.sort(first)]
    return found


def _shares(log_odds: Floats) -> NDArray[np.float64]:
    """The probability of each, shared with the others and with somebody whom the register does not hold."""
    odds = np.exp(np.minimum(log_odds.astype(np.float64), _CERTAIN))
    shares: NDArray[np.float64] = odds / (1 + odds.sum())
    return shares


def _person(picked: Sequence[_Picked], place: int) -> str:
    for one in picked:
        if place < len(one.rows):
            return one.segment.people[int(one.segment.arrays["owners"][one.rows[place]])]
        place -= len(one.rows)
    raise IndexError(place)


def _why(register: Register, asked: Rows, theirs: Rows, place: int, population: int) -> Callable[[], Score]:
    """How the score of the owner of a row is explained: from all pairs of rows of the mention and the person."""
    of_person = np.flatnonzero(theirs.owner == theirs.owner[place])
    left = np.repeat(np.arange(len(asked)), len(of_person))
    right = theirs.take(np.tile(of_person, len(asked)))
    return partial(explain, register, asked.take(left), right, population)
