"""The aftercare room: who came, who may be asked, and what they tell."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.aftercare import actions, queries
from desk.aftercare.forms import Tell, ToldOn
from desk.aftercare.models import Arrival, Debrief
from desk.audit.actions import record
from desk.errors import Refused
from desk.evidence.models import Item
from desk.handover.models import Receipt
from desk.register.models import Person
from homeward.errors import HomewardError
from homeward.evidence.kind import MAX_BYTES


@allowed("aftercare.read")
def arrivals(request: HttpRequest) -> HttpResponse:
    context = {
        "arrivals": queries.arrivals()[:300],
        "awaited": queries.awaited(),
        "unnamed": queries.unnamed(),
        "receipts": queries.receipts(),
        "counts": queries.counts(),
        "may_receive": may(request.user, "aftercare.receive"),
    }
    return render(request, "aftercare/arrivals.html", context)


@allowed("aftercare.receive")
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    person = Person.objects.filter(public_id=request.POST.get("person", "").strip()).first()
    receipt = get_object_or_404(Receipt, public_id=request.POST.get("receipt", ""))
    if person is None:
        messages.error(request, _("No person in the register has this number. Look the person up under People first."))
        return redirect("aftercare:arrivals")
    try:
        row = actions.receive(by=signed_in(request), at=clock.now(), person=person, receipt=receipt)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("aftercare:arrivals")
    return redirect("aftercare:arrival", row.public_id)


@allowed("aftercare.read")
def arrival(request: HttpRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(queries.arrivals(), public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="register.read_person", subject=row.person.public_id)
    context = {
        "arrival": row,
        "may_clear": may(request.user, "aftercare.clear"),
        "may_ask": may(request.user, "aftercare.consent"),
        "may_read_debrief": may(request.user, "aftercare.read_debrief"),
        "lists": Item.objects.filter(source__name=actions.witness(row), debrief=None),
        "may_read_item": may(request.user, "evidence.read"),
        "debriefs": row.debriefs.select_related("item"),
    }
    return render(request, "aftercare/arrival.html", context)


@allowed("aftercare.clear")
@require_POST
def clear(request: HttpRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(Arrival, public_id=public_id)
    try:
        actions.clear(
            by=signed_in(request),
            at=clock.now(),
            arrival=row,
            clearance=request.POST.get("clearance", ""),
            doctor=request.POST.get("doctor", ""),
        )
    except Refused as error:
        messages.error(request, str(error))
    return redirect("aftercare:arrival", public_id)


@allowed("aftercare.consent")
@require_POST
def consent(request: HttpRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(Arrival, public_id=public_id)
    given = request.POST.get("given") == "yes"
    try:
        actions.consent(by=signed_in(request), at=clock.now(), arrival=row, given=given)
    except Refused as error:
        messages.error(request, str(error))
    return redirect("aftercare:arrival", public_id)


@allowed("aftercare.debrief")
@require_POST
def bring(request: HttpRequest, public_id: str) -> HttpResponse:
    """Photos of lists brought out; each file that cannot be taken is named with its reason."""
    row = get_object_or_404(Arrival, public_id=public_id)
    for file in request.FILES.getlist("lists"):
        try:
            item = actions.bring_list(
                by=signed_in(request), at=clock.now(), arrival=row, data=file.read(MAX_BYTES + 1), name=file.name or ""
            )
            messages.success(request, _("Taken in: %(name)s") % {"name": item.name})
        except HomewardError as error:
            messages.error(request, f"{file.name}: {error}")
    return redirect("aftercare:arrival", public_id)


@allowed("aftercare.debrief")
def tell(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form of a talk; empty rows are left out."""
    row = get_object_or_404(Arrival.objects.select_related("person"), public_id=public_id)
    if not row.may_be_asked:
        messages.error(request, _("Nothing may be asked before the doctor and the person agree."))
        return redirect("aftercare:arrival", public_id)
    when = ToldOn(request.POST or None, initial={"told_on": clock.today()})
    rows = Tell(request.POST or None, prefix="row")
    if request.method == "POST" and when.is_valid() and rows.is_valid():
        told = tuple(form.told for form in rows if form.has_changed() and form.cleaned_data.get("who"))
        try:
            made = actions.record_debrief(
                by=signed_in(request), at=clock.now(), arrival=row, told_on=when.cleaned_data["told_on"], rows=told
            )
        except Refused as error:
            messages.error(request, str(error))
        else:
            return redirect("aftercare:debrief", made.public_id)
    return render(request, "aftercare/tell.html", {"arrival": row, "when": when, "rows": rows})


@allowed("aftercare.read_debrief")
def debrief(request: HttpRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(Debrief.objects.select_related("arrival", "item", "recorded_by"), public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="aftercare.read_debrief", subject=row.public_id)
    context = {
        "debrief": row,
        "rows": queries.rows_of(row),
        "may_judge": may(request.user, "linkage.judge"),
        "may_read_item": may(request.user, "evidence.read"),
    }
    return render(request, "aftercare/debrief.html", context)
