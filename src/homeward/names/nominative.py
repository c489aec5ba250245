"""A name in any case brought back to the nominative, with the alternatives ranked.

`Шевченка Олександра Івановича` gives `Шевченко Олександр Іванович` first. The endings stand in data/endings.csv; a
candidate that the lists know goes before one that they do not, and a man before a woman when nothing else tells.
"""

from __future__ import annotations

from functools import cache
from itertools import product

from homeward.names import lexicon
from homeward.names.lexicon import fold_case, rows
from homeward.names.parse import Kind, Part, parse

_LIMIT = 3


def nominatives(text: str) -> tuple[str, ...]:
    """Up to three readings of `text` in the nominative, the likeliest first."""
    parts = parse(text).parts
    if not parts:
        return ()
    readings = product(*(_forms(part) for part in parts))
    ranked = sorted(readings, key=lambda reading: -sum(score for _, score in reading))
    found = dict.fromkeys(" ".join(form for form, _ in reading) for reading in ranked[:32])
    return tuple(found)[:_LIMIT]


def _forms(part: Part) -> list[tuple[str, float]]:
    """The forms a word may have in the nominative, each with how much speaks for it; at most four."""
    word = part.written.rstrip(".")
    if part.kind in {Kind.INITIAL, Kind.PARTICLE}:
        return [(part.written, 1.0)]
    kind = str(part.kind)
    forms = {word: _known(kind, word)}
    for ending, nominative in _endings(kind):
        if fold_case(word).endswith(ending) and len(word) - len(ending) >= 2:
            form = word[: len(word) - len(ending)] + _like(nominative, word)
            forms[form] = max(forms.get(form, 0.0), _known(kind, form))
    return sorted(forms.items(), key=lambda one: -one[1])[:4]


def _known(kind: str, form: str) -> float:
    """How much the lists speak for a form: 2 if they hold it, a little for a shape they like, 0 otherwise."""
    if kind == Kind.GIVEN:
        entry = lexicon.given(form)
        return 2.0 + min(entry.weight, 100_000) / 100_000 if entry else 0.0
    if kind == Kind.PATRONYMIC:
        return 2.0 if lexicon.patronymic(form) else 0.5 * form.endswith(("ич", "вна"))
    weight = lexicon.surname_weights().get(fold_case(form), 0)
    return (1.5 + min(weight, 2000) / 2000 if weight else 0.0) + 0.3 * form.endswith(
        ("ко", "ук", "юк", "ий", "ов", "ев")
    )


def _like(ending: str, word: str) -> str:
    return ending.upper() if word.isupper() else ending


@cache
def _endings(kind: str) -> tuple[tuple[str, str], ...]:
    return tuple((row["ending"], row["nominative"]) for row in rows("endings") if row["kind"] == kind)
