"""The words of a written name, each as it stands in the text and as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from homeward.names import lexicon
from homeward.names.lexicon import rows
from homeward.names.mend import APOSTROPHES, HYPHENS, LEAST, MARKS, is_common_given, meant

LONGEST = 400  # signs; a longer text is no name
_LETTERS = rf"[^\W_](?:[^\W_{MARKS}]|[{MARKS}])*"
_TOKEN = re.compile(rf"{_LETTERS}(?:[{APOSTROPHES}]{_LETTERS}|[{HYPHENS}]{_LETTERS})*\.?[{MARKS}]*")
_GLUED = re.compile("(?<=[а-яёіїєґ])(?=[А-ЯЁІЇЄҐ])|(?<=[a-z]{3})(?=[A-Z][a-z]{3})")
_ALIAS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|«[^«»]*»|„[^„“”]*[“”]|(?<!\w)[\"“][^\"“”]*[\"”](?!\w)")
_LEAST_PATRONYMIC = 7  # letters of one that lost its space


@dataclass(frozen=True, slots=True)
class Token:
    """`written` stands in the text; `word` is what was meant; `before_comma` says that a comma follows."""

    written: str
    word: str
    before_comma: bool = False


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a name, and what stands beside it in brackets or quotation marks or after "alias"."""

    words: tuple[Token, ...]
    aliases: tuple[str, ...]


def tokens(text: str) -> Tokens:
    """The words of `text` in the order written; none if it is longer than any name."""
    if len(text) > LONGEST:
        return Tokens((), ())
    bare, aliases = _without_aliases(text)
    words = tuple(_words(bare))
    return Tokens(words, aliases) if words else Tokens(tuple(_words(text)), ())


def _without_aliases(text: str) -> tuple[str, tuple[str, ...]]:
    aliases = [found.group()[1:-1].strip() for found in _ALIAS.finditer(text)]
    bare, *marked = _marker().split(_ALIAS.sub(" ; ", text), maxsplit=1)
    return bare, tuple(filter(None, (*aliases, *(one.strip(" ,:;.-") for one in marked))))


def _words(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        comma = text[found.end() :].lstrip()[:1] == ","
        pieces = [piece for part in _GLUED.split(found.group()) for piece in _apart(part)]
        for piece in pieces:
            word = meant(piece)
            if word:
                yield Token(piece, word, comma and piece is pieces[-1])


@lru_cache(maxsize=200_000)
def _apart(written: str) -> tuple[str, ...]:
    """Two words that lost the space between them in capitals or small letters (ИВАНПЕТРОВИЧ)."""
    word = meant(written)
    if len(word) < 2 * LEAST or len(word) != len(written) or lexicon.surname_weights().get(word.casefold()):
        return (written,)
    for place in range(4, len(word) - 3):
        if _stand_alone(word[:place], word[place:]):
            return written[:place], written[place:]
    return (written,)


def _stand_alone(left: str, right: str) -> bool:
    """Whether both are names: a given name before its patronymic, or a surname before a common given name."""
    if len(right) >= _LEAST_PATRONYMIC and lexicon.patronymic(right):
        return is_common_given(left)
    return len(right) >= LEAST and is_common_given(right) and lexicon.is_surname_like(left)


@cache
def _marker() -> re.Pattern[str]:
    words = "|".join(re.escape(row["word"]) for row in rows("particles") if row["role"] == "alias")
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
