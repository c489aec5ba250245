"""The terms of a proposal as both sides sign them: the rules of the categories beside the numbers of the package."""

from __future__ import annotations

from desk.planner.models import Proposal
from homeward.canonical import Value
from homeward.channel.terms import Agreement, Number, known
from homeward.planner.pool import Direction


def offered_terms(proposal: Proposal, timekeeper: str = "") -> dict[str, Value]:
    """The terms with the agreement that the program of the other side checks the lists against: each category that
    the terms name, its rule as of the day of the proposal, and how many of it cross each way; and with the mediator
    who keeps time, if one does."""
    terms = proposal.to_terms()
    keys = sorted((terms.categories | terms.all_of) & known().keys())
    received, given = (proposal.categories.get(way, {}) for way in Direction)
    agreement = Agreement(
        on=proposal.made_at.date(),
        categories=tuple(known()[key] for key in keys),
        numbers=tuple(Number(key, given.get(key, 0), received.get(key, 0)) for key in keys),
        step=terms.step,
    )
    keeps = {"timekeeper": timekeeper} if timekeeper else {}
    return {**terms.to_value(), "agreement": agreement.to_value(), **keeps}
