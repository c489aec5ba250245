"""Which place of the register a written place means, in any case, spelling and of the two languages."""

from __future__ import annotations

import re
from functools import lru_cache

from desk.register.models import Place
from homeward.names.keys import coarse

_ENOUGH = 0.6
_WORD = re.compile(r"\d+|[^\W\d_]{3,}")


def find_place(written: str) -> Place | None:
    """The place whose name shares most words and numbers with `written`; None if none does well, or two do equally."""
    wanted = _marks(written)
    if not wanted:
        return None
    best = sorted(((_alike(wanted, place), place.id, place) for place in Place.objects.all()), reverse=True)[:2]
    if not best or best[0][0] < _ENOUGH or (len(best) > 1 and best[1][0] == best[0][0]):
        return None
    return best[0][2]


def _alike(wanted: frozenset[str], place: Place) -> float:
    named = [marks for marks in map(_marks, place.names) if marks]
    return max((len(wanted & marks) / len(wanted | marks) for marks in named), default=0.0)


@lru_cache(maxsize=4096)
def _marks(text: str) -> frozenset[str]:
    return frozenset(word if word.isdigit() else coarse(word) for word in _WORD.findall(text.casefold()))
