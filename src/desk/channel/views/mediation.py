"""Pages by which a mediator or an observer gets its card, sits down between two headquarters, and introduces them."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.channel import actions, ends
from desk.channel.mediation_forms import CardForm, SitForm
from desk.channel.models import Channel
from desk.channel.views.page import attempt, page, sentence
from homeward.errors import HomewardError


@allowed("channel.pair")
def sit(request: HttpRequest) -> HttpResponse:
    """Our card, and the form that opens a channel with the cards of two headquarters."""
    form = SitForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.sit_between(by=signed_in(request), at=clock.now(), cards=form.cards)
        except HomewardError as error:
            form.add_error(None, sentence(error))
        else:
            return redirect("channel:channel", row.public_id)
    made, observes = ends.own_card(), settings.HOMEWARD_KIND == "observer"
    return page(
        request, "channel/mediator_sit.html", {"form": form, "make": CardForm(), "card": made, "observes": observes}
    )


@require_POST
@allowed("channel.pair")
def make_card(request: HttpRequest) -> HttpResponse:
    form = CardForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        attempt(request, lambda: actions.set_up_between(by=signed_in(request), at=clock.now(), **given))
    return redirect("channel:sit")


@require_POST
@allowed("channel.mediate")
def introduce(request: HttpRequest, public_id: str, party: str) -> HttpResponse:
    row = get_object_or_404(Channel, public_id=public_id)
    attempt(request, lambda: actions.introduce(by=signed_in(request), at=clock.now(), channel=row, party=party))
    return redirect("channel:channel", public_id)
