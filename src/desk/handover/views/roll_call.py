"""The roll-call of one stage, for a phone that may lose its connection."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.handover import actions, queries
from desk.handover.models import Body, Receipt, Row, Stage
from desk.handover.views.found import number as number_of
from desk.handover.views.found import party_of, stage_of
from desk.telling import tried
from homeward.canonical import Value


@allowed("handover.lead")
def roll_call(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The roll-call of one stage; POST writes down who came, takes a count, or ends it."""
    stage = stage_of(public_id, number)
    if request.method == "POST":
        if _post(request, stage):
            return redirect("handover:operation", public_id)
        return redirect("handover:roll_call", public_id, number)
    rows, bodies = queries.with_portraits(queries.rows_of(stage)), list(stage.bodies.all())
    data: dict[str, Value] = {"persons": [row.person.public_id for row in rows], "purpose": "exchange"}
    record(by=signed_in(request), at=clock.now(), act="handover.read_roll_call", subject=public_id, data=data)
    left = sum(row.mark == Row.Mark.EXPECTED for row in rows)
    left += sum(body.mark == Body.Mark.EXPECTED for body in bodies)
    ours, _theirs = queries.parties(stage.operation)
    context = {
        "stage": stage,
        "operation": stage.operation,
        "rows": rows,
        "bodies": bodies,
        "left": left,
        "ours": ours,
        "signers": queries.signers(stage.operation),
    }
    return render(request, "handover/roll_call.html", context)


def _post(request: HttpRequest, stage: Stage) -> bool:
    """What was posted to the roll-call; whether it is over."""
    by, at, party = signed_in(request), clock.now(), party_of(request, stage.operation)
    if name := request.POST.get("arrived", ""):
        tried(request, lambda: actions.note_arrival(by=by, at=at, stage=stage, written=name))
        return False
    if "receive" in request.POST:
        counted = {key: number_of(request.POST.get(key, "")) for key in ("receive", "give")}
        tried(request, lambda: actions.count(by=by, at=at, stage=stage, party=party, **counted))
        return True
    return tried(request, lambda: actions.end_roll_call(by=by, at=at, stage=stage, party=party))


@allowed("handover.lead")
def tell(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Tell the other side on the channel our roll-call of a stage, or our signature under its receipt."""
    stage, by, at = stage_of(public_id, number), signed_in(request), clock.now()
    receipt = Receipt.objects.filter(stage=stage).first()
    if request.method == "POST" and request.POST.get("what") == "roll_call":
        tried(request, lambda: actions.send_roll_call(by=by, at=at, stage=stage), _("Said on the channel."))
    elif request.method == "POST" and receipt:
        tried(request, lambda: actions.send_receipt(by=by, at=at, receipt=receipt), _("Said on the channel."))
    return redirect("handover:operation", public_id)


@allowed("handover.lead")
def mark(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Mark one person or body, or everybody not yet marked present."""
    stage, by, at = stage_of(public_id, number), signed_in(request), clock.now()
    if request.method == "POST":
        wanted, seen = request.POST.get("row", ""), request.POST.get("seen", "")
        if seal := request.POST.get("seal", ""):
            for body in stage.bodies.filter(pk=number_of(request.POST.get("body", ""))):
                tried(request, lambda body=body: actions.mark_body(by=by, at=at, body=body, seal=seal))  # type: ignore[misc]
        rows = stage.rows.filter(mark=Row.Mark.EXPECTED) if wanted == "all" else stage.rows.filter(pk=number_of(wanted))
        for row in rows.select_related("stage__operation", "person"):
            tried(request, lambda row=row: _mark(request, row, seen))  # type: ignore[misc]
    return redirect("handover:roll_call", public_id, number)


def _mark(request: HttpRequest, row: Row, seen: str) -> Row:
    by, at = signed_in(request), clock.now()
    if seen in ("yes", "no"):
        return actions.mark(by=by, at=at, row=row, seen=seen == "yes")
    witness = request.POST.get("witness", "")
    return actions.mark_otherwise(by=by, at=at, row=row, outcome=seen, witness=witness)
