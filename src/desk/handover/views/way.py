"""The way before the road: legs, fitness and effects, those kept apart, bodies."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.handover import actions, queries
from desk.handover.forms import ApartForm, BodyForm, CareForm, LegForm
from desk.handover.models import Operation, Row
from desk.handover.views.found import operation_of
from desk.telling import tried
from homeward.canonical import Value


@allowed("handover.lead")
def plan_leg(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a leg to the way."""
    row, form = operation_of(public_id), LegForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tried(
            request,
            lambda: actions.plan_leg(by=signed_in(request), at=clock.now(), operation=row, way=form.way()),
        )
    elif request.method == "POST":
        messages.error(request, _("The leg was not planned: a field is missing or not a number or a time."))
    return redirect("handover:operation", public_id)


@allowed("handover.lead")
def care(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who is fit to travel, what goes along, who is kept apart, which bodies go."""
    row = operation_of(public_id)
    if request.method == "POST":
        _ACTS.get(request.POST.get("what", ""), _examine)(request, row)
        return redirect("handover:care", public_id)
    stages = [(stage, queries.rows_of(stage), stage.bodies.all()) for stage in row.stages.all()]
    persons: list[Value] = [one.person.public_id for _stage, rows, _bodies in stages for one in rows]
    data: dict[str, Value] = {"persons": persons, "purpose": "exchange"}
    record(by=signed_in(request), at=clock.now(), act="handover.read_care", subject=public_id, data=data)
    context = {
        "operation": row,
        "stages": stages,
        "fitness": Row.Fitness.choices,
        "separations": row.separations.select_related("one__person", "other__person"),
        "apart_form": ApartForm(row),
        "body_form": BodyForm(),
    }
    return render(request, "handover/care.html", context)


def _examine(request: HttpRequest, row: Operation) -> None:
    form = CareForm(request.POST)
    found = Row.objects.filter(stage__operation=row, pk=request.POST.get("row") or 0).first()
    if not form.is_valid() or found is None:
        messages.error(request, _("Say how the person can travel, and the weight of the effects."))
        return
    given, by, at = form.cleaned_data, signed_in(request), clock.now()
    grams = int(given["kilograms"] * 1000)
    tried(request, lambda: actions.examine(by=by, at=at, row=found, fitness=given["fitness"], effects_grams=grams))


def _ask(request: HttpRequest, row: Operation) -> None:
    found = Row.objects.filter(stage__operation=row, pk=request.POST.get("row") or 0).first()
    question, answer = request.POST.get("question", ""), request.POST.get("answer", "")
    by, at = signed_in(request), clock.now()
    if found is not None:
        tried(
            request,
            lambda: actions.ask_at_the_crossing(by=by, at=at, row=found, question=question, answer=answer),
        )


def _keep_apart(request: HttpRequest, row: Operation) -> None:
    form = ApartForm(row, request.POST)
    if form.is_valid():
        given, by, at = form.cleaned_data, signed_in(request), clock.now()
        tried(request, lambda: actions.keep_apart(by=by, at=at, **given))
    else:
        messages.error(request, _("Name two people of this operation, and the reason."))


def _add_body(request: HttpRequest, row: Operation) -> None:
    form = BodyForm(request.POST)
    stage = row.stages.filter(number=form["stage"].value() or 0).first() if form.is_valid() else None
    if stage is None:
        messages.error(request, _("A body is entered with its seal and its way before the stage sets out."))
        return
    given, by, at = form.cleaned_data, signed_in(request), clock.now()
    tried(
        request,
        lambda: actions.add_body(by=by, at=at, stage=stage, seal=given["seal"], direction=given["direction"]),
    )


_ACTS = {"examine": _examine, "ask": _ask, "apart": _keep_apart, "body": _add_body}
