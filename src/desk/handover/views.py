"""Pages of operations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.handover import actions, queries
from desk.handover.forms import CountersignForm, LegForm, OpenForm, PassageForm
from desk.handover.models import Operation, Receipt, Row, Stage
from desk.telling import sentence, tried
from homeward.canonical import Value
from homeward.errors import HomewardError
from homeward.handover import operation as lib
from homeward.handover import receipt as paper

_PLAIN = frozenset({"ask_revocation", "agree_revocation", "move", "turn_back", "check_in"})


@allowed("handover.read")
def operations(request: HttpRequest) -> HttpResponse:
    """The operations, and the deals that wait for one."""
    form = OpenForm(request.POST or None) if may(request.user, "handover.open") else None
    if request.method == "POST" and form is not None and form.is_valid():
        given = form.cleaned_data
        try:
            opened = actions.open_operation(
                by=signed_in(request),
                at=clock.now(),
                deal=given["deal"],
                title=given["title"],
                stages=given["stages"],
                place=given["place"],
            )
            return redirect("handover:operation", opened.public_id)
        except HomewardError as error:
            messages.error(request, sentence(error))
    rows = Operation.objects.select_related("deal__channel", "place")[:50]
    return render(
        request,
        "handover/operations.html",
        {"operations": rows, "form": form, "ready": queries.ready_deals().count() if form else 0},
    )


@allowed("handover.read")
def operation(request: HttpRequest, public_id: str) -> HttpResponse:
    """The board: the lamp, the start gate, the stages, the ledger."""
    row, language, user = _operation(public_id), get_language() or "en", request.user
    now = queries.machine(row)
    lamp = lib.lamp(now, clock.now())
    ours, theirs = queries.parties(row)
    context = {
        "operation": row,
        "now": now,
        "lamp": lamp.in_language(language),
        "green": lamp.key == "lamp_green",
        "notice": queries.notice_in_force(row, now),
        "board": queries.board(row, now),
        "log": queries.log(row, language),
        "ours": ours,
        "theirs": theirs,
        "leads": may(user, "handover.lead"),
        "starts": may(user, "handover.start"),
        "over": now.phase in (lib.Phase.CLOSED, lib.Phase.ABORTED),
        "done": not now.next_stages,
        "legs": row.legs.all(),
        "seats_missing": queries.seats_missing(row),
        "leg_form": LegForm(),
    }
    record(by=signed_in(request), at=clock.now(), act="handover.read_operation", subject=row.public_id)
    return render(request, "handover/operation.html", context)


@allowed("handover.read")
def manifest(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who crosses in which stage, to print."""
    row = _operation(public_id)
    stages = [(stage, queries.rows_of(stage)) for stage in row.stages.all()]
    persons = [one.person.public_id for _, rows in stages for one in rows]
    data: dict[str, Value] = {"persons": list(persons), "purpose": "exchange"}
    record(by=signed_in(request), at=clock.now(), act="handover.read_manifest", subject=row.public_id, data=data)
    return render(request, "handover/manifest.html", {"operation": row, "stages": stages})


