"""The analysis of words as arrays, wherever they lie: in a file of the index or in a vocabulary that is growing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.index.archive import Arrays
from homeward.linkage.index.strings import Strings
from homeward.linkage.table import Table
from homeward.linkage.vocabulary import Vocabulary

OF_STRINGS = ("codes", "sizes", "letters")
TO_STRINGS = ("readings", "stems", "roots")
_FIELDS = {name: held for name, held in vars(Vocabulary()).items() if not name.startswith("_")}
TEXTS = tuple(name for name, held in _FIELDS.items() if isinstance(held, list))
_TABLES = tuple(name for name, held in _FIELDS.items() if isinstance(held, Table))
OF_WORDS = tuple(name for name in _TABLES if name not in (*OF_STRINGS, *TO_STRINGS))

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Analysed:
    """`texts` and `tables` by the names of the fields of `Vocabulary` that they are."""

    texts: dict[str, Sequence[str]]
    tables: dict[str, NDArray[Any]]

    @classmethod
    def held(cls, vocabulary: Vocabulary) -> Analysed:
        """What a vocabulary holds, not copied."""
        return cls(
            {name: getattr(vocabulary, name) for name in TEXTS},
            {name: getattr(vocabulary, name).rows for name in _TABLES},
        )

    @classmethod
    def stored(cls, arrays: Arrays) -> Analysed:
        """What `arrays` made, not copied."""
        return cls(
            {name: Strings.stored(arrays, name) for name in TEXTS},
            {name: arrays[name] for name in _TABLES},
        )

    def arrays(self) -> dict[str, NDArray[Any]]:
        """The arrays to be stored."""
        found = dict(self.tables)
        for name, texts in self.texts.items():
            found |= Strings.of(texts).arrays(name)
        return found

    def __len__(self) -> int:
        return len(self.tables["readings"])


def joined(chosen: Iterable[tuple[Analysed, Numbers]]) -> Vocabulary:
    """A small vocabulary of the chosen words of each, in that order. It knows words by number only."""
    made = Vocabulary()
    pieces = [_piece(words, numbers) for words, numbers in chosen if len(numbers)]
    if not pieces:
        return made
    codes = np.concatenate([piece.tables["codes"] for piece in pieces])
    packed = np.ascontiguousarray(codes).view(f"V{codes.shape[1]}").ravel()
    _, kept, number = np.unique(packed, return_index=True, return_inverse=True)
    for name in OF_STRINGS:
        getattr(made, name).extend(np.concatenate([piece.tables[name] for piece in pieces])[kept])
    begin = 0
    for piece in pieces:
        for name in TO_STRINGS:
            strings = piece.tables[name]
            getattr(made, name).extend(np.where(strings >= 0, number[strings + begin], -1))
        begin += len(piece.tables["codes"])
    for name in OF_WORDS:
        getattr(made, name).extend(np.concatenate([piece.tables[name] for piece in pieces]))
    for name in TEXTS:
        getattr(made, name).extend(text for piece in pieces for text in piece.texts[name])
    return made


def _piece(words: Analysed, numbers: Numbers) -> Analysed:
    """Only the words `numbers`, their strings numbered from 0."""
    wide = np.concatenate([words.tables[name][numbers] for name in TO_STRINGS], axis=1)
    strings, place = np.unique(wide, return_inverse=True)
    absent = int(len(strings) > 0 and strings[0] < 0)
    place = place.reshape(wide.shape) - absent
    edges = np.cumsum([words.tables[name].shape[1] for name in TO_STRINGS])[:-1]
    tables = dict(zip(TO_STRINGS, np.split(place, edges, axis=1), strict=True))
    tables |= {name: words.tables[name][strings[absent:]] for name in OF_STRINGS}
    tables |= {name: words.tables[name][numbers] for name in OF_WORDS}
    return Analysed({name: _texts(words.texts[name], numbers) for name in TEXTS}, tables)


def _texts(texts: Sequence[str], numbers: Numbers) -> list[str]:
    return texts.take(numbers) if isinstance(texts, Strings) else [texts[number] for number in numbers.tolist()]
