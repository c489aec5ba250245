"""Notices of safe passage and their acknowledgements."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.channel import ends
from desk.handover import actions, queries
from desk.handover.forms import PassageForm
from desk.handover.models import Notice, Operation
from desk.handover.views.found import operation_of, party_of
from desk.telling import tried


@allowed("handover.lead")
def notice(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give notice of safe passage: ours goes out on the channel, if it is set up."""
    row, form = operation_of(public_id), PassageForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and tried(request, lambda: _give(request, row, form)):
        return redirect("handover:operation", public_id)
    context = {
        "operation": row,
        "form": form,
        "parties": queries.parties(row),
        "places": queries.places(row),
        "by_channel": ends.own_card() is not None,
    }
    return render(request, "handover/notice.html", context)


@allowed("handover.lead")
def acknowledge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Acknowledge a notice: ours goes out on the channel, theirs that came by another way is entered."""
    row = operation_of(public_id)
    given = row.notices.filter(public_id=request.POST.get("notice", "")).first()
    if request.method == "POST" and given:
        tried(request, lambda: _acknowledge(request, row, given))
    return redirect("handover:operation", public_id)


def _give(request: HttpRequest, row: Operation, form: PassageForm) -> object:
    by, at, party, place = signed_in(request), clock.now(), party_of(request, row), request.POST.get("place", "")
    ours = party == queries.parties(row)[0]
    if ours and not place and ends.own_card() is not None:
        return actions.send_notice(by=by, at=at, operation=row, passage=form.passage())
    return actions.give_notice(by=by, at=at, operation=row, party=party, passage=form.passage(), place=place)


def _acknowledge(request: HttpRequest, row: Operation, given: Notice) -> object:
    by, at, party = signed_in(request), clock.now(), party_of(request, row)
    units = request.POST.get("units", "")
    heard = row.deal.channel.messages.filter(body_hash=given.sha256).exists()
    if heard and party == queries.parties(row)[0]:
        return actions.send_acknowledgement(by=by, at=at, notice=given, units=units)
    return actions.acknowledge(by=by, at=at, notice=given, party=party, units=units)
