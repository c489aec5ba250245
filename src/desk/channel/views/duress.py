"""The page of a writer's PINs, and the duty officer's page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.accounts.models import User
from desk.channel import actions, pens, queries
from desk.channel.key_forms import PassphraseForm, PinForm, PinsForm, SeatForm
from desk.channel.models import Pen, Watch
from desk.channel.views.page import attempt, done, file, page
from homeward.canonical import encode
from homeward.keys import Identity


@allowed("channel.pen")
def pen(request: HttpRequest) -> HttpResponse:
    """Type a PIN before writing, or set the two of them."""
    user = signed_in(request)
    context: dict[str, object] = {
        "set": bool(pens.pins_of(user)),
        "open": Pen.objects.filter(user=user, until__gte=clock.now()).first(),
        "duty": Watch.objects.exists(),
        "pin": PinForm(),
        "pins": PinsForm(),
    }
    return page(request, "channel/duress_pen.html", context)


@require_POST
@allowed("channel.pen")
def open_pen(request: HttpRequest) -> HttpResponse:
    form = PinForm(request.POST)
    return done(
        request,
        form,
        lambda: actions.open_pen(by=signed_in(request), at=clock.now(), pin=form.cleaned_data["pin"]),
        "channel:pen",
    )


@require_POST
@allowed("channel.pen")
def set_pins(request: HttpRequest) -> HttpResponse:
    form = PinsForm(request.POST)
    return done(
        request,
        form,
        lambda: actions.set_pins(by=signed_in(request), at=clock.now(), **form.cleaned_data),
        "channel:pen",
    )


@allowed("channel.duty")
def duty(request: HttpRequest) -> HttpResponse:
    """What was written under duress, shown for this once to whoever has the words of the duty."""
    form, forced = PassphraseForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["passphrase"]
        found: list[Identity] = []
        by, at = signed_in(request), clock.now()
        if attempt(request, lambda: found.extend(actions.on_duty(by=by, at=at, passphrase=words))):
            forced = queries.forced(found)
    context: dict[str, object] = {
        "form": PassphraseForm(),
        "take": SeatForm(),
        "mine": Watch.objects.filter(made_by=signed_in(request)).exists(),
        "writers": queries.writers(),
        "forced": forced,
    }
    return page(request, "channel/duress_duty.html", context)


@allowed("channel.read")
def public(request: HttpRequest) -> HttpResponse:
    """The public half of the duty officer's key: devices seal for it which passphrase is that of duress."""
    row = Watch.objects.first()
    if row is None:
        raise Http404
    return file(encode(row.holder), "duty.public.json", "application/json")


@require_POST
@allowed("channel.duty")
def take_duty(request: HttpRequest) -> HttpResponse:
    form = SeatForm(request.POST)
    return done(
        request,
        form,
        lambda: actions.take_duty(by=signed_in(request), at=clock.now(), passphrase=form.cleaned_data["passphrase"]),
        "channel:duty",
    )


@require_POST
@allowed("channel.duty")
def take_back(request: HttpRequest, username: str) -> HttpResponse:
    user = get_object_or_404(User, username=username)
    attempt(request, lambda: actions.take_back_pins(by=signed_in(request), at=clock.now(), user=user))
    return redirect("channel:duty")
