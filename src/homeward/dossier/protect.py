"""Who must not be recognised from a dossier, and how that is kept out of it before anything is drawn.

What is withheld never reaches the renderer: masking replaces the letters, it does not cover them. A mask has one
length, so that it does not tell how long a name was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from homeward.dossier.dossier import Case, Evidence, Subject
from homeward.names.keys import keys
from homeward.register.data_points import data_point
from homeward.register.statement import Sensitivity, Statement

MASK = "█████"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*")
_SHORTEST = 4  # letters of a stem: shorter ones would mask ordinary words


def protected_items(case: Case) -> frozenset[str]:
    """The items whose source must not be known: a protected source, or a statement raised to secret by hand."""
    raised = {statement.source.item for statement in case.statements if raised_to_secret(statement)}
    return frozenset(raised | {one.item.sha256 for one in case.evidence if one.protected})


def raised_to_secret(statement: Statement) -> bool:
    """Whether somebody marked this one statement secret though its data point is not."""
    ordinary = data_point(statement.property).sensitivity
    return statement.sensitivity is Sensitivity.SECRET and ordinary is not Sensitivity.SECRET


def letters(evidence: Iterable[Evidence], hidden: frozenset[str]) -> dict[str, str]:
    """A letter for every protected witness, the same for all items of one source: A, B, … Z, AA …"""
    sources = dict.fromkeys(one.item.source for one in evidence if one.item.sha256 in hidden)
    named = {source: _letter(number) for number, source in enumerate(sources)}
    return {one.item.sha256: named[one.item.source] for one in evidence if one.item.sha256 in hidden}


class Mask:
    """Replaces in any text the words by which a protected witness could be known, in every case ending and script.
    The person's own names stay, even if a witness of the same family shares them."""

    def __init__(self, conceal: Iterable[str], subject: Subject) -> None:
        own = {key for word in _WORD.findall(subject.name) for key in (*keys(word), word.casefold())}
        words = {word for name in conceal for word in _WORD.findall(name) if word.casefold() not in own}
        self._stems = tuple(sorted({_stem(word) for word in words if len(word) >= _SHORTEST}))
        self._short = frozenset(word.casefold() for word in words if len(word) < _SHORTEST)
        self._keys = frozenset(key for word in words for key in keys(word)) - own

    def __call__(self, text: str) -> str:
        return _WORD.sub(lambda found: MASK if self._conceals(found[0]) else found[0], text)

    def _conceals(self, word: str) -> bool:
        folded = word.casefold()
        if folded in self._short or (self._stems and folded.startswith(self._stems)):
            return True
        return bool(self._keys) and not self._keys.isdisjoint(keys(word))


def _stem(word: str) -> str:
    """The part of a name that no case ending changes: two letters shorter, never below four."""
    return word.casefold()[: max(_SHORTEST, len(word) - 2)]


def _letter(number: int) -> str:
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(65 + number % 26)
