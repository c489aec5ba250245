"""Working proposals out in the background."""

from __future__ import annotations

from django_tasks import task

from desk import clock
from desk.planner import actions
from desk.planner.models import Proposal


@task()
def work_out_later(public_id: str) -> None:
    """Work out the package of a proposal, in the name of who asked for it."""
    row = Proposal.objects.select_related("made_by").get(public_id=public_id)
    actions.work_out(by=row.made_by, at=clock.now(), proposal=row)
