"""A table solved and read aloud: who is released, what must come first, what everything hangs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from homeward.planner.parties.deal import Deal, best_deal
from homeward.planner.parties.explain import Loss, keystones, why_out
from homeward.planner.parties.sheet import Sheet, parse
from homeward.words import Saying, saying


class Part(StrEnum):
    """What a line of the answer is about: who is released, what comes before and when, who is left out and why, what
    the deal hangs on."""

    RELEASED = "released"
    BEFORE = "before"
    LEFT = "left"
    HANGS = "hangs"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the answer, with the conditions that it comes from."""

    part: Part
    said: Saying
    because: tuple[Saying, ...] = ()


def answered(sheet: Sheet) -> tuple[Line, ...]:
    """The answer to a table. Raises SolverFailed if the time did not suffice."""
    deal = best_deal(sheet.table, sheet.clauses)
    losses = keystones(sheet.table, sheet.clauses, deal)
    return (*_deal(sheet, deal), *_left_out(sheet, deal), *(_loss(sheet, loss) for loss in losses))


def lines(data: bytes, language: str) -> Iterator[str]:
    """The answer to a table in JSON (see `sheet.read`), a sentence a line, in `language`. Raises BadTable."""
    for line in answered(parse(data)):
        yield line.said.in_language(language)
        yield from (f"  {one.in_language(language)}" for one in line.because)


def _deal(sheet: Sheet, deal: Deal) -> Iterator[Line]:
    if not deal.released:
        yield Line(Part.RELEASED, _say("deal_none"))
        return
    for id, number in deal.released:
        group = sheet.table.group(id)
        key = "deal_stays" if group.stays else "deal_group"
        values = {"holder": group.holder, "claimant": group.claimant, "stays": group.stays}
        yield Line(Part.RELEASED, _say(key, group=id, number=number, people=group.people, **values))
    for id in deal.acts:
        yield Line(Part.BEFORE, _say("deal_act", act=id, party=sheet.table.act(id).party))
    yield Line(Part.BEFORE, _say("deal_day", day=deal.on.isoformat()))
    yield Line(Part.BEFORE, _say("deal_proven" if deal.proven else "deal_not_proven"))


def _left_out(sheet: Sheet, deal: Deal) -> Iterator[Line]:
    for group in sheet.table.groups:
        if deal.people(group.id) < group.people:
            why = why_out(sheet.table, sheet.clauses, deal, group.id)
            said = _say("left_clash" if why.because else "left_costs", group=group.id, number=why.cost)
            yield Line(Part.LEFT, said, tuple(one.said(sheet.table) for one in why.because))


def _loss(sheet: Sheet, loss: Loss) -> Line:
    number = sum(number for _, number in loss.falls)
    because = tuple(one.said(sheet.table) for one in loss.because)
    return Line(Part.HANGS, _say("loss", piece=loss.piece, number=number), because)


def _say(key: str, **values: str | int) -> Saying:
    return saying("planner.parties", key, **values)
