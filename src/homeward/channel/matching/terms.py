"""What both sides sign before a round: who is meant, how many may be entered, how often; and that they keep to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.matching import fields, pages
from homeward.channel.matching.errors import MatchingRefused
from homeward.names.matching import KEYS

LEAST_DAYS = 30
"""Between two rounds on one category: who asks often asks for everybody."""
MOST_PERMILLE = 1050
"""Of the persons a side claims it may enter this many in a thousand, for errors in its own register."""


class Tier(StrEnum):
    """How much the sides trust each other not to guess: by commitments alone, with mediators' keys, or only persons
    with a file at the Red Cross. Tier 0, signed counts, needs no round."""

    COMMITTED = "t1"
    MEDIATED = "t2"
    RED_CROSS = "t3"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one round on the channel `channel` (its id).

    `claimed` is how many persons of `category` each party says to hold or to miss; `permille` what it may enter for a
    thousand of them; `days` how long until the next round on this category; `mediators` whose keys are used, in order.
    """

    channel: str
    tier: Tier
    category: str
    epoch: date
    days: int
    permille: int
    claimed: tuple[tuple[str, int], ...]
    mediators: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.days < LEAST_DAYS:
            raise MatchingRefused("too_often", days=self.days, least=LEAST_DAYS)
        if not 0 < self.permille <= MOST_PERMILLE:
            raise MatchingRefused("cap_too_wide", permille=self.permille, most=MOST_PERMILLE)
        if bool(self.mediators) == (self.tier == Tier.COMMITTED) or len(set(self.mediators)) != len(self.mediators):
            raise MatchingRefused("wrong_mediators", tier=self.tier.value)

    @property
    def hash(self) -> str:
        """SHA-256, in hexadecimal, of the channel and everything agreed."""
        return hashlib.sha256(canonical.encode({**self.to_value(), "channel": self.channel})).hexdigest()

    def held_on(self, day: date) -> bool:
        """Whether a side may commit on `day` (UTC): from the epoch until the next round may be held. So two rounds
        whose epochs lie apart are not held on one day."""
        return self.epoch <= day < self.over_on

    @property
    def over_on(self) -> date:
        """The first day on which another round on this category may be held."""
        return self.epoch + timedelta(days=self.days)

    def cap(self, party: str) -> int:
        """How many keys `party` may enter: six for each person."""
        counts = dict(self.claimed)
        if party not in counts:
            raise MatchingRefused("not_a_side", party=party)
        return KEYS * (counts[party] * self.permille // 1000)

    def to_value(self) -> dict[str, Value]:
        """The fields of the form `match_terms`."""
        return {
            "tier": self.tier.value,
            "category": self.category,
            "epoch": self.epoch.isoformat(),
            "days": self.days,
            "permille": self.permille,
            "claimed": [{"key": party, "count": count} for party, count in self.claimed],
            "mediators": list(self.mediators),
        }

    @classmethod
    def from_value(cls, channel: str, data: Mapping[str, Value]) -> Terms:
        """The terms that a message of the form `match_terms` holds; raises MatchingRefused."""
        try:
            tier = Tier(fields.text(data, "tier"))
        except ValueError as error:
            raise MatchingRefused("field_malformed", field="tier") from error
        return cls(
            channel,
            tier,
            fields.text(data, "category"),
            fields.day(data, "epoch"),
            fields.number(data, "days"),
            fields.number(data, "permille"),
            fields.counts(data, "claimed"),
            fields.words(data, "mediators"),
        )


@dataclass(frozen=True, slots=True)
class Commit:
    """`party` will show `size` values whose pages have this Merkle `root` (32 bytes), under the terms with the hash
    `terms`. Signed before anything is shown, so that nobody chooses after seeing the other's."""

    party: str
    terms: str
    size: int
    root: bytes

    def to_value(self) -> dict[str, Value]:
        """The fields of the form `match_commit`; who says it stands in the message."""
        return {"terms": self.terms, "size": self.size, "root": self.root.hex()}

    @classmethod
    def from_value(cls, party: str, data: Mapping[str, Value]) -> Commit:
        """The commitment that `party` made in a message of the form `match_commit`; raises MatchingRefused."""
        return cls(party, fields.text(data, "terms"), fields.number(data, "size"), fields.digest(data, "root"))


def check_commit(commit: Commit, terms: Terms) -> None:
    """Nothing, if `commit` keeps to `terms`; else raises MatchingRefused."""
    if commit.terms != terms.hash:
        raise MatchingRefused("other_terms", party=commit.party)
    if not 0 < commit.size <= min(terms.cap(commit.party), pages.MAX_VALUES):
        raise MatchingRefused("over_the_cap", party=commit.party, size=commit.size, cap=terms.cap(commit.party))
    if commit.size % KEYS:
        raise MatchingRefused("not_padded", party=commit.party, keys=KEYS)


def check_epoch(terms: Terms, earlier: Iterable[Terms]) -> None:
    """Nothing, if no round on this category was held too near; else raises MatchingRefused. `earlier` are the terms of
    all rounds that were begun on the channel."""
    for past in earlier:
        apart = abs((terms.epoch - past.epoch).days)
        if past.category == terms.category and apart < max(terms.days, past.days):
            raise MatchingRefused("epoch_used", category=terms.category, epoch=past.epoch.isoformat())
