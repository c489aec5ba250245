"""The likeliest ways through a word of which each piece may be spelled in several ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from homeward.names.runs import Runs

_BREADTH = 40  # beginnings kept at each place

Choices = Callable[[int], Iterable[tuple[int, str, float]]]


def likeliest(length: int, choices: Choices, runs: Runs, most: int) -> list[str]:
    """Up to `most` spellings, the likeliest first. `choices` gives, for a place in the word of `length` letters, how
    many letters a piece takes there, one way to spell it, and what speaks against that way (common logarithms)."""
    begun: list[dict[str, float]] = [{} for _ in range(length + 1)]
    begun[0][""] = 0.0
    for place in range(length):
        for start, score in _best(begun[place], _BREADTH):
            for taken, added, against in choices(place):
                total = score + runs.after(start, added) - against
                spelled, later = start + added, begun[place + taken]
                later[spelled] = max(total, later.get(spelled, total))
    ended = {spelled: score + runs.after(spelled, "$") for spelled, score in begun[length].items()}
    return [spelled for spelled, _ in _best(ended, most)]


def _best(scores: dict[str, float], most: int) -> list[tuple[str, float]]:
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:most]
