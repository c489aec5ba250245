"""A person whom a mention may speak of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from homeward.linkage.score import Score


@dataclass(frozen=True, slots=True)
class Candidate:
    """`log_odds` of this person alone; `probability` when all who were found compete: a mention speaks of one person
    only, so of two namesakes who fit alike, neither comes out likely."""

    person: str
    log_odds: float
    probability: float
    _explain: Callable[[], Score] = field(repr=False, compare=False)

    @property
    def score(self) -> Score:
        """The probability with its reasons, which are put together when they are asked for."""
        return replace(self._explain(), probability=self.probability)
