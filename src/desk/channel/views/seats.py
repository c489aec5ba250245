"""The page of superiors' seats: who holds which key, and the card that names them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts import identity
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.channel import actions, ends, queries, seating
from desk.channel.actions.certifying import root_name
from desk.channel.forms import MAX_CARD
from desk.channel.key_forms import KeyFileForm, RootForm, SeatForm
from desk.channel.views.page import attempt, done, file, page


@allowed("channel.read")
def seats(request: HttpRequest) -> HttpResponse:
    """Every seat, the reader's own, and where the root lies."""
    root = identity.kept(root_name())
    context: dict[str, object] = {
        "seats": queries.seats(clock.now()),
        "mine": seating.taken_by(signed_in(request)),
        "next": seating.next_name("p"),
        "take": SeatForm(),
        "bring": KeyFileForm(),
        "open": RootForm(),
        "card": ends.own_card(),
        "root": root,
    }
    return page(request, "channel/seats.html", context)


@require_POST
@allowed("channel.seat")
def take(request: HttpRequest) -> HttpResponse:
    form = SeatForm(request.POST)
    return done(
        request,
        form,
        lambda: actions.take_seat(by=signed_in(request), at=clock.now(), passphrase=form.cleaned_data["passphrase"]),
        "channel:seats",
    )


@require_POST
@allowed("channel.seat")
def bring(request: HttpRequest) -> HttpResponse:
    form = KeyFileForm(request.POST, request.FILES)
    return done(
        request,
        form,
        lambda: actions.bring_seat(by=signed_in(request), at=clock.now(), data=form.cleaned_data["key"].read(MAX_CARD)),
        "channel:seats",
    )


@require_POST
@allowed("channel.seat")
def leave(request: HttpRequest) -> HttpResponse:
    attempt(request, lambda: actions.leave_seat(by=signed_in(request), at=clock.now()))
    return redirect("channel:seats")


@require_POST
@allowed("channel.certify")
def set_up(request: HttpRequest) -> HttpResponse:
    """Make the card of the seats that are taken."""
    form = RootForm(request.POST, request.FILES)
    return done(
        request,
        form,
        lambda: actions.set_up(by=signed_in(request), at=clock.now(), **form.opens),
        "channel:seats",
    )


@allowed("channel.certify")
def root(request: HttpRequest) -> HttpResponse:
    """The root's locked file, to be put on a stick."""
    locked = identity.kept(root_name())
    if locked is None:
        raise Http404
    record(by=signed_in(request), at=clock.now(), act="channel.take_root", subject=locked.name)
    return file(locked.to_bytes(), f"{locked.name}.key.json", "application/json")


@require_POST
@allowed("channel.certify")
def root_away(request: HttpRequest) -> HttpResponse:
    attempt(request, lambda: actions.send_root_away(by=signed_in(request), at=clock.now()))
    return redirect("channel:seats")
