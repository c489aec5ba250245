"""The page of what waits for an approver."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.channel import actions, queries
from desk.channel.forms import VerdictForm
from desk.channel.models import Draft
from desk.channel.views.page import attempt, language, page


@allowed("channel.read")
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for the approver: what would be said, to whom, and which other packages there were."""
    rows = queries.waiting(signed_in(request), language())
    return page(request, "channel/approvals.html", {"waiting": rows})


@require_POST
@allowed("channel.approve")
def verdict(request: HttpRequest, public_id: str) -> HttpResponse:
    draft, form = get_object_or_404(Draft, public_id=public_id), VerdictForm(request.POST)
    if form.is_valid():
        act, reason = form.cleaned_data["verdict"], form.cleaned_data["reason"]
        by, at = signed_in(request), clock.now()
        if act == "approve":
            attempt(request, lambda: actions.approve(by=by, at=at, draft=draft))
        else:
            attempt(request, lambda: actions.refuse(by=by, at=at, draft=draft, reason=reason))
    return redirect("channel:approvals")
