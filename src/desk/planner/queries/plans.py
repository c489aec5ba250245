"""The plans that stand side by side for one question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from desk.channel.models import Deal, Message, State
from desk.planner.answers import recorded
from desk.planner.models import Answer, Proposal
from desk.planner.queries.proposals import LevelLine, levels_of, package_of
from homeward.channel.message import read
from homeward.planner.outlook import Outlook, outlook
from homeward.planner.pool import Direction, Pool
from homeward.register.labels import value_label


@dataclass(frozen=True, slots=True)
class Column:
    """One of the packages side by side: its levels, and how many of each category it asks for and offers."""

    proposal: Proposal
    levels: list[LevelLine]
    categories: list[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Refused:
    """What a plan is worth if each person may be refused: the people it asks for with how many of them come home,
    how many it gives, and how many months in captivity end if all agree."""

    proposal: Proposal
    outlook: Outlook
    given: int
    months: int


@dataclass(frozen=True, slots=True)
class Answered:
    """From how many answers about people the odds are learnt: how many agreed, and how many refused by cause."""

    agreed: int
    refused: list[tuple[str, int]]

    @property
    def number(self) -> int:
        return self.agreed + sum(number for _, number in self.refused)


def answered(on: date) -> Answered:
    """What is recorded by the day `on`, on the pages and by messages."""
    answers = recorded(on)
    causes = Counter(one.cause for one in answers if not one.agreed)
    told = [(str(Answer.Cause(cause).label), number) for cause, number in causes.most_common()]
    return Answered(sum(one.agreed for one in answers), told)


def refusal_of(proposal: Proposal) -> str | None:
    """What the other side said when it declined the proposal as a whole, empty if it gave no reason; None if it did
    not decline it."""
    deal = Deal.objects.filter(proposal=proposal.public_id, state=State.DECLINED).first()
    if deal is None:
        return None
    said = Message.objects.filter(channel=deal.channel, deal_key=deal.key, kind="decline").order_by("pk").last()
    return str(read(bytes(said.envelope)).act.data.get("reason", "")) if said else ""


def alike(proposal: Proposal, language: str) -> list[Column]:
    """The best package of a question and those of about equal worth that ask for others."""
    first = proposal.beside or proposal
    rows = [first, *first.alternatives.filter(plan=Proposal.Plan.ALIKE).order_by("pk")]
    return [Column(row, levels_of(row, language), _asked_for(row, language)) for row in rows]


def for_refusals(proposal: Proposal, pool: Pool) -> list[Refused]:
    """The best package and the plans for refusals, all measured by the odds of `pool`."""
    first = proposal.beside or proposal
    kinds = (Proposal.Plan.EXPECTED, Proposal.Plan.CAUTIOUS)
    return [_refused(row, pool) for row in (first, *first.alternatives.filter(plan__in=kinds).order_by("pk"))]


def _refused(row: Proposal, pool: Pool) -> Refused:
    package = package_of(row)
    inside = set(package.receive)
    months = sum(one.months(pool.on) for one in pool.candidates if one.id in inside)
    return Refused(row, outlook(pool, package), len(package.give), months)


def _asked_for(row: Proposal, language: str) -> list[tuple[str, int, int]]:
    """Each category with how many of it are asked for and how many offered."""
    received, given = (row.categories.get(way, {}) for way in Direction)
    keys = sorted({*received, *given} - {"none"})
    return [(value_label("ex_category", key, language), received.get(key, 0), given.get(key, 0)) for key in keys]
