"""The page of what waits for an approver."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import actions, queries, seating
from desk.channel.forms import MAX_CARD, VerdictForm
from desk.channel.models import Approval, Draft
from desk.channel.views.page import attempt, file, language, page


@allowed("channel.read")
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for the approver: what would be said, to whom, and which other packages there were."""
    user = signed_in(request)
    rows = queries.waiting(user, language())
    return page(request, "channel/approvals.html", {"waiting": rows, "seat": seating.taken_by(user)})


@require_POST
@allowed("channel.approve")
def verdict(request: HttpRequest, public_id: str) -> HttpResponse:
    draft, form = get_object_or_404(Draft, public_id=public_id), VerdictForm(request.POST, request.FILES)
    if form.is_valid():
        attempt(request, lambda: _give(signed_in(request), draft, form.cleaned_data))
    return redirect("channel:approvals")


@allowed("channel.approve")
def draft_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """A draft as a file, to be read and signed on a machine of the approver's own."""
    draft = get_object_or_404(Draft, public_id=public_id, state=Draft.State.WAITING)
    record(by=signed_in(request), at=clock.now(), act="channel.take_draft", subject=draft.public_id)
    return file(queries.drafted(draft).to_bytes(), f"{draft.public_id}.draft.json", "application/json")


def _give(by: User, draft: Draft, given: Mapping[str, Any]) -> Approval:
    at = clock.now()
    if given["verdict"] == "refuse":
        return actions.refuse(by=by, at=at, draft=draft, reason=given["reason"])
    if given["signed"]:
        return actions.approve_signed(by=by, at=at, draft=draft, data=given["signed"].read(MAX_CARD))
    return actions.approve(by=by, at=at, draft=draft, passphrase=given["passphrase"])
