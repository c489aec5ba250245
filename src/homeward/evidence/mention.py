"""A mention: a place in an evidence item that speaks of a person, before anyone has judged who that is.

Mentions stay a layer of their own for ever. A link between a mention and a person is a judgement with an author, a
reason and an undo; it never changes the mention.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the extracted text: code points from `start` up to, without, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Strip:
    """A place on a photo, in pixels of the original: row `number` (from 1) lies between `top` and `bottom`."""

    number: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing said of the person at this place: `property` is a key of data_points.csv, `value` its canonical
    form (a date in EDTF, a number in figures), `written` the letters that stood there."""

    property: str
    value: str
    written: str


@dataclass(frozen=True, slots=True)
class Mention:
    """`item` is the SHA-256 of the evidence, `place` where in it, `written` the name as it stands there, `context`
    the sentence or line around it, `details` what else is said of the same person there."""

    item: str
    place: Span | Strip
    written: str
    context: str
    details: tuple[Detail, ...] = ()
