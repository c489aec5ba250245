"""Where a text speaks of people: runs of words that make a name in Ukrainian, Russian or English.

Three ways, joined: the shape of a name (a given name or a patronymic known to the lists, in any case, beside a
capitalised word, or a surname with initials, or two capitalised words inside a sentence); a word that stands alone,
if the lists hold it or the same text names the person in full elsewhere; and the names of the register searched in
the text, which also finds names written small."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import pairwise

from homeward.evidence.details import details
from homeward.evidence.mention import Mention, Span
from homeward.names import lexicon
from homeward.names.keys import coarse, identity, is_known_given, is_known_patronymic, words
from homeward.names.lexicon import fold_case

_TOKEN = re.compile(r"[^\W\d_]\.(?:\s?[^\W\d_]\.)?|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[А-ЯІЇЄҐЁA-Z«\"\[])|\n+")
_NAME_LIKE = re.compile(r"(?:(?:Mc|Mac|O['’])?[^\W\d_a-zа-яіїєґё][^\W\d_A-ZА-ЯІЇЄҐЁ]+[-'’]?)+")
_POSSESSIVE = re.compile("(?<=[A-Za-z])['’]s$")
_MOST = 4  # words in a name
_ENDING = re.compile(
    "(?:[аяеєиіїоуюьйы]|[иії][яюїие]|[еє]ю|[иі]ею|ією|[оеиі][йюм]|[аяоеиі]м|[ая]х|[ая]ми|[оії]в|ого|ому|ої|ая|ую|ый"
    "|ий|ых|их|ыми|ими|ые|ие)$"
)
_ADJECTIVE = re.compile("(?:[ыиіо]й|[ая]я|ої|ого|ому|[иы]м|ую|[ыи]х|[иы]ми|[ыи]е|[сц]ьк[аіу]|н[аі]|ою)$")


class _Role(StrEnum):
    GIVEN = "g"
    PATRONYMIC = "p"
    SURNAME = "s"
    INITIAL = "i"
    CAPITAL = "c"  # a capitalised word that no list knows: a surname beside a given name
    OTHER = "-"


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    role: _Role
    begins: bool  # whether it is the first word of its sentence, where any word is capitalised


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
    lines = [(at, line, [_token(match, line) for match in _TOKEN.finditer(line)]) for at, line in _lines(text)]
    full = [list(_names(line, tokens, known)) for _, line, tokens in lines]
    named = {coarse(fold_case(word.text)) for runs in full for run in runs for word in _surnames(run)}
    found: list[Mention] = []
    for (at, line, tokens), runs in zip(lines, full, strict=True):
        alone = [[token] for token in _alone(line, tokens, runs, named)]
        spans = sorted((at + run[0].start, at + run[-1].end) for run in [*runs, *alone])
        found += _mentions(item, text, at, line, spans)
    return tuple(found)


def _surnames(run: Sequence[_Token]) -> Iterator[_Token]:
    """The words of a full name by which the text may name the person again."""
    yield from (word for word in run[1:] if word.role in _LAST)
    yield from (word for word in run[:1] if word.role == _Role.SURNAME)


def _mentions(item: str, text: str, at: int, line: str, spans: list[tuple[int, int]]) -> Iterator[Mention]:
    """The mentions of one line; what stands between two names is said of the first, but a rank of the second."""
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


def _names(line: str, tokens: Sequence[_Token], known: KnownNames) -> Iterator[Sequence[_Token]]:
    """The names of two words and more in a line."""
    place = 0
    while place < len(tokens):
        length = _longest(line, tokens, place) or _known_pair(tokens, place, known)
        if length:
            yield tokens[place : place + length]
        place += max(length, 1)


def _longest(line: str, tokens: Sequence[_Token], place: int) -> int:
    """How many words from `place` make a name; 0 if none do."""
    for length in range(min(_MOST, len(tokens) - place), 1, -1):
        run = tokens[place : place + length]
        if _adjacent(line, run) and _is_name(line, run, tokens[place + length : place + length + 1]):
            return length
    return 0


def _is_name(line: str, run: Sequence[_Token], following: Sequence[_Token]) -> bool:
    """Whether a run has the shape of a name; a given name with its surname behind it takes none from before."""
    shape = "".join(token.role for token in run)
    if shape in _BACKWARD and following and following[0].role in _LAST and _adjacent(line, [run[-1], *following]):
        return False
    return shape in _SHAPES or (shape in _STRANGE and not run[0].begins and _may_be_strange(run[0].text))


def _may_be_strange(first: str) -> bool:
    return not first.isascii() and not _ADJECTIVE.search(first)


def _alone(line: str, tokens: Sequence[_Token], runs: Sequence[Sequence[_Token]], named: set[str]) -> Iterator[_Token]:
    """The words of a line outside its full names that name somebody by surname or given name alone."""
    taken = {token.start for run in runs for token in run}
    for token in tokens:
        if token.start in taken or token.text.isupper() or token.role in {_Role.INITIAL, _Role.OTHER}:
            continue
        low = fold_case(token.text)
        if coarse(low) in named or (_listed(low, token.role) and not token.begins):
            yield token


def _listed(low: str, role: _Role) -> bool:
    if role == _Role.GIVEN:
        return True
    return role == _Role.SURNAME and low in lexicon.surname_weights()


_LAST = frozenset({_Role.SURNAME, _Role.CAPITAL})
_BACKWARD = frozenset({"sg", "ssg", "cg"})
_STRANGE = frozenset(["cc", "cs", "sc", "ccc", "ss"])  # people from elsewhere: capitalised words inside a sentence
_SHAPES = frozenset(
    [
        "sgp",
        "gps",
        "gpp",
        "pgp",
        "gs",
        "sg",
        "gp",
        "si",
        "is",
        "sgi",
        "gis",
        "ssgp",
        "gpss",
        "ssg",
        "gss",
        "sp",
        "ggp",
        "gc",
        "gcc",
        "gpc",
        "cgp",
        "ic",
        "gic",
        "ggs",
        "ggc",
    ]
)


def _known_pair(tokens: Sequence[_Token], place: int, known: KnownNames) -> int:
    """Two words in either order that are the surname and given name of somebody in the register, however
    written."""
    if place + 1 >= len(tokens):
        return 0
    pair = tuple(identity(fold_case(token.text)) for token in tokens[place : place + 2])
    return 2 if (pair[0], pair[1]) in known else 0


def _adjacent(line: str, run: Sequence[_Token]) -> bool:
    gaps = (line[left.end : right.start] for left, right in pairwise(run))
    return all(gap in {" ", "\u00a0", ""} for gap in gaps)


def _token(match: re.Match[str], line: str) -> _Token:
    begins = not line[: match.start()].strip(' «"“„—–-')
    word = _POSSESSIVE.sub("", match.group())
    return _Token(match.start(), match.start() + len(word), word, _role(word), begins)


def _role(word: str) -> _Role:
    if word.endswith("."):
        return _Role.INITIAL if word[0].isupper() else _Role.OTHER
    low = fold_case(word)
    if not word[0].isupper() or len(word) < 2 or _is_no_person(low):
        return _Role.OTHER
    if is_known_patronymic(low) or (lexicon.is_patronymic(low) and not low.endswith("ич")):
        return _Role.PATRONYMIC
    if is_known_given(low):
        return _Role.GIVEN
    if lexicon.is_surname_like(low) or _latin_surname(low):
        return _Role.SURNAME
    return _Role.CAPITAL if _NAME_LIKE.fullmatch(word) else _Role.OTHER


def _latin_surname(low: str) -> bool:
    """Whether a word in Latin letters ends as surnames of the region do."""
    return low.isascii() and low.endswith(
        ("enko", "chuk", "shuk", "skyi", "sky", "skiy", "skij", "ov", "ev", "iuk", "yuk")
    )


def _is_no_person(low: str) -> bool:
    """Whether a word that is often capitalised names a country, an office, a month: data/not_people.csv."""
    ending = _ENDING.search(low)
    stems = _stems()
    return low in stems or (
        ending is not None and any(low[:-cut] in stems for cut in range(1, len(ending.group()) + 1))
    )


@cache
def _stems() -> frozenset[str]:
    text = resources.files("homeward.evidence").joinpath("data", "not_people.csv").read_text("utf-8")
    return frozenset(text.split()[1:])


def _pairs(names: list[str]) -> Iterator[tuple[str, str]]:
    if len(names) == 2:
        yield names[0], names[1]
        yield names[1], names[0]
