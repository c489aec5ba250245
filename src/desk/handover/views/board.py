"""The list of operations and the board of one: the lamps, the start gate, the legs, the stages, the ledger."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.channel import ends
from desk.handover import actions, queries
from desk.handover.forms import LegForm, OpenForm
from desk.handover.models import Operation
from desk.handover.views.found import operation_of, party_of
from desk.telling import sentence, tried
from homeward.canonical import Value
from homeward.errors import HomewardError
from homeward.handover import operation as lib

_PLAIN = frozenset({"ask_revocation", "agree_revocation", "move", "turn_back"})


@allowed("handover.read")
def operations(request: HttpRequest) -> HttpResponse:
    """The operations, and the deals that wait for one."""
    form = OpenForm(request.POST or None) if may(request.user, "handover.open") else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            opened = actions.open_operation(by=signed_in(request), at=clock.now(), **form.given())
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
    """The board of one operation."""
    row, language, user, at = operation_of(public_id), get_language() or "en", request.user, clock.now()
    now = queries.machine(row)
    ours, theirs = queries.parties(row)
    context = {
        "operation": row,
        "now": now,
        "lamps": queries.lamps(row, now, at, language),
        "board": queries.board(row, now, at),
        "log": queries.log(row, language),
        "ours": ours,
        "theirs": theirs,
        "leads": may(user, "handover.lead"),
        "starts": may(user, "handover.start"),
        "weighs": may(user, "handover.weigh"),
        "over": now.phase in (lib.Phase.CLOSED, lib.Phase.ABORTED),
        "done": not now.next_stages,
        "legs": queries.ways(row, now, at, language),
        "owed": queries.owed_words(now),
        "seats_missing": queries.seats_missing(row),
        "leg_form": LegForm(),
        "beside": queries.beside(row, now),
        "substitutes": queries.substitutes(row, now),
        "by_channel": ends.own_card() is not None,
    }
    record(by=signed_in(request), at=at, act="handover.read_operation", subject=row.public_id)
    return render(request, "handover/operation.html", context)


@allowed("handover.read")
def manifest(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who crosses in which stage, to print."""
    row = operation_of(public_id)
    stages = [(stage, queries.rows_of(stage)) for stage in row.stages.all()]
    persons = [one.person.public_id for _, rows in stages for one in rows]
    data: dict[str, Value] = {"persons": list(persons), "purpose": "exchange"}
    record(by=signed_in(request), at=clock.now(), act="handover.read_manifest", subject=row.public_id, data=data)
    return render(request, "handover/manifest.html", {"operation": row, "stages": stages})


@allowed("handover.start")
def start(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say start for our side, or enter that the other side said it by another way than the channel."""
    row = operation_of(public_id)
    if request.method == "POST":
        _do(request, row, "start", {})
    return redirect("handover:operation", public_id)


@allowed("handover.lead")
def act(request: HttpRequest, public_id: str) -> HttpResponse:
    """The plain acts of leading: move a stage, turn back, revocation, abort, close."""
    row, kind = operation_of(public_id), request.POST.get("kind", "")
    if request.method == "POST" and kind in _PLAIN:
        stage, place = request.POST.get("stage", ""), request.POST.get("place", "")
        data: dict[str, Value] = {"place": place} if place else {}
        _do(request, row, kind, data | ({"stage": int(stage)} if stage.isdecimal() else {}))
    elif request.method == "POST" and kind in ("abort", "close"):
        _end(request, row, kind)
    return redirect("handover:operation", public_id)


@allowed("handover.lead")
def hear(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take in what was said on the channel."""
    row = operation_of(public_id)
    if request.method == "POST":
        heard = actions.hear(by=signed_in(request), at=clock.now(), operation=row)
        messages.info(request, _("Messages taken in from the channel: %(number)s.") % {"number": heard.taken})
        for refused in heard.refused:
            messages.error(request, refused)
    return redirect("handover:operation", public_id)


def _end(request: HttpRequest, row: Operation, kind: str) -> None:
    by, at, party = signed_in(request), clock.now(), party_of(request, row)
    if kind == "abort":
        tried(request, lambda: actions.abort(by=by, at=at, operation=row, party=party))
        return
    told = _("The operation is closed. Everybody who crossed is stated to be home.")
    tried(request, lambda: actions.close(by=by, at=at, operation=row, party=party), told)


def _do(request: HttpRequest, row: Operation, kind: str, data: dict[str, Value]) -> None:
    by, party = signed_in(request), party_of(request, row)
    tried(request, lambda: actions.act(by=by, at=clock.now(), operation=row, kind=kind, party=party, data=data))
