"""What a returned person tells, row by row, and the text it becomes: each row is one paragraph, in the words heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from homeward.evidence.mention import Detail, Span


@dataclass(frozen=True, slots=True)
class Told:
    """One row: `who` exactly as heard, `place` and `cell` as called there, `on` EDTF, `state` a value of hc_last_state,
    `said` the words remembered, `certainty` a value of `Seen.Certainty`. All but `who` and `certainty` may be empty."""

    who: str
    certainty: str
    place: str = ""
    cell: str = ""
    on: str = ""
    state: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """The whole text, and for each row where the name stands in it."""

    text: str
    names: tuple[Span, ...]
    rows: tuple[str, ...]


def write(told_on: date, rows: tuple[Told, ...], labels: dict[str, str]) -> Account:
    """The account as text. `labels` gives the words of the form in the language it was held in, by field name, and
    the certainties and states in words by their values."""
    text = f"{labels['told_on']}: {told_on.isoformat()}\n"
    names: list[Span] = []
    paragraphs: list[str] = []
    for row in rows:
        text += "\n"
        names.append(Span(len(text), len(text) + len(row.who)))
        paragraphs.append(_paragraph(row, labels))
        text += paragraphs[-1] + "\n"
    return Account(text, tuple(names), tuple(paragraphs))


def details(row: Told) -> tuple[Detail, ...]:
    """What the row says of the person, as data points."""
    pairs = (
        ("facility", row.place),
        ("cell_or_barrack", row.cell),
        ("hc_last_state", row.state),
        ("seen_alive_in_enemy_hands_at", row.on),
    )
    return tuple(Detail(key, value, value) for key, value in pairs if value)


def _paragraph(row: Told, labels: dict[str, str]) -> str:
    fields = (("place", row.place), ("cell", row.cell), ("on", row.on), ("state", labels.get(row.state, row.state)))
    parts = [row.who, *(f"{labels[field]}: {value}" for field, value in fields if value)]
    parts.append(labels.get(row.certainty, row.certainty))
    return ". ".join(parts) + (f".\n«{row.said}»" if row.said else ".")
