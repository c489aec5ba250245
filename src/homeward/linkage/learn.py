"""Which pair to show an analyst next: the one whose answer teaches most.

A pair near even odds teaches more than one that is all but sure (Lewis and Gale 1994), one on which many records hang
more than one that stands alone, and one of a kind that has not been seen more than the tenth of the same kind."""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """Are `left` and `right` one? `probability` that they are; how many records `hang` on the answer, the two not
    counted; and the `kind` of the pair, such as what is known of both."""

    left: str
    right: str
    probability: float
    hang: int = 0
    kind: str = ""


def worth(question: Question) -> float:
    """What an answer would teach, in bits, by the records that hang on it."""
    chance = min(max(question.probability, 1e-9), 1 - 1e-9)
    doubt = -(chance * math.log2(chance) + (1 - chance) * math.log2(1 - chance))
    return doubt * (1 + math.log1p(question.hang))


def following(questions: Sequence[Question], limit: int, answered: Iterable[str] = ()) -> list[Question]:
    """The questions to ask next, at most `limit`, the best first; `answered` are the kinds of those asked before. A
    further question of one kind is worth its share among those of the kind."""
    seen = Counter(answered)
    waiting = [(-worth(one) / _share(seen[one.kind]), place, seen[one.kind]) for place, one in enumerate(questions)]
    heapq.heapify(waiting)
    found: list[Question] = []
    while waiting and len(found) < limit:
        _, place, count = heapq.heappop(waiting)
        one = questions[place]
        if count < seen[one.kind]:  # its kind has been asked of since: it is worth less now
            heapq.heappush(waiting, (-worth(one) / _share(seen[one.kind]), place, seen[one.kind]))
            continue
        found.append(one)
        seen[one.kind] += 1
    return found


def _share(asked: int) -> float:
    return 1 + math.log1p(asked) / 4
