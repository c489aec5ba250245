"""Judging two people of the register: entered twice, or two after all. Neither changes either of them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.errors import Refused
from desk.linkage.models import PeopleJudgement
from desk.register.models import Person
from homeward.linkage.clusters import Clusters
from homeward.linkage.clusters_judgement import Contradiction


@transaction.atomic
def judge_people(
    *, by: User, at: datetime, left: Person, right: Person, same: bool, reason: str = ""
) -> PeopleJudgement:
    """Two entries are the same human being, or are not. It binds until it is taken back and reaches further: same and
    same make the same. Raises Refused, naming both, if it contradicts what stands."""
    if left == right:
        raise Refused("Choose two different people.")
    clusters = Clusters()
    for one in PeopleJudgement.objects.filter(undone_at=None).select_related("left", "right").order_by("id"):
        clusters.judge(one.left.public_id, one.right.public_id, same=one.same)
    try:
        clusters.judge(left.public_id, right.public_id, same=same)
    except Contradiction as error:
        raise Refused(str(error)) from error
    judgement = PeopleJudgement.objects.create(left=left, right=right, same=same, reason=reason[:300], by=by, at=at)
    record(
        by=by,
        at=at,
        act="linkage.judge_people",
        subject=left.public_id,
        data={"judgement": judgement.public_id, "other": right.public_id, "same": same},
    )
    return judgement


@transaction.atomic
def undo_people(*, by: User, at: datetime, judgement: PeopleJudgement, reason: str) -> PeopleJudgement:
    """Take a judgement of two people back. Raises Refused without a reason or twice."""
    if judgement.undone_at:
        raise Refused("This judgement has already been taken back.")
    if not reason.strip():
        raise Refused("Say why the judgement is taken back.")
    judgement.undone_by, judgement.undone_at, judgement.undone_reason = by, at, reason.strip()[:300]
    judgement.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    record(
        by=by,
        at=at,
        act="linkage.undo_people",
        subject=judgement.left.public_id,
        data={"judgement": judgement.public_id},
    )
    return judgement
