"""Pages of certificates: who holds which, renewed, ended, another key."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import actions, ends, queries
from desk.channel.actions.certificates import CARRIERS
from desk.channel.forms import MAX_CARD
from desk.channel.key_forms import DeviceForm, EndForm, RootForm
from desk.channel.models import Certificate, Channel, Watch
from desk.channel.views.page import attempt, done, file, language, page
from homeward.channel.certificate import Certificate as Signed
from homeward.channel.offline.ticket import Ticket


@allowed("channel.read")
def certificates(request: HttpRequest) -> HttpResponse:
    """Every certificate, ours and theirs, and what the end of a say did."""
    at = clock.now()
    context: dict[str, object] = {
        "own": queries.own_certificates(at, language()),
        "theirs": queries.their_certificates(at, language()),
        "ended": queries.ended_says(language()),
        "device": DeviceForm(_carriers()),
        "open": RootForm(),
        "duty": Watch.objects.exists(),
    }
    return page(request, "channel/certificates.html", context)


@require_POST
@allowed("channel.certify")
def device(request: HttpRequest) -> HttpResponse:
    """Certify a device whose public half was made on it."""
    form = DeviceForm(_carriers(), request.POST, request.FILES)

    def act() -> object:
        given = form.cleaned_data
        return actions.certify_device(
            by=signed_in(request),
            at=clock.now(),
            data=given["key"].read(MAX_CARD),
            carrier=given["carrier"],
            days=given["days"],
            root=actions.Root(**form.opens),
            duty=given["duty"].read(MAX_CARD) if given["duty"] else b"",
        )

    return done(request, form, act, "channel:certificates")


@require_POST
@allowed("channel.certify")
def renew(request: HttpRequest, public_id: str) -> HttpResponse:
    row, form = get_object_or_404(Certificate, public_id=public_id), RootForm(request.POST, request.FILES)

    def act() -> object:
        return actions.renew(by=signed_in(request), at=clock.now(), row=row, root=actions.Root(**form.opens))

    return done(request, form, act, "channel:certificates")


@allowed("channel.compose")
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """End the say of a holder of ours: why, and how far its messages are safe on each channel."""
    row, form = get_object_or_404(Certificate, public_id=public_id), EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        by, at = signed_in(request), clock.now()
        if attempt(request, lambda: actions.end_say(by=by, at=at, name=row.call_sign, reason=reason)):
            return redirect("channel:approvals")
    heads = queries.heads(row.call_sign)
    return page(request, "channel/certificate_end.html", {"row": row, "form": form, "heads": heads})


@require_POST
@allowed("channel.compose")
def change_key(request: HttpRequest) -> HttpResponse:
    """Put another key in the place of the one that speaks for us."""
    form = RootForm(request.POST, request.FILES)

    def act() -> object:
        return actions.change_key(by=signed_in(request), at=clock.now(), root=actions.Root(**form.opens))

    return done(request, form, act, "channel:certificates")


@allowed("channel.certify")
def ticket(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a device takes along: its certificate and the cards of our channels."""
    row = get_object_or_404(Certificate, public_id=public_id)
    certificate = Signed.from_value(row.certificate)
    channels = Channel.objects.filter(party=certificate.party).order_by("opened_at", "id")
    made = Ticket(certificate, tuple(ends.joined(one) for one in channels))
    record(by=signed_in(request), at=clock.now(), act="channel.take_ticket", subject=row.call_sign)
    return file(made.to_bytes(), f"{row.call_sign}.ticket.json", "application/json")


def _carriers() -> list[User]:
    return list(User.objects.filter(role__in=CARRIERS, is_active=True).order_by("username"))
