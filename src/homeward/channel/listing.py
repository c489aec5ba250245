"""Which lines may stand on a list of ours: judged one by one, and never more than was agreed.

The numbers of lines are made for one list and one recipient, so that a list that leaks tells whom it was given to,
and no number of our register leaves the house.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from homeward import canonical, keys
from homeward.channel.event import Named
from homeward.channel.predicate import Person
from homeward.channel.terms import Agreement, Column, standing
from homeward.words import Saying, saying

MARGIN = 5
"""Per cent by which a list may be longer than the number agreed: people come home or turn up between the dates."""
UNAGREED = 100
"""How many lines a list may have while no number is agreed; and never more than half of those it could name."""

LONGEST = 1500
"""How many lines fit into one message whatever the names; a longer list is sent in parts, each a list of its own."""


class Fault(StrEnum):
    """Why somebody may not stand on a list."""

    UNKNOWN = "unknown"
    TWICE = "twice"
    OTHER_SIDE = "other_side"
    HOME = "home"
    DEAD = "dead"
    NOT_HELD = "not_held"
    REFUSES = "refuses"
    NO_CONSENT = "no_consent"
    ELSEWHERE = "elsewhere"
    NOT_OF_CATEGORY = "not_of_category"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that is asked for: the register's id, how the person would be named, what is known (None: nobody has this
    id), and what the caller already found against it."""

    id: str
    named: Named
    person: Person | None = None
    against: Fault | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What is said of line `number` (from 1): the fault that keeps it off the list, or whether the records leave open
    if the person is of the category."""

    number: int
    entry: Entry
    fault: Fault | None = None
    undecided: bool = False

    @property
    def saying(self) -> Saying | None:
        """The fault in a sentence that names the line and nobody."""
        return saying("channel", f"listing_{self.fault.value}", line=self.number) if self.fault else None


def judge(entries: Sequence[Entry], category: str, terms: Agreement) -> tuple[Line, ...]:
    """What is to be said of each of `entries` for a list of the agreed `category`; raises BadAgreement for another."""
    terms.category(category)
    return tuple(_lines(entries, category, terms))


def most(agreed: int | None, possible: int) -> int:
    """How many lines a list may have: the `agreed` number and a margin, or else few, and never more than half of the
    people who could be named."""
    if agreed is None:
        return min(UNAGREED, -(-possible // 2))
    return min(agreed + agreed * MARGIN // 100, LONGEST)


def line_id(secret: bytes, ch: str, key: str, person: str) -> str:
    """The number of `person` on the list `key` of the channel `ch`: sixteen hexadecimal digits that nobody without
    `secret` can lead back to the person, and that stand on no other list."""
    return keys.tag(secret, canonical.encode([ch, key, person])).hex()[:16]


def _lines(entries: Sequence[Entry], category: str, terms: Agreement) -> Iterator[Line]:
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        fault = Fault.TWICE if entry.id in seen else _fault(entry, category, terms)
        holds = standing(terms, category, entry.person).holds if entry.person and not fault else True
        yield Line(number, entry, fault, undecided=holds is None)
        seen.add(entry.id)


def _fault(entry: Entry, category: str, terms: Agreement) -> Fault | None:
    if entry.person is None:
        return Fault.UNKNOWN
    if entry.against or entry.person.home:
        return entry.against or Fault.HOME
    if standing(terms, category, entry.person).holds is False:
        return Fault.NOT_OF_CATEGORY
    said = {Column.NAME: entry.named.name, Column.BORN: entry.named.born}
    return Fault.INCOMPLETE if any(not said[column].strip() for column in terms.columns) else None
