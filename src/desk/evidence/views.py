"""The evidence room: the inbox, an item, a photographed list beside its rows, a mention in its place."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.errors import Refused
from desk.evidence import actions, queries
from desk.evidence.forms import ReadStrip, Upload
from desk.evidence.models import Item, Mention, Strip
from desk.evidence.words import kind_name, state_name
from homeward.errors import HomewardError
from homeward.evidence import photo
from homeward.evidence.item import Kind
from homeward.evidence.kind import MAX_BYTES


@allowed("evidence.read")
def inbox(request: HttpRequest) -> HttpResponse:
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    before = request.GET.get("before", "")
    items, following = queries.inbox(kind, state, int(before) if before.isdigit() else None)
    context = {
        "items": items,
        "following": following,
        "kinds": [(str(one), kind_name(one), str(one) == kind) for one in Kind],
        "states": [(one.value, state_name(one), one.value == state) for one in Item.State],
        "counts": queries.counts(),
        "unread_rows": queries.waiting().count(),
        "first_list": queries.lists_to_read().first(),
        "kind": kind,
        "state": state,
        "form": Upload(),
        "may_take_in": may(request.user, "evidence.take_in"),
    }
    return render(request, "evidence/inbox.html", context)


@allowed("evidence.take_in")
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Each file goes in or is named with its reason; one that fails does not stop the others."""
    form = Upload(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Choose at least one file and say where it was found."))
        return redirect("evidence:inbox")
    taken = []
    for file in form.given:
        try:
            item = _take_in(request, file.read(MAX_BYTES + 1), file.name or "", form.cleaned_data["source"])
            taken.append(item)
        except HomewardError as error:
            messages.error(request, f"{file.name}: {error}")
    if taken:
        text = ngettext("%(n)d file was taken in.", "%(n)d files were taken in.", len(taken)) % {"n": len(taken)}
        messages.success(request, text)
    return redirect("evidence:item", taken[0].public_id) if len(taken) == 1 else redirect("evidence:inbox")


def _take_in(request: HttpRequest, data: bytes, name: str, source: str) -> Item:
    user, now = signed_in(request), clock.now()
    return actions.take_in(
        by=user, at=now, data=data, name=name, source=source, collector=user.username, collected_at=now
    )


@allowed("evidence.take_in")
@require_POST
def take_in_bag(request: HttpRequest) -> HttpResponse:
    try:
        taken, rejected = actions.take_in_bag(by=signed_in(request), at=clock.now())
    except HomewardError as error:
        messages.error(request, str(error))
        return redirect("evidence:inbox")
    for one in rejected:
        messages.error(request, f"{one.row}: {one.reason}")
    messages.success(request, _("Taken in from the bag: %(n)d") % {"n": len(taken)})
    return redirect("evidence:inbox")


@allowed("evidence.read")
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Item.objects.select_related("source", "taken_in_by"), public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="evidence.read_item", subject=public_id)
    context = {
        "item": found,
        "kind": kind_name(Kind(found.kind)),
        "grades": queries.grades(found),
        "custody": queries.custody(found),
        "tellings": queries.tellings(found),
        "rejected": queries.rejected(found),
        "proof": queries.custody_proof() if "prove" in request.GET else None,
        "pieces": list(queries.pieces(found)),
        "mentions": found.mentions.count(),
        "strips": found.strips.prefetch_related("readings__by", "mentions").order_by("number"),
        "form": ReadStrip(),
        "may_read": may(request.user, "evidence.read_strip"),
        "read_by_me": set(found.strips.filter(readings__by=signed_in(request)).values_list("id", flat=True)),
    }
    return render(request, "evidence/photo.html" if found.kind == Kind.PHOTO else "evidence/item.html", context)


@allowed("evidence.read_strip")
@require_POST
def read_strip(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    strip = get_object_or_404(Strip, item__public_id=public_id, number=number)
    form = ReadStrip(request.POST)
    if form.is_valid():
        try:
            actions.read_strip(
                by=signed_in(request),
                at=clock.now(),
                strip=strip,
                written=form.cleaned_data["written"],
                details=form.details(),
                illegible=form.cleaned_data["illegible"],
            )
        except Refused as error:
            messages.error(request, str(error))
    return redirect(f"{reverse('evidence:item', args=[public_id])}#row-{number + 1}")


@allowed("evidence.read")
def mention(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Mention.objects.select_related("item__source", "strip"), public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="evidence.read_mention", subject=public_id)
    details = queries.details(found, get_language() or "en")
    return render(request, "evidence/mention.html", {"mention": found, "item": found.item, "details": details})


@allowed("evidence.read")
def original(request: HttpRequest, public_id: str) -> HttpResponse:
    """The bytes as they were found, as a download and never shown in the page."""
    found = get_object_or_404(Item, public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="evidence.download", subject=public_id)
    try:
        data = queries.store().get(found.sha256)
    except HomewardError as error:
        raise Http404(str(error)) from error
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{found.sha256[:16]}.bin"'
    return answer


@allowed("evidence.read")
def picture(request: HttpRequest, public_id: str, number: int = 0) -> HttpResponse:
    """A photo, or one strip of it, drawn anew as PNG so that nothing hidden in the original reaches the browser."""
    found = get_object_or_404(Item, public_id=public_id, kind=Kind.PHOTO)
    try:
        data = queries.store().get(found.sha256)
        png = photo.crop(data, _strip(found, number).to_value()) if number else photo.whole(data)
    except HomewardError as error:
        raise Http404(str(error)) from error
    answer = HttpResponse(png, content_type="image/png")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _strip(item: Item, number: int) -> Strip:
    return get_object_or_404(Strip, item=item, number=number)
