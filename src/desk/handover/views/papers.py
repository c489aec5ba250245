"""The pack to print and the calendar file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.handover import papers
from desk.handover.views.found import operation_of
from homeward.canonical import Value
from homeward.handover.agenda import calendar
from homeward.handover.pack import render


@allowed("handover.lead")
def pack(request: HttpRequest, public_id: str) -> HttpResponse:
    """The escort's pack as PDF; it names everybody on the manifest."""
    made = papers.pack_of(operation_of(public_id), clock.now())
    data: dict[str, Value] = {"persons": sorted(made.people), "purpose": "exchange"}
    record(by=signed_in(request), at=clock.now(), act="handover.print_pack", subject=public_id, data=data)
    answer = HttpResponse(render(made, get_language() or "en"), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="pack-{public_id}.pdf"'
    return answer


@allowed("handover.read")
def agenda(request: HttpRequest, public_id: str) -> HttpResponse:
    """The legs and the window of safe passage as a calendar file; it names nobody."""
    row, language = operation_of(public_id), get_language() or "en"
    legs = [leg.to_value() for leg in row.legs.all()]
    data = calendar(public_id, row.title, legs, papers.notice_of(row), clock.now(), language)
    record(by=signed_in(request), at=clock.now(), act="handover.download_calendar", subject=public_id)
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="operation-{public_id}.ics"'
    return answer
