"""A written name taken apart: surname, given name, patronymic, initials, in any order and any of the three
scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from homeward.names import lexicon
from homeward.names.keys import identity, is_known_given, is_known_patronymic, unglue

_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ`´][^\W\d_]+)*(?:-[^\W\d_]+)*\.?")
_PARTICLES = frozenset(
    {"де", "да", "фон", "ван", "оглы", "огли", "кызы", "кизи", "ібн", "ибн", "de", "von", "van", "al"}
)


class Kind(StrEnum):
    """What a part of a name is."""

    SURNAME = "surname"
    GIVEN = "given"
    PATRONYMIC = "patronymic"
    INITIAL = "initial"
    PARTICLE = "particle"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a name: as written, and what it is."""

    written: str
    kind: Kind

    @property
    def identity(self) -> str:
        """What the word stands for across scripts and spellings; for an initial the first folded letter."""
        return identity(lexicon.fold_case(self.written.rstrip(".")))


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written and its parts in the order written."""

    written: str
    parts: tuple[Part, ...]

    def of(self, kind: Kind) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.kind == kind)


def parse(text: str) -> Name:
    """Take `text` apart. Given names and patronymics are known from the lists; what is left is the surname."""
    tokens = _TOKEN.findall(unglue(text))
    kinds = [_kind(token) for token in tokens]
    return Name(text, tuple(Part(token, kind) for token, kind in zip(tokens, _settle(tokens, kinds), strict=True)))


def _kind(token: str) -> Kind:
    word = lexicon.fold_case(token.rstrip("."))
    if len(word) == 1 or (token.endswith(".") and len(word) <= 2):
        return Kind.INITIAL
    if word in _PARTICLES:
        return Kind.PARTICLE
    if is_known_patronymic(word) or lexicon.is_patronymic(word):
        return Kind.PATRONYMIC
    return Kind.GIVEN if is_known_given(word) else Kind.UNKNOWN


def _settle(tokens: list[str], kinds: list[Kind]) -> list[Kind]:
    """Exactly one given name where one can be, and the rest surnames."""
    kinds = _patronymic_as_surname(tokens, kinds)
    if kinds.count(Kind.GIVEN) > 1 and Kind.UNKNOWN not in kinds:
        return _two_given(tokens, kinds)
    return [Kind.SURNAME if kind == Kind.UNKNOWN else kind for kind in kinds]


def _patronymic_as_surname(tokens: list[str], kinds: list[Kind]) -> list[Kind]:
    """A word in -ич that no list knows is a surname beside a patronymic that one knows (Грицкевич Микола
    Миколайович), and so is a lone one beside a given name or initials (Павло Зінкевич)."""
    if kinds.count(Kind.PATRONYMIC) > 1 and Kind.UNKNOWN not in kinds:
        doubted = [_doubted(token, kind) for token, kind in zip(tokens, kinds, strict=True)]
        return doubted if Kind.UNKNOWN in doubted else _behind_the_given_name(doubted)
    if kinds.count(Kind.PATRONYMIC) == 1 and Kind.UNKNOWN not in kinds and kinds.count(Kind.GIVEN) < 2:
        return [Kind.UNKNOWN if kind == Kind.PATRONYMIC else kind for kind in kinds]
    return kinds


def _doubted(token: str, kind: Kind) -> Kind:
    listed = is_known_patronymic(lexicon.fold_case(token))
    return Kind.UNKNOWN if kind == Kind.PATRONYMIC and not listed else kind


def _behind_the_given_name(kinds: list[Kind]) -> list[Kind]:
    """Of two patronymics that the lists know, the one behind the given name is one and the other the surname
    (Іванович Володимир Григорович)."""
    if Kind.GIVEN not in kinds:
        return kinds
    own = kinds.index(Kind.GIVEN) + 1
    return [Kind.UNKNOWN if kind == Kind.PATRONYMIC and place != own else kind for place, kind in enumerate(kinds)]


def _two_given(tokens: list[str], kinds: list[Kind]) -> list[Kind]:
    """Two words that can both be given names: the rarer as a given name is the surname (Роман Андрій)."""
    places = [place for place, kind in enumerate(kinds) if kind == Kind.GIVEN]
    surname = min(places, key=lambda place: (_weight(tokens[place]), place))
    return [Kind.SURNAME if place == surname else kind for place, kind in enumerate(kinds)]


def _weight(token: str) -> int:
    entry = lexicon.given(token)
    return entry.weight if entry else 0
