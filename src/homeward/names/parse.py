"""A written name taken apart: surname, given name, patronymic, initials, in any order and any of the three scripts.

Each word has signs (it is listed as a given name, it ends as patronymics do, it alone stands in capitals) and each sign
speaks for a kind (data/signs.csv). Names are written in few orders, some more often than others (data/orders.csv). The
order whose kinds the signs support best is the reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from homeward.names.keys import identity
from homeward.names.kind import Kind
from homeward.names.lexicon import fold_case, rows
from homeward.names.mend import is_cyrillic
from homeward.names.signs import Weights, weights
from homeward.names.tokens import Token, tokens

__all__ = ["Kind", "Name", "Part", "parse"]


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a name: as written, what it is, and the word that was meant (`tokens.meant`)."""

    written: str
    kind: Kind
    word: str

    @property
    def identity(self) -> str:
        """What the word stands for across scripts and spellings; for an initial the first folded letter."""
        return identity(fold_case(self.word))


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, its parts in the order written, and other names given in brackets or as an alias.

    A text that holds no word, or is longer than `tokens.LONGEST` signs, has no parts: it names nobody."""

    written: str
    parts: tuple[Part, ...]
    aliases: tuple[str, ...] = ()

    def of(self, kind: Kind) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.kind == kind)


def parse(text: str) -> Name:
    """Take `text` apart."""
    found = tokens(text)
    kinds = _kinds(found.words)
    parts = (Part(token.written, kind, token.word) for token, kind in zip(found.words, kinds, strict=True))
    return Name(text, tuple(parts), found.aliases)


def _kinds(words: Sequence[Token]) -> list[Kind]:
    roles = [_role(place, words) for place in range(len(words))]
    free = [place for place, role in enumerate(roles) if role not in {Kind.PARTICLE, Kind.UNKNOWN}]
    script = "cyrillic" if any(is_cyrillic(token.word) for token in words) else "latin"
    reading = _reading([roles[place] for place in free], list(_weights(words, free)), script)
    found = dict(zip(free, reading, strict=True))
    return [found.get(place) or roles[place] or Kind.UNKNOWN for place in range(len(words))]


def _role(place: int, words: Sequence[Token]) -> Kind | None:
    """What a word is by its form alone: an initial, a particle, or a word like `junior` that is no part of a name."""
    token = words[place]
    if len(token.word) == 1 or (token.written.endswith(".") and len(token.word) == 2):
        return Kind.INITIAL
    role = _particles().get(fold_case(token.word), "")
    if role == "generation":
        return Kind.UNKNOWN
    if role in {"son", "daughter"} and place:
        return Kind.PARTICLE
    follows = place + 1 < len(words) and (place > 0 or token.word.islower())
    return Kind.PARTICLE if role == "before" and follows else None


def _weights(words: Sequence[Token], free: Sequence[int]) -> Iterator[Weights]:
    """How much speaks for each kind, of each free word."""
    capitals = [words[place].word.isupper() and len(words[place].word) > 2 for place in free]
    told_by_capitals = any(capitals) and not all(capitals)
    for place, loud in zip(free, capitals, strict=True):
        found = weights(words[place].word)
        if loud and told_by_capitals and any(words[other].word.istitle() for other in free):
            found = found.and_sign("capitals")
        if words[place].before_comma:
            found = found.and_sign("comma")
        following = _particles().get(fold_case(words[place + 1].word)) if place + 1 < len(words) else ""
        yield found.and_sign("child_of") if following in {"son", "daughter"} else found


def _reading(roles: Sequence[Kind | None], found: Sequence[Weights], script: str) -> list[Kind]:
    """The kinds of the order that fits best in a script; without an order of this length each word by itself."""
    shape = "".join("I" if role else "-" for role in roles)
    fitting = _orders(script).get(shape)
    if not fitting:
        return [role or _alone(one) for role, one in zip(roles, found, strict=True)]
    best = max(fitting, key=lambda order: order.weight + sum(map(Weights.of, found, order.kinds)))
    return list(best.kinds)


def _alone(found: Weights) -> Kind:
    """The kind that the signs of one word speak for; unknown if none does."""
    best = max((Kind.SURNAME, Kind.GIVEN, Kind.PATRONYMIC), key=found.of)
    return best if found.of(best) >= _LEAST else Kind.UNKNOWN


@dataclass(frozen=True, slots=True)
class _Order:
    kinds: tuple[Kind, ...]
    weight: float


_LEAST = 1.5  # weight of a word that no order places, to have a kind
_LETTERS = {"S": Kind.SURNAME, "G": Kind.GIVEN, "P": Kind.PATRONYMIC, "I": Kind.INITIAL}


@cache
def _orders(script: str) -> dict[str, tuple[_Order, ...]]:
    """The orders of a script by where their initials stand (`--I`)."""
    found: dict[str, list[_Order]] = {}
    for row in rows("orders"):
        shape = "".join("I" if letter == "I" else "-" for letter in row["order"])
        kinds = tuple(_LETTERS[letter] for letter in row["order"])
        found.setdefault(shape, []).append(_Order(kinds, float(row[script])))
    return {shape: tuple(orders) for shape, orders in found.items()}


@cache
def _particles() -> dict[str, str]:
    return {row["word"]: row["role"] for row in rows("particles")}
