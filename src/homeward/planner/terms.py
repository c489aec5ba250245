"""The terms of an exchange: sentences that both sides can read and rules that the solver obeys, from one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from homeward.canonical import Value
from homeward.errors import HomewardError
from homeward.words import Saying, saying


class BadTerms(HomewardError):
    """The terms cannot be understood or contradict themselves."""


class Parity(StrEnum):
    """What must balance."""

    COUNT = "count"
    CATEGORY = "category"
    POINTS = "points"
    RATIO = "ratio"
    NONE = "none"


class Rule(StrEnum):
    """Every rule of the terms by name: what a conflict or a price is told of."""

    MOST_RECEIVED = "most_received"
    MOST_GIVEN = "most_given"
    PARITY = "parity"
    CATEGORIES = "categories"
    PLACES = "places"
    UNIT_SHARE = "unit_share"
    STRETCHERS = "stretchers"
    CIVILIANS = "civilians"
    NAMED = "named"
    EXCLUDED = "excluded"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Terms:
    """`most_received` and `most_given` bound the people counted (those under art 109 are outside every count);
    `parity` with `tolerance` says what must balance, `ratio` (received, given) belongs to Parity.RATIO and
    `carried` is how many we already received more than we gave; `categories` limits who counts (empty: everybody);
    `most_places` bounds the places of detention people are fetched from, `unit_share` the per cent of the received
    from one unit, `stretchers` the art 109 people carried each way (0: no bound for these three); `civilians` asks
    for as many civilians one way as the other; `named` must cross and `excluded` must not."""

    most_received: int
    most_given: int
    parity: Parity = Parity.COUNT
    tolerance: int = 0
    ratio: tuple[int, int] = (1, 1)
    carried: int = 0
    categories: frozenset[str] = frozenset()
    most_places: int = 0
    unit_share: int = 0
    stretchers: int = 0
    civilians: bool = False
    named: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        numbers = (self.most_received, self.most_given, self.tolerance, self.most_places, self.stretchers)
        if min(numbers) < 0 or not 0 <= self.unit_share <= 100 or min(self.ratio) < 1:
            raise BadTerms("Numbers in the terms must not be negative, and a share lies between 0 and 100.")
        if self.named & self.excluded:
            raise BadTerms("The same person is both named and excluded.")

    def to_value(self) -> dict[str, Value]:
        """The terms as canonical data, as they stand in an offer."""
        return {
            "most_received": self.most_received,
            "most_given": self.most_given,
            "parity": self.parity.value,
            "tolerance": self.tolerance,
            "ratio": list(self.ratio),
            "carried": self.carried,
            "categories": sorted(self.categories),
            "most_places": self.most_places,
            "unit_share": self.unit_share,
            "stretchers": self.stretchers,
            "civilians": self.civilians,
            "named": sorted(self.named),
            "excluded": sorted(self.excluded),
        }


def from_value(value: Mapping[str, Value]) -> Terms:
    """The terms that `to_value` wrote; raises BadTerms for anything else."""
    try:
        first, second = _numbers(value["ratio"])
        return Terms(
            most_received=_number(value["most_received"]),
            most_given=_number(value["most_given"]),
            parity=Parity(str(value["parity"])),
            tolerance=_number(value["tolerance"]),
            ratio=(first, second),
            carried=_number(value["carried"]),
            categories=_texts(value["categories"]),
            most_places=_number(value["most_places"]),
            unit_share=_number(value["unit_share"]),
            stretchers=_number(value["stretchers"]),
            civilians=value["civilians"] is True,
            named=_texts(value["named"]),
            excluded=_texts(value["excluded"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise BadTerms("The terms are not in the form that a planner writes.") from error


def sentences(terms: Terms) -> tuple[tuple[Rule, Saying], ...]:
    """Every rule in force as a sentence, in the order in which one would read them aloud."""
    found: list[tuple[Rule, Saying]] = [
        (Rule.MOST_RECEIVED, _say("rule_most_received", number=terms.most_received)),
        (Rule.MOST_GIVEN, _say("rule_most_given", number=terms.most_given)),
    ]
    if terms.parity is not Parity.NONE:
        first, second = terms.ratio
        key = f"rule_parity_{terms.parity}"
        said = _say(key, tolerance=terms.tolerance, carried=terms.carried, first=first, second=second)
        found.append((Rule.PARITY, said))
    optional = [
        (Rule.CATEGORIES, len(terms.categories)),
        (Rule.PLACES, terms.most_places),
        (Rule.UNIT_SHARE, terms.unit_share),
        (Rule.STRETCHERS, terms.stretchers),
        (Rule.CIVILIANS, int(terms.civilians)),
        (Rule.NAMED, len(terms.named)),
        (Rule.EXCLUDED, len(terms.excluded)),
    ]
    found += [(rule, _say(f"rule_{rule}", number=number)) for rule, number in optional if number]
    return (*found, (Rule.TOGETHER, _say("rule_together")))


def _say(key: str, **values: str | int) -> Saying:
    return saying("planner", key, **values)


def _number(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("not a whole number")
    return value


def _numbers(value: Value) -> tuple[int, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError("not a list")
    return tuple(map(_number, value))


def _texts(value: Value) -> frozenset[str]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError("not a list")
    return frozenset(str(one) for one in value)
