"""Pages on people who may have been entered twice."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.errors import Refused
from desk.linkage import actions, duplicates
from desk.linkage.models import PeopleJudgement
from desk.linkage.views import reasons
from desk.register.models import Person

_SHOWN = 10  # pairs on the page


@allowed("linkage.judge_people")
def duplicates_page(request: HttpRequest) -> HttpResponse:
    """The pairs to judge next, and what was judged."""
    record(by=signed_in(request), at=clock.now(), act="linkage.read_duplicates")
    language = get_language() or "en"
    pairs = [(pair, reasons(pair.parts, language)) for pair in duplicates.pairs(_SHOWN)]
    context = {"pairs": pairs, "standing": duplicates.standing(), "waiting": duplicates.waiting()}
    return render(request, "linkage/duplicates.html", context)


@allowed("linkage.judge_people")
@require_POST
def judge(request: HttpRequest, left: str, right: str) -> HttpResponse:
    one, other = (get_object_or_404(Person, public_id=public_id) for public_id in (left, right))
    try:
        actions.judge_people(
            by=signed_in(request),
            at=clock.now(),
            left=one,
            right=other,
            same=request.POST.get("same") == "1",
            reason=request.POST.get("reason", ""),
        )
    except Refused as error:
        messages.error(request, str(error))
    return redirect("linkage:duplicates")


@allowed("linkage.judge_people")
@require_POST
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    judgement = get_object_or_404(PeopleJudgement, public_id=public_id)
    try:
        actions.undo_people(
            by=signed_in(request), at=clock.now(), judgement=judgement, reason=request.POST.get("reason", "")
        )
        messages.success(request, _("The judgement was taken back."))
    except Refused as error:
        messages.error(request, str(error))
    return redirect("linkage:duplicates")
