"""A rule read from data, strictly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from homeward.canonical import Value
from homeward.channel.errors import ChannelError
from homeward.channel.predicate.person import Fact
from homeward.channel.predicate.rules import Aged, Every, Held, OneOf, Other, Rule, Some, Stated

MOST_RULES = 64


class BadPredicate(ChannelError):
    """A rule that cannot be read, or asks for too much."""


def read(value: Value) -> Rule:
    """The rule that `to_value` wrote; raises BadPredicate for anything else and for more than MOST_RULES rules."""
    return _Reader().rule(value)


class _Reader:
    """Reads one rule and counts what it holds, so that a hostile one ends early."""

    def __init__(self) -> None:
        self.left = MOST_RULES

    def rule(self, value: Value) -> Rule:
        self.left -= 1
        if self.left < 0:
            raise BadPredicate("predicate_large", count=MOST_RULES)
        if not isinstance(value, Mapping):
            raise BadPredicate("predicate_malformed")
        try:
            if set(value) == {"fact", "in"}:
                return OneOf(Fact(_word(value["fact"])), tuple(_word(one) for one in _rows(value["in"])))
            [(word, said)] = value.items()
            return self._worded(word, said)
        except (ValueError, TypeError) as error:
            raise BadPredicate("predicate_malformed") from error

    def _worded(self, word: str, said: Value) -> Rule:
        if word in ("all", "any"):
            rules = tuple(self.rule(one) for one in _rows(said))
            return Every(rules) if word == "all" else Some(rules)
        if word == "not":
            return Other(self.rule(said))
        if word == "stated":
            return Stated(_word(said))
        [(name, number)] = _mapping(said).items()
        if (word, name) == ("held", "days"):
            return Held(_number(number))
        if word == "age" and name in ("from", "below"):
            return Aged(_number(number), name == "below")
        raise ValueError("no such rule")


def _mapping(value: Value) -> Mapping[str, Value]:
    if not isinstance(value, Mapping):
        raise TypeError("not an object")
    return value


def _rows(value: Value) -> Sequence[Value]:
    if not isinstance(value, list | tuple) or not value:
        raise TypeError("not a list")
    return value


def _word(value: Value) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("not a word")
    return value


def _number(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("not a number")
    return value
