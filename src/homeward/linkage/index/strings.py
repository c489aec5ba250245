"""Many strings as two arrays: their bytes one after the other, and where each begins."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.index.archive import Arrays


@dataclass(frozen=True, slots=True)
class Strings(Sequence[str]):
    """`begins` has one place more than there are strings: the end of the last."""

    letters: NDArray[np.uint8]
    begins: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Strings:
        growing = Growing()
        for text in texts:
            growing.add(text.encode())
        return growing.strings()

    @classmethod
    def stored(cls, arrays: Arrays, name: str) -> Strings:
        """The strings whose `arrays` were stored under `name`."""
        return cls(arrays[f"{name}_letters"], arrays[f"{name}_begins"])

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """The two arrays, to be stored under `name`."""
        return {f"{name}_letters": self.letters, f"{name}_begins": self.begins}

    def __len__(self) -> int:
        return len(self.begins) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return bytes(self.letters[self.begins[place] : self.begins[place + 1]]).decode()

    def take(self, places: NDArray[np.integer]) -> list[str]:
        """The strings at `places`."""
        ends, begins = self.begins[places + 1].tolist(), self.begins[places].tolist()
        letters = self.letters
        return [letters[begin:end].tobytes().decode() for begin, end in zip(begins, ends, strict=True)]


class Growing:
    """Strings while they are put in one at a time."""

    def __init__(self) -> None:
        self._letters = bytearray()
        self._begins = array("q", [0])
        self._lent = False

    def __len__(self) -> int:
        return len(self._begins) - 1

    def add(self, text: bytes) -> None:
        if self._lent:
            self._letters, self._lent = bytearray(self._letters), False
        self._letters += text
        self._begins.append(len(self._letters))

    def strings(self) -> Strings:
        """All that were put in so far; the letters are copied only if more are put in."""
        self._lent = True
        return Strings(np.frombuffer(self._letters, np.uint8), np.array(self._begins, np.int64))
