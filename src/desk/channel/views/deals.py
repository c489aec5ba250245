"""Pages of deals: where one stands, and what is said on it next."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.channel import actions, mirror, queries
from desk.channel.forms import CounterForm
from desk.channel.models import Deal, Draft, State
from desk.channel.views.page import attempt, attempt_form, language, page

MOVES = {
    "accept": pgettext_lazy("a deal", "Accept"),
    "confirm": pgettext_lazy("a deal", "Confirm"),
    "start": pgettext_lazy("a deal", "We are ready: start"),
    "close": pgettext_lazy("a deal", "It is carried out: close"),
    "decline": pgettext_lazy("a deal", "Decline"),
    "withdraw": pgettext_lazy("a deal", "Withdraw"),
}


@allowed("channel.read")
def deal(request: HttpRequest, public_id: str) -> HttpResponse:
    """One deal: where it stands, whom it is about, and all that was said on it."""
    row = get_object_or_404(Deal.objects.select_related("channel"), public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="channel.read_deal", subject=row.public_id)
    give, receive = queries.people(row)
    drafts = row.channel.drafts.filter(deal_key=row.key, state=Draft.State.WAITING)
    possible = frozenset() if drafts.exists() else mirror.moves(row, clock.now())
    context = {
        "deal": row,
        "tone": queries.TONES[State(row.state)],
        "give": give,
        "receive": receive,
        "shown": queries.conversation(row.channel, clock.now(), language(), row.key),
        "drafts": drafts,
        "moves": [(key, label) for key, label in MOVES.items() if key in possible],
        "may_counter": "counter" in possible,
        "may_dispute": row.disputable and may(signed_in(request), "channel.dispute"),
        "disputes": [
            one for one in queries.disputes(row.channel, clock.now(), language()) if one.case.dispute.deal == row.key
        ],
    }
    return page(request, "channel/deal.html", context)


@allowed("channel.compose")
def counter(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer the standing offer with fewer of its people."""
    row = get_object_or_404(Deal.objects.select_related("channel"), public_id=public_id)
    give, receive = ([known.person for known in side] for side in queries.people(row))
    form = CounterForm(give, receive, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"deal": row, "terms": row.terms, **form.cleaned_data}
        if attempt_form(form, lambda: actions.counter(by=signed_in(request), at=clock.now(), **given)):
            return redirect("channel:deal", public_id)
    return page(request, "channel/counter.html", {"deal": row, "form": form})


@require_POST
@allowed("channel.compose")
def move(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Say the next thing on a deal: accept, confirm, decline, withdraw, start or close."""
    row = get_object_or_404(Deal.objects.select_related("channel"), public_id=public_id)
    if key not in MOVES:
        raise Http404
    attempt(request, lambda: actions.answer(by=signed_in(request), at=clock.now(), deal=row, kind=key))
    return redirect("channel:deal", public_id)
