"""The people of a segment while it is being put together."""

from __future__ import annotations

import hashlib
import json
from array import array
from dataclasses import fields
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.born import DATES, born
from homeward.linkage.facts import Facts
from homeward.linkage.index import grams
from homeward.linkage.index.analysed import Analysed
from homeward.linkage.index.strings import Growing
from homeward.linkage.index.wanted import NAMED
from homeward.linkage.table import Table
from homeward.linkage.vocabulary import WORDS, Vocabulary, words

_LONGEST = 400  # signs of a name that are read
_fields = attrgetter(*(field.name for field in fields(Facts)))
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Made = dict[str, NDArray[Any]]


class Draft:
    """People put in one at a time; `arrays` are those of a segment that holds them."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self._spelt: dict[str, tuple[int, ...]] = {}
        self._people = Growing()
        self._facts = Growing()
        self._hashes = array("Q")
        self._owners = array("i")
        self._names = Table(WORDS, np.int32, -1)
        self._born = Table(len(born(())), np.int16)
        self._keys: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return len(self._people)

    def add(self, person: str, facts: Facts) -> int:
        """Put a person in; answers his or her place. Nobody may be in twice, which is for the caller to see to."""
        place = len(self._people)
        self._people.add(person.encode())
        self._hashes.append(hashed(person.encode()))
        self._facts.add(written(facts))
        self._born.add(*born(facts.born))
        for name in facts.names or ("",):
            self._owners.append(place)
            self._names.add(*self._numbers(name))
        self._keys += [(service_number(text), place) for text in facts.service_numbers]
        return place

    def _numbers(self, name: str) -> list[int]:
        """The words of a name; each stretch without a space is parted once, however many bear it."""
        found: list[int] = []
        for stretch in name[:_LONGEST].split():
            numbers = self._spelt.get(stretch)
            if numbers is None:
                numbers = self._spelt[stretch] = tuple(map(self.vocabulary.number, words(stretch)))
            found += numbers
        return found[:WORDS]

    def arrays(self) -> Made:
        """Everything, in the form in which it is stored and searched."""
        analysed = Analysed.held(self.vocabulary)
        return analysed.arrays() | self._of_words(analysed) | self._of_people() | self._of_keys()

    def _of_words(self, analysed: Analysed) -> Made:
        tables = analysed.tables
        strings = np.concatenate([tables[name] for name in ("readings", "stems")], axis=1)
        made: Made = dict(grams.postings(tables["codes"], strings))
        for name in NAMED:
            word, column = np.nonzero(tables[name] >= 0)
            made |= _postings(name, tables[name][word, column].astype(np.int64), word)
        return made

    def _of_people(self) -> Made:
        owners, names = np.array(self._owners, np.int32), self._names.rows
        filled = np.flatnonzero(names >= 0).astype(np.int32)
        borne = names.ravel()[filled]
        hashes = np.array(self._hashes, np.uint64)
        order = np.argsort(hashes)
        bears = np.bincount(borne, minlength=len(self.vocabulary))
        return {
            **self._people.strings().arrays("people"),
            **self._facts.strings().arrays("facts"),
            "person_hashes": hashes[order],
            "person_places": order.astype(np.int32),
            "owners": owners,
            "row_begins": np.searchsorted(owners, np.arange(len(self) + 1)).astype(np.int32),
            "names": names,
            "born": self._born.rows,
            "bearer_begins": np.concatenate([[0], np.cumsum(bears)]).astype(np.int32),
            "bearers": filled[np.argsort(borne, kind="stable")] // WORDS,
        }

    def _of_keys(self) -> Made:
        """Whole dates of birth and service numbers, which find people whatever their names."""
        dates = self._born.rows.reshape(len(self), DATES, 4)
        place, which = np.nonzero(dates[:, :, 3] > 0)
        return _postings("born", days(dates[place, which]), place) | _postings(
            "number",
            np.array([key for key, _ in self._keys], np.int64),
            np.array([place for _, place in self._keys], np.int64),
        )


def _postings(name: str, keys: NDArray[np.int64], values: NDArray[Any]) -> Made:
    """Keys in order, and for each its value: all values of a key lie side by side."""
    order = np.argsort(keys, kind="stable")
    return {f"{name}_keys": keys[order], f"{name}_values": values[order].astype(np.int32)}


def days(dates: NDArray[np.int16]) -> NDArray[np.int64]:
    """Whole dates as one number each, 19840517."""
    wide = dates.astype(np.int64)
    found: NDArray[np.int64] = wide[..., 0] * 10_000 + wide[..., 2] * 100 + wide[..., 3]
    return found


def hashed(person: bytes) -> int:
    """A number for an id, nearly always its own."""
    return int.from_bytes(hashlib.blake2b(person, digest_size=8).digest(), "little")


def service_number(text: str) -> int:
    """A number for a service number, however it is spaced and written."""
    plain = "".join(filter(str.isalnum, text)).casefold()
    return hashed(plain.encode()) >> 1


def written(facts: Facts) -> bytes:
    """Facts as they are stored: their fields in order, without the empty ones at the end."""
    kept = list(_fields(facts))
    while kept and not kept[-1]:
        kept.pop()
    return _write(kept).encode()


def told(stored: str) -> Facts:
    """The facts that `written` wrote."""
    kept = json.loads(stored)
    return Facts(*map(tuple, kept)) if kept else Facts(())