@allowed("handover.lead")
def notice(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give notice of safe passage."""
    row, form = _operation(public_id), PassageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ours, theirs = queries.parties(row)
        party = theirs if request.POST.get("party") == theirs else ours
        passage = form.passage()
        given = tried(
            request,
            lambda: actions.give_notice(
                by=signed_in(request), at=clock.now(), operation=row, party=party, passage=passage
            ),
        )
        if given:
            return redirect("handover:operation", public_id)
    return render(request, "handover/notice.html", {"operation": row, "form": form, "parties": queries.parties(row)})


@allowed("handover.lead")
def plan_leg(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a leg to the way."""
    row, form = _operation(public_id), LegForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried(
            request,
            lambda: actions.plan_leg(by=signed_in(request), at=clock.now(), operation=row, way=form.way()),
        )
    elif request.method == "POST":
        messages.error(request, _("The leg was not planned: a field is missing or not a number or a time."))
    return redirect("handover:operation", public_id)


@allowed("handover.start")
def start(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say start for our side, or enter that the other side said it on the channel."""
    row = _operation(public_id)
    if request.method == "POST":
        _do(request, row, "start", {})
    return redirect("handover:operation", public_id)


@allowed("handover.lead")
def act(request: HttpRequest, public_id: str) -> HttpResponse:
    """The plain acts of leading: move a stage, turn back, acknowledge, revocation, abort, close."""
    row, kind = _operation(public_id), request.POST.get("kind", "")
    if request.method != "POST":
        return redirect("handover:operation", public_id)
    by, at = signed_in(request), clock.now()
    if kind in _PLAIN:
        stage = request.POST.get("stage", "")
        _do(request, row, kind, {"stage": int(stage)} if stage.isdecimal() else {})
    elif kind == "acknowledge":
        given = row.notices.filter(public_id=request.POST.get("notice", "")).first()
        party, units = _party(request, row), request.POST.get("units", "")
        if given:
            tried(request, lambda: actions.acknowledge(by=by, at=at, notice=given, party=party, units=units))
    elif kind == "abort":
        tried(request, lambda: actions.abort(by=by, at=at, operation=row, party=_party(request, row)))
    elif kind == "close":
        ours, _theirs = queries.parties(row)
        if tried(request, lambda: actions.close(by=by, at=at, operation=row, party=ours)):
            messages.success(request, _("The operation is closed. Everybody who crossed is stated to be home."))
    return redirect("handover:operation", public_id)


@allowed("handover.lead")
def roll_call(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """The roll-call of one stage, for a phone; POST ends it."""
    stage = _stage(public_id, number)
    ours, _theirs = queries.parties(stage.operation)
    if request.method == "POST":
        by, at = signed_in(request), clock.now()
        if name := request.POST.get("arrived", ""):
            tried(request, lambda: actions.note_arrival(by=by, at=at, stage=stage, written=name))
        elif tried(request, lambda: actions.end_roll_call(by=by, at=at, stage=stage, party=ours)):
            return redirect("handover:operation", public_id)
        return redirect("handover:roll_call", public_id, number)
    rows = queries.rows_of(stage)
    data: dict[str, Value] = {"persons": [row.person.public_id for row in rows], "purpose": "exchange"}
    record(by=signed_in(request), at=clock.now(), act="handover.read_roll_call", subject=public_id, data=data)
    left = sum(row.mark == Row.Mark.EXPECTED for row in rows)
    context = {"stage": stage, "operation": stage.operation, "rows": rows, "left": left, "ours": ours}
    return render(request, "handover/roll_call.html", context)


@allowed("handover.lead")
def mark(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Mark one person, or everybody not yet marked, present or absent."""
    stage, by, at = _stage(public_id, number), signed_in(request), clock.now()
    if request.method == "POST":
        wanted, seen = request.POST.get("row", ""), request.POST.get("seen") == "yes"
        rows = stage.rows.filter(mark=Row.Mark.EXPECTED) if wanted == "all" else stage.rows.filter(pk=_number(wanted))
        for row in rows.select_related("stage__operation", "person"):
            tried(request, lambda row=row: actions.mark(by=by, at=at, row=row, seen=seen))  # type: ignore[misc]
    return redirect("handover:roll_call", public_id, number)


@allowed("handover.lead")
def sign(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Sign our receipt of a stage."""
    stage = _stage(public_id, number)
    if request.method == "POST":
        tried(request, lambda: actions.sign_receipt(by=signed_in(request), at=clock.now(), stage=stage))
    return redirect("handover:operation", public_id)


@allowed("handover.read")
def receipt(request: HttpRequest, public_id: str) -> HttpResponse:
    """A receipt, its signatures verified anew; POST takes in the file with the other side's signature."""
    row, user = _receipt(public_id), signed_in(request)
    form = CountersignForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and may(user, "handover.lead") and form.is_valid():
        data = form.cleaned_data["file"].read()
        tried(request, lambda: actions.countersign(by=user, at=clock.now(), receipt=row, data=data))
        return redirect("handover:receipt", public_id)
    signed = paper.verify(bytes(row.data))
    people: list[Value] = [one.id for one in signed.receipt.crossed]
    record(by=user, at=clock.now(), act="handover.read_receipt", subject=public_id, data={"persons": people})
    context = {
        "receipt": row,
        "signed": signed,
        "operation": row.stage.operation,
        "form": form,
        "leads": may(user, "handover.lead"),
    }
    return render(request, "handover/receipt.html", context)


@allowed("handover.read")
def receipt_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The receipt as a file that verifies without us."""
    row = _receipt(public_id)
    record(by=signed_in(request), at=clock.now(), act="handover.download_receipt", subject=public_id)
    answer = HttpResponse(bytes(row.data), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="receipt-{public_id}.json"'
    return answer


def _do(request: HttpRequest, row: Operation, kind: str, data: dict[str, Value]) -> None:
    by, party = signed_in(request), _party(request, row)
    tried(request, lambda: actions.act(by=by, at=clock.now(), operation=row, kind=kind, party=party, data=data))


def _party(request: HttpRequest, row: Operation) -> str:
    """The party that acts: ours unless the form says the other."""
    ours, theirs = queries.parties(row)
    return theirs if request.POST.get("party") == theirs else ours


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _operation(public_id: str) -> Operation:
    return get_object_or_404(Operation.objects.select_related("deal__channel", "place"), public_id=public_id)


def _stage(public_id: str, number: int) -> Stage:
    rows = Stage.objects.select_related("operation__deal__channel", "operation__place")
    return get_object_or_404(rows, operation__public_id=public_id, number=number)


def _receipt(public_id: str) -> Receipt:
    rows = Receipt.objects.select_related("stage__operation__deal__channel")
    return get_object_or_404(rows, public_id=public_id)
