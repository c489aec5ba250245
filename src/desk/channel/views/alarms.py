"""The page of alarms: what on the channels a person must look at, and who did."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.channel import actions, queries
from desk.channel.forms import LookForm
from desk.channel.models import Channel
from desk.channel.views.page import attempt, language, page


@allowed("channel.read")
def alarms(request: HttpRequest) -> HttpResponse:
    """Every alarm and note of every channel, those that nobody has looked at first."""
    by, at = signed_in(request), clock.now()
    record(by=by, at=at, act="channel.read_alarms")
    found = queries.alarms(at, language())
    context = {
        "new": [one for one in found if one.new],
        "others": [one for one in found if not one.new],
        "form": LookForm(),
        "may_look": may(by, "channel.look"),
    }
    return page(request, "channel/alarms_all.html", context)


@require_POST
@allowed("channel.look")
def look(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what was found or done about an alarm."""
    row, form = get_object_or_404(Channel, public_id=public_id), LookForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in a sentence what you found or did."))
        return redirect("channel:alarms")
    attempt(request, lambda: actions.look(by=signed_in(request), at=clock.now(), channel=row, **form.cleaned_data))
    return redirect("channel:alarms")
