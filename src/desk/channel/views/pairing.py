"""Pages of set-up: our card, the cards received, the thirty digits."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.channel import actions, ends
from desk.channel.forms import CompareForm, PairForm
from desk.channel.models import Channel
from desk.channel.views.page import attempt, file, page, sentence
from homeward.canonical import encode
from homeward.errors import HomewardError


@allowed("channel.pair")
def card(request: HttpRequest) -> HttpResponse:
    """Our card as a file, to be handed to the other side."""
    row = ends.own_card()
    if row is None:
        raise Http404
    return file(encode(row.card), f"{row.party}.card.json", "application/json")


@allowed("channel.pair")
def pair(request: HttpRequest) -> HttpResponse:
    """Open a channel with the cards received."""
    form = PairForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        cards = {name: file.read() for name, file in form.cleaned_data.items() if file}
        try:
            row = actions.pair(by=signed_in(request), at=clock.now(), **cards)
        except HomewardError as error:
            messages.error(request, sentence(error))
            return redirect("channel:pair")
        return redirect("channel:channel", row.public_id)
    return page(request, "channel/pair.html", {"form": form})


@require_POST
@allowed("channel.pair")
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    row, form = get_object_or_404(Channel, public_id=public_id), CompareForm(request.POST)
    if form.is_valid():
        by, given = signed_in(request), form.cleaned_data
        if attempt(request, lambda: actions.compare(by=by, at=clock.now(), channel=row, **given)):
            messages.success(request, _("The digits agree. What is said on this channel can bind from now on."))
    return redirect("channel:channel", public_id)
