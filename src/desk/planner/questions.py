"""Questions put to the planner, kept while their pages are read: the next answer need not read the register again."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from desk.planner.actions import planning_of
from desk.planner.models import Proposal
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
