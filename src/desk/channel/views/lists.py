"""Their lists, held line by line against the agreed terms and our register, and answered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.channel import actions, conforming
from desk.channel.models import Message
from desk.channel.views.page import attempt, language, page, sentence
from homeward.channel.conformance import Finding, reply
from homeward.channel.errors import ChannelError


@allowed("channel.compose")
def conformance(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is to be said of every line of a list of theirs; sent as a signed reply when that is asked for."""
    row = get_object_or_404(Message.objects.select_related("channel"), public_id=public_id, kind="list", direction="in")
    by, at = signed_in(request), clock.now()
    found: tuple[Finding, ...] = ()
    fault = ""
    try:
        found = conforming.of_list(row)
    except ChannelError as error:
        fault = sentence(error)
    if request.method == "POST" and found:
        data = {"of": row.body_hash, **reply(found)}
        if attempt(request, lambda: actions.compose(by=by, at=at, channel=row.channel, kind="conformance", data=data)):
            return redirect("channel:channel", row.channel.public_id)
    record(by=by, at=at, act="channel.check_list", subject=row.public_id)
    lines = [(one, [told.in_language(language()) for told in one.sayings()]) for one in found]
    context = {"row": row, "lines": lines, "fault": fault, "agreeing": sum(one.agrees for one in found)}
    return page(request, "channel/conformance.html", context)
