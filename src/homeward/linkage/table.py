"""Arrays that grow row by row at the same cost a row however long they are."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

_FIRST = 1024


class Table:
    """Rows of numbers, all of one width and type; `rows` is a view of those put in so far."""

    def __init__(self, width: int, dtype: DTypeLike, fill: int = 0) -> None:
        self._fill = fill
        self._rows: NDArray[Any] = np.full((_FIRST, width), fill, dtype)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def rows(self) -> NDArray[Any]:
        return self._rows[: self._count]

    def add(self, *values: float) -> int:
        """Put a row in, filled up if it is short; answers its number."""
        self._make_room(1)
        self._rows[self._count, : len(values)] = values
        self._count += 1
        return self._count - 1

    def extend(self, rows: ArrayLike) -> None:
        """Put many rows in at once."""
        more = np.asarray(rows)
        self._make_room(len(more))
        self._rows[self._count : self._count + len(more)] = more
        self._count += len(more)

    def _make_room(self, more: int) -> None:
        while self._count + more > len(self._rows):
            self._rows = np.concatenate([self._rows, np.full_like(self._rows, self._fill)])
