"""Pages on which a headquarters shows the mediator parts of a message."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.channel import actions, queries, reading
from desk.channel.models import Message, Showing
from desk.channel.queries.disclosing import groups
from desk.channel.showing_forms import DisclosureForm
from desk.channel.views.page import attempt_form, file, language, page
from homeward.channel.carriers.blob import name_of


@allowed("channel.disclose")
def disclose(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose fields and rows of a message for the mediator, and what was shown of it before."""
    row = get_object_or_404(Message.objects.select_related("channel"), public_id=public_id)
    said = reading.transcript(row.channel).get(row.body_hash)
    if said is None or not said.act.whole or not row.channel.mediator:
        raise Http404
    form = DisclosureForm(groups(said, language()), request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, at, to = signed_in(request), clock.now(), row.channel.mediator
        if attempt_form(form, lambda: actions.disclose(by=by, at=at, message=row, to=to, chosen=form.chosen)):
            return redirect("channel:disclose", public_id)
    record(by=signed_in(request), at=clock.now(), act="channel.read", subject=row.public_id)
    title = queries.title(row, language())
    return page(request, "channel/disclose.html", {"row": row, "title": title, "form": form})


@allowed("channel.disclose")
def showing(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """What was sealed for the mediator, to be carried."""
    row = get_object_or_404(Showing, pk=number, message__public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="channel.export", subject=public_id)
    return file(bytes(row.sealed), name_of(bytes(row.sealed)), "application/octet-stream")
