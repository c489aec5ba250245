"""What a phone without a connection needs: the marks it kept, sent later, and the worker that keeps its pages."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.errors import Refused
from desk.handover import actions
from desk.handover.models import Stage
from desk.handover.views.found import stage_of

MOST = 2000


@allowed("handover.lead")
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it may keep only what lies under this address."""
    script = Path(settings.PACKAGE, "static", "roll_call_worker.js").read_text("utf-8")
    return HttpResponse(script, content_type="text/javascript")


@allowed("handover.lead")
@require_POST
def sync(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The marks that waited on a phone: which of them are done, and which clash with what somebody else marked."""
    stage = stage_of(public_id, number)
    try:
        marks = [_read(one) for one in json.loads(request.body)["marks"]]
    except (ValueError, KeyError, TypeError):
        return HttpResponseBadRequest()
    if len(marks) > MOST:
        return HttpResponseBadRequest()
    done: list[dict[str, object]] = []
    clashes: list[dict[str, object]] = []
    for one in marks:
        found = _put(request, stage, one)
        (done if "theirs" not in found else clashes).append(found)
    return JsonResponse({"done": done, "clashes": clashes})


def _put(request: HttpRequest, stage: Stage, one: actions.Marked) -> dict[str, object]:
    try:
        row = actions.mark_from_phone(by=signed_in(request), at=clock.now(), stage=stage, marked=one)
    except Refused as refused:
        there = stage.rows.filter(pk=one.row).first()
        theirs = there.mark if there else ""
        return {"row": one.row, "theirs": theirs, "mine": one.mark, "witness": one.witness, "why": str(refused)}
    return {"row": row.pk, "mark": row.mark}


def _read(value: object) -> actions.Marked:
    if not isinstance(value, dict) or not isinstance(value["row"], int):
        raise TypeError("not a mark")
    return actions.Marked(value["row"], *(str(value[key])[:120] for key in ("mark", "base", "witness")))
