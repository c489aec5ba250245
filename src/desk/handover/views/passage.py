"""Notices of safe passage and their acknowledgements."""

from __future__ import annotations

from collections.abc import Callable

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
from homeward.canonical import Value


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
    return _of_a_notice(request, public_id, _acknowledge)


@allowed("handover.lead")
def check_in(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that all are safe on the road: on the channel, if the notice went there."""
    return _of_a_notice(request, public_id, _check_in)


@allowed("handover.lead")
def guarantor(request: HttpRequest, public_id: str) -> HttpResponse:
    """Name a further party that must acknowledge."""
    row, said = operation_of(public_id), request.POST
    by, at, place = signed_in(request), clock.now(), said.get("place", "")
    if request.method == "POST" and place in ("", *queries.places(row)):
        name = said.get("guarantor", "")[:12]
        tried(request, lambda: actions.name_guarantor(by=by, at=at, operation=row, party=name, place=place))
    return redirect("handover:operation", public_id)


def _of_a_notice(
    request: HttpRequest, public_id: str, act: Callable[[HttpRequest, Operation, Notice], object]
) -> HttpResponse:
    """`act` on the notice that the form names; then the board again."""
    row = operation_of(public_id)
    given = row.notices.filter(public_id=request.POST.get("notice", "")).first()
    if request.method == "POST" and given:
        tried(request, lambda: act(request, row, given))
    return redirect("handover:operation", public_id)


def _check_in(request: HttpRequest, row: Operation, given: Notice) -> object:
    by, at, where = signed_in(request), clock.now(), request.POST.get("where", "")[:120]
    if _on_the_channel(row, given) and given.party == queries.parties(row)[0]:
        return actions.send_check_in(by=by, at=at, notice=given, where=where)
    data: dict[str, Value] = {"of": given.sha256, "place": given.place, "where": where}
    return actions.act(by=by, at=at, operation=row, kind="check_in", party=given.party, data=data)


def _on_the_channel(row: Operation, given: Notice) -> bool:
    return row.deal.channel.messages.filter(body_hash=given.sha256).exists()


def _give(request: HttpRequest, row: Operation, form: PassageForm) -> object:
    by, at, party, place = signed_in(request), clock.now(), party_of(request, row), request.POST.get("place", "")
    ours = party == queries.parties(row)[0]
    if ours and ends.own_card() is not None:
        return actions.send_notice(by=by, at=at, operation=row, passage=form.passage(), place=place)
    return actions.give_notice(by=by, at=at, operation=row, party=party, passage=form.passage(), place=place)


def _acknowledge(request: HttpRequest, row: Operation, given: Notice) -> object:
    by, at, party = signed_in(request), clock.now(), party_of(request, row)
    units = request.POST.get("units", "")
    if _on_the_channel(row, given) and party == queries.parties(row)[0]:
        return actions.send_acknowledgement(by=by, at=at, notice=given, units=units)
    return actions.acknowledge(by=by, at=at, notice=given, party=party, units=units)
