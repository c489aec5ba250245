"""The digits of a mediator, compared by telephone before its word for anybody counts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.channel import actions
from desk.channel.forms import CompareForm
from desk.channel.models import Channel
from desk.channel.views.page import attempt


@require_POST
@allowed("channel.pair")
def compare_card(request: HttpRequest, public_id: str, party: str) -> HttpResponse:
    row, form = get_object_or_404(Channel, public_id=public_id), CompareForm(request.POST)
    if party == row.peer or party not in row.parties:
        raise Http404
    if form.is_valid():
        by, given = signed_in(request), form.cleaned_data
        if attempt(request, lambda: actions.compare_card(by=by, at=clock.now(), channel=row, party=party, **given)):
            messages.success(
                request,
                _("The digits agree. Whom %(party)s introduces counts as introduced from now on.") % {"party": party},
            )
    return redirect("channel:channel", public_id)
