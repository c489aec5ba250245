"""A table solved and read aloud: who is released, what must come first, what everything hangs on."""

from __future__ import annotations

import json
from collections.abc import Iterator

from homeward.planner.parties.deal import Deal, best_deal
from homeward.planner.parties.explain import Loss, keystones, why_out
from homeward.planner.parties.sheet import Sheet, read
from homeward.planner.parties.table import BadTable
from homeward.words import saying


def lines(data: bytes, language: str) -> Iterator[str]:
    """The answer to a table in JSON (see `sheet.read`), a sentence a line, in `language`. Raises BadTable."""
    try:
        value = json.loads(data)
    except ValueError as error:
        raise BadTable("The table is not well-formed JSON.") from error
    sheet = read(value)
    deal = best_deal(sheet.table, sheet.clauses)
    yield from _deal(sheet, deal, language)
    yield from _left_out(sheet, deal, language)
    for loss in keystones(sheet.table, sheet.clauses, deal):
        yield from _loss(sheet, loss, language)


def _deal(sheet: Sheet, deal: Deal, language: str) -> Iterator[str]:
    if not deal.released:
        yield _say("deal_none", language)
        return
    for id, number in deal.released:
        group = sheet.table.group(id)
        key = "deal_stays" if group.stays else "deal_group"
        values = {"holder": group.holder, "claimant": group.claimant, "stays": group.stays}
        yield _say(key, language, group=id, number=number, people=group.people, **values)
    for id in deal.acts:
        yield _say("deal_act", language, act=id, party=sheet.table.act(id).party)
    yield _say("deal_day", language, day=deal.on.isoformat())
    yield _say("deal_proven" if deal.proven else "deal_not_proven", language)


def _left_out(sheet: Sheet, deal: Deal, language: str) -> Iterator[str]:
    for group in sheet.table.groups:
        if deal.people(group.id) < group.people:
            why = why_out(sheet.table, sheet.clauses, deal, group.id)
            key = "left_clash" if why.because else "left_costs"
            yield _say(key, language, group=group.id, number=why.cost)
            yield from (f"  {one.said(sheet.table).in_language(language)}" for one in why.because)


def _loss(sheet: Sheet, loss: Loss, language: str) -> Iterator[str]:
    number = sum(number for _, number in loss.falls)
    yield _say("loss", language, piece=loss.piece, number=number)
    yield from (f"  {one.said(sheet.table).in_language(language)}" for one in loss.because)


def _say(key: str, language: str, **values: str | int) -> str:
    return saying("planner.parties", key, **values).in_language(language)
