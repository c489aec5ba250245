"""What it would pay either side to walk away, moment by moment. It shows what people mean to us: for our own few."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.handover import queries
from desk.handover.views.found import operation_of


@allowed("handover.weigh")
def exposure(request: HttpRequest, public_id: str) -> HttpResponse:
    """The largest exposure, below what none can come, and what would happen on a break at each moment."""
    row = operation_of(public_id)
    ours, theirs = queries.parties(row)
    record(by=signed_in(request), at=clock.now(), act="handover.read_exposure", subject=public_id)
    context = {"operation": row, "found": queries.exposure(row), "ours": ours, "theirs": theirs}
    return render(request, "handover/exposure.html", context)
