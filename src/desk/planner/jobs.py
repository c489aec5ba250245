"""Working proposals out in the background."""

from __future__ import annotations

from django_tasks import task

from desk import clock
from desk.accounts.actions import desk_itself
from desk.planner import actions
from desk.planner.models import Proposal, Table


@task()
def work_out_later(public_id: str) -> None:
    """Work out the package of a proposal, in the name of who asked for it."""
    row = Proposal.objects.select_related("made_by").get(public_id=public_id)
    actions.work_out(by=row.made_by, at=clock.now(), proposal=row)


@task()
def keep_reserves_later(public_id: str) -> None:
    """Rank who could come instead of each person of an approved package, unless that was done meanwhile."""
    row = Proposal.objects.get(public_id=public_id)
    if row.reserved_at is None:
        actions.keep_reserves(by=desk_itself(), at=clock.now(), proposal=row)


@task()
def answer_table_later(public_id: str) -> None:
    """Work a table of several states out, in the name of who laid it."""
    row = Table.objects.select_related("made_by").get(public_id=public_id)
    actions.answer_table(by=row.made_by, at=clock.now(), table=row)
