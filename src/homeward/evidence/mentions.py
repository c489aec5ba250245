"""Where a text speaks of people: runs of words that make a name in Ukrainian, Russian or English.

Two ways, joined: the shape of a name (a given name or a patronymic known to the lists, in any case, beside a
capitalised word, or a surname with initials), and the names of the register searched in the text, which also finds
names written small."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from homeward.evidence.details import details
from homeward.evidence.mention import Mention, Span
from homeward.names import lexicon
from homeward.names.keys import identity, is_known_given, is_known_patronymic, words

_TOKEN = re.compile(r"[^\W\d_]\.(?:\s?[^\W\d_]\.)?|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[А-ЯІЇЄҐЁA-Z«\"\[])|\n+")
_MOST = 4  # words in a name


class _Role(StrEnum):
    GIVEN = "g"
    PATRONYMIC = "p"
    SURNAME = "s"
    INITIAL = "i"
    FOREIGN = "f"  # a capitalised word in Latin letters: a surname only behind a given name
    OTHER = "-"


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    role: _Role


class KnownNames:
    """The names of a register, ready to be looked for in a text."""

    def __init__(self, names: Iterable[str]) -> None:
        self._pairs = {pair for name in names for pair in _pairs([identity(word) for word in words(name)][:2])}

    def __contains__(self, pair: tuple[str, str]) -> bool:
        return pair in self._pairs


_NOBODY = KnownNames(())


def find(item: str, text: str, known: KnownNames = _NOBODY) -> tuple[Mention, ...]:
    """The mentions of people in `text` of the item with the address `item`, in their order. A name is never split
    over two sentences; the context of a mention is its sentence or line."""
    return tuple(mention for at, line in _lines(text) for mention in _in_line(item, text, at, line, known))


def _in_line(item: str, text: str, at: int, line: str, known: KnownNames) -> Iterator[Mention]:
    """The mentions of one line; what stands between two names is said of the first, but a rank of the second."""
    spans = list(_names(at, line, known))
    ends = [at, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans[1:]), at + len(line)]
    for (start, end), before, after in zip(spans, ends, starts, strict=False):
        found = details(text[end:after], lead=text[before:start])
        yield Mention(item, Span(start, end), text[start:end], line.strip(), found)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The sentences and lines of a text with where they start; an initial does not end a sentence."""
    start = 0
    for gap in _SENTENCE.finditer(text):
        if re.search(r"(?:^|[\s.])[^\W\d_]\.$", text[start : gap.start()]) and "\n" not in gap.group():
            continue
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def _names(at: int, line: str, known: KnownNames) -> Iterator[tuple[int, int]]:
    tokens = [_token(match) for match in _TOKEN.finditer(line)]
    place = 0
    while place < len(tokens):
        length = _longest(line, tokens, place) or _known_pair(tokens, place, known)
        if length:
            yield at + tokens[place].start, at + tokens[place + length - 1].end
        place += max(length, 1)


def _longest(line: str, tokens: Sequence[_Token], place: int) -> int:
    """How many words from `place` make a name; 0 if none do."""
    for length in range(min(_MOST, len(tokens) - place), 1, -1):
        run = tokens[place : place + length]
        if _adjacent(line, run) and "".join(token.role for token in run) in _SHAPES:
            return length
    return 0


_SHAPES = frozenset(
    {"sgp", "gps", "gs", "sg", "gp", "si", "is", "sgi", "gis", "ssgp", "gpss", "ssg", "gss", "sp", "ggp"}
)


def _known_pair(tokens: Sequence[_Token], place: int, known: KnownNames) -> int:
    """Two words in either order that are the surname and given name of somebody in the register, however
    written."""
    if place + 1 >= len(tokens):
        return 0
    pair = tuple(identity(lexicon.fold_case(token.text)) for token in tokens[place : place + 2])
    return 2 if (pair[0], pair[1]) in known else 0


def _adjacent(line: str, run: Sequence[_Token]) -> bool:
    gaps = (line[left.end : right.start] for left, right in pairwise(run))
    return all(gap in {" ", "\u00a0", ""} for gap in gaps)


def _token(match: re.Match[str]) -> _Token:
    return _Token(match.start(), match.end(), match.group(), _role(match.group()))


def _role(word: str) -> _Role:
    if word.endswith("."):
        return _Role.INITIAL if word[0].isupper() else _Role.OTHER
    if not word[0].isupper() or len(word) < 2:
        return _Role.OTHER
    low = lexicon.fold_case(word)
    if is_known_patronymic(low) or (lexicon.is_patronymic(low) and not low.endswith("ич")):
        return _Role.PATRONYMIC
    if is_known_given(low):
        return _Role.GIVEN
    if lexicon.is_surname_like(low) or _latin_surname(low):
        return _Role.SURNAME
    return _Role.FOREIGN if word.isascii() and len(word) >= 3 else _Role.OTHER


def _latin_surname(low: str) -> bool:
    """Whether a word in Latin letters ends as surnames of the region do."""
    return low.isascii() and low.endswith(
        ("enko", "chuk", "shuk", "skyi", "sky", "skiy", "skij", "ov", "ev", "iuk", "yuk")
    )


def _pairs(names: list[str]) -> Iterator[tuple[str, str]]:
    if len(names) == 2:
        yield names[0], names[1]
        yield names[1], names[0]
