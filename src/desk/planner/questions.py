"""Questions put to the planner. They are kept while their pages are read: the next answer need not read the register
again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import datetime
from threading import Lock

from desk.planner import candidates
from desk.planner.models import Proposal
from homeward.assessment.judgement import CaseGrade
from homeward.planner.odds import applied
from homeward.planner.outlook import cautious
from homeward.planner.package import Planning

_KEPT = 4  # questions; one of ten thousand people takes some ten megabytes
_questions: OrderedDict[str, Planning] = OrderedDict()
_lock = Lock()


def question(proposal: Proposal) -> Planning:
    """The question of a proposal as the register stood when its page was first read here."""
    with _lock:
        found = _questions.pop(proposal.public_id, None)
    planning = found or planning_of(proposal, proposal.made_at)
    with _lock:
        _questions[proposal.public_id] = planning
        while len(_questions) > _KEPT:
            _questions.popitem(last=False)
    return planning


def planning_of(proposal: Proposal, at: datetime) -> Planning:
    """The question that a proposal asks, put to the register as it is, with the odds as they were learnt when it was
    worked out, and those of a bad case for the cautious plan; its own people count whatever became of them since."""
    return with_odds(proposal, unlearnt(proposal, at))


def with_odds(proposal: Proposal, asked: Planning) -> Planning:
    """The question as `unlearnt` puts it, with the odds that are kept with the proposal."""
    known = proposal.to_odds()
    if known is None:
        return asked
    if proposal.plan == Proposal.Plan.CAUTIOUS:
        return cautious(asked, known)
    return replace(asked, pool=applied(asked.pool, known))


def unlearnt(proposal: Proposal, at: datetime) -> Planning:
    """The same question, with chances that say only how sure our evidence is."""
    own = frozenset(proposal.people.values_list("person__public_id", flat=True))
    terms = proposal.to_terms()
    deals = candidates.open_deals(but=own)
    people = candidates.pool(at.date(), CaseGrade(proposal.least), deals, terms.most_bodies, own)
    return Planning(people, terms, proposal.to_order())
