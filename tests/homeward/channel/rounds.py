"""Two sides in a round of private matching, with made-up keys, for the tests of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from homeward.channel.matching import round as machine
from homeward.channel.matching.entries import Entrant, Entries, enter
from homeward.channel.matching.pages import Listing
from homeward.channel.matching.round import Round
from homeward.channel.matching.terms import Commit, Terms, Tier

TERMS = Terms("0" * 64, Tier.COMMITTED, "officers", date(2026, 11, 24), 30, 1050, (("VRH", 400), ("ZLS", 400)))
MEDIATED = replace(TERMS, tier=Tier.MEDIATED, mediators=("MDL",))
SECRETS = {"VRH": b"v" * 32, "ZLS": b"z" * 32}
IVAN = ("1|АБ1234", "2|ivan|1990", "3|ivan", "4|1990", "5|ivan", "6|ivan")


def person(id: str, *keys: str | None) -> Entrant:
    """A person with these keys, the rest unknown."""
    return Entrant(id, (*keys, *[None] * (6 - len(keys))))


def crowd(prefix: str, names: Sequence[int]) -> list[Entrant]:
    """A person with six keys for each number; two sides that enter one number mean one person."""
    return [Entrant(f"{prefix}{name}", tuple(f"{kind}|{name}" for kind in range(1, 7))) for name in names]


@dataclass(frozen=True, slots=True)
class Side:
    """One side before a round: what it enters, its secret scalar, its points, and its commitment to them."""

    entries: Entries
    scalar: int
    points: Listing
    commit: Commit


def side(party: str, people: Sequence[Entrant], terms: Terms = TERMS) -> Side:
    secret = SECRETS[party]
    entries, scalar = enter(people, terms, secret), machine.scalar(terms, secret)
    points = Listing.of(machine.blind(entries, scalar))
    return Side(entries, scalar, points, machine.commit(party, terms, points))


def with_points(state: Round, ours: Side, theirs: Side) -> Round:
    """`state` of `ours` with all points of `theirs`."""
    for number in range(len(theirs.points.pages)):
        state = machine.take_points(state, theirs.points.page(number), ours.scalar)
    return state


def both_answered(one: Side, other: Side, terms: Terms = TERMS) -> tuple[Round, Round]:
    """The round as each side has it when all points were shown and both have committed to their answers."""
    left = with_points(machine.begin(terms, one.commit, other.commit), one, other)
    right = with_points(machine.begin(terms, other.commit, one.commit), other, one)
    left, right = (
        machine.take_answer(left, machine.answer(right)),
        machine.take_answer(right, machine.answer(left)),
    )
    return left, right


def with_answers(state: Round, other: Round) -> Round:
    """`state` with all the answers of the `other` end."""
    for number in range(len(other.answers.pages)):
        state = machine.take_returned(state, machine.answer_page(other, number))
    return state


def play(one: Side, other: Side, terms: Terms = TERMS) -> tuple[Round, Round]:
    """A whole round, as each side has it at the end."""
    left, right = both_answered(one, other, terms)
    return with_answers(left, right), with_answers(right, left)
