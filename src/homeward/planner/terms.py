"""The terms of an exchange as data: what both sides can sign, and what the solver obeys, are one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from homeward.canonical import Value
from homeward.errors import HomewardError
from homeward.planner.scales import Scale


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
    ALL_OF = "all_of"
    EVERYBODY = "everybody"
    PLACES = "places"
    CAMPS = "camps"
    UNIT_SHARE = "unit_share"
    STRETCHERS = "stretchers"
    ODDS = "odds"
    CIVILIANS = "civilians"
    STAGES = "stages"
    BODIES = "bodies"
    STAYS = "stays"
    NAMED = "named"
    EXCLUDED = "excluded"
    TIED = "tied"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Terms:
    """Zero, empty and False mean that a rule is not asked for.

    `most_received` and `most_given` bound the people counted; those under art 109, retained personnel and everybody
    of an `all_of` category stand outside every count. `parity` with `tolerance` says what must balance, `ratio`
    (received, given) belongs to Parity.RATIO, `scale` to Parity.POINTS; `carried` is by how much we are ahead from
    before, in people or points, so that `tolerance` caps what may be owed after. `categories` limits who counts;
    all of the `all_of` categories cross on both sides, and with `everybody` all who can.

    `most_places` bounds the places of detention people are fetched from, `most_camps` our own camps, `unit_share`
    the per cent of the received from one unit, `stretchers` the art 109 people carried each way, `odds` from below
    the mean per cent of acceptance; `civilians` asks for as many civilians one way as the other; `per_day` and `days`
    bound who crosses each way, and `step` is how many points one side may be ahead while they do (no rule of the
    package: the handover keeps it). `most_bodies` (received, given) bounds the bodies handed over, `body_ratio` says
    how many for how many. Those of `third_country` do not go home but to `stay_country`, which takes at most `stays`.
    `named` must cross and `excluded` must not; each set of `tied` crosses whole or not at all."""

    most_received: int
    most_given: int
    parity: Parity = Parity.COUNT
    tolerance: int = 0
    ratio: tuple[int, int] = (1, 1)
    carried: int = 0
    scale: Scale = Scale.BANDS
    categories: frozenset[str] = frozenset()
    all_of: frozenset[str] = frozenset()
    everybody: bool = False
    most_places: int = 0
    most_camps: int = 0
    unit_share: int = 0
    stretchers: int = 0
    odds: int = 0
    civilians: bool = False
    per_day: int = 0
    days: int = 1
    step: int = 0
    most_bodies: tuple[int, int] = (0, 0)
    body_ratio: tuple[int, int] = (0, 0)
    third_country: frozenset[str] = frozenset()
    stay_country: str = ""
    stays: int = 0
    named: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    tied: tuple[frozenset[str], ...] = ()

    def __post_init__(self) -> None:
        at_least_0 = (
            *(self.most_received, self.most_given, self.tolerance, self.most_places, self.most_camps, self.unit_share),
            *(self.stretchers, self.odds, self.per_day, self.stays, self.step, *self.most_bodies, *self.body_ratio),
        )
        if min(at_least_0) < 0 or max(self.unit_share, self.odds) > 100 or min(*self.ratio, self.days) < 1:
            raise BadTerms("Numbers in the terms must not be negative, and a share lies between 0 and 100.")
        if self.named & self.excluded:
            raise BadTerms("The same person is both named and excluded.")
        if (0 in self.body_ratio) != (self.body_ratio == (0, 0)):
            raise BadTerms("A ratio of bodies names a number for each side.")
        if bool(self.third_country) != bool(self.stay_country):
            raise BadTerms("A stay in a third country names both the country and the people.")

    def to_value(self) -> dict[str, Value]:
        """The terms as canonical data, as they stand in an offer."""
        return {one.name: _written(getattr(self, one.name)) for one in fields(self)}


def from_value(value: Mapping[str, Value]) -> Terms:
    """The terms that `to_value` wrote; raises BadTerms for anything else."""
    try:
        return Terms(
            most_received=_number(value["most_received"]),
            most_given=_number(value["most_given"]),
            parity=Parity(str(value["parity"])),
            tolerance=_number(value["tolerance"]),
            ratio=_pair(value["ratio"]),
            carried=_number(value["carried"]),
            scale=Scale(str(value["scale"])),
            categories=_texts(value["categories"]),
            all_of=_texts(value["all_of"]),
            everybody=value["everybody"] is True,
            most_places=_number(value["most_places"]),
            most_camps=_number(value["most_camps"]),
            unit_share=_number(value["unit_share"]),
            stretchers=_number(value["stretchers"]),
            odds=_number(value["odds"]),
            civilians=value["civilians"] is True,
            per_day=_number(value["per_day"]),
            days=_number(value["days"]),
            step=_number(value["step"]),
            most_bodies=_pair(value["most_bodies"]),
            body_ratio=_pair(value["body_ratio"]),
            third_country=_texts(value["third_country"]),
            stay_country=_text(value["stay_country"]),
            stays=_number(value["stays"]),
            named=_texts(value["named"]),
            excluded=_texts(value["excluded"]),
            tied=tuple(_texts(one) for one in _list(value["tied"])),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise BadTerms("The terms are not in the form that a planner writes.") from error


def _written(value: object) -> Value:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if isinstance(value, bool | int):
        return value
    return str(value)


def _number(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("not a whole number")
    return value


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _list(value: Value) -> Sequence[Value]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError("not a list")
    return value


def _pair(value: Value) -> tuple[int, int]:
    first, second = map(_number, _list(value))
    return first, second


def _texts(value: Value) -> frozenset[str]:
    return frozenset(map(_text, _list(value)))
