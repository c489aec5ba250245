"""The record: what was published, what our rows sum to, and on the staff's page how long our own people wait."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from desk import clock
from desk.accounts.access import allowed, may, open_to_all
from desk.record import drawing, history, queries
from desk.record.words import CONFIDENCES, KINDS, SAID, WAITS


@allowed("record.read")
def record(request: HttpRequest) -> HttpResponse:
    own = {
        "waiting": [(WAITS[one.step], one.shown) for one in queries.waiting(clock.today())],
        "crossings": queries.crossings(),
        "today": clock.today(),
        "may_open": may(request.user, "handover.read"),
    }
    return render(request, "record/record.html", _published() | own)


@open_to_all
def public(request: HttpRequest) -> HttpResponse:
    """The same history without anything of our own register."""
    return render(request, "record/public.html", _published())


def _published() -> dict[str, object]:
    ukraine = [one for one in history.published() if one.speaker == "Ukraine" and one.definition == "total returned"]
    line = history.cumulative()
    return {
        "chart": drawing.chart(line, ukraine),
        "last": line[-1],
        "years": history.years(),
        "compared": [
            (one, SAID[one.published.speaker], SAID[one.published.definition], SAID.get(one.published.qualifier, ""))
            for one in history.compared()
        ],
        "events": [(one, KINDS[one.kind], CONFIDENCES[one.confidence]) for one in reversed(history.events())],
    }
