"""Pages of what is said: channels, conversations, deals, approvals."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.channel import actions, ends, mirror, queries
from desk.channel.forms import ABOUT, COMPOSED, CompareForm, ComposeForm, CounterForm, PairForm, VerdictForm
from desk.channel.models import Alarm, Channel, Deal, Draft, Message, State
from desk.channel.views.page import attempt, file, language, page, sentence
from homeward.canonical import encode
from homeward.channel import kinds
from homeward.channel.export import export
from homeward.channel.verifier import verify_transcript
from homeward.errors import HomewardError
from homeward.words import say

MOVES = {
    "accept": pgettext_lazy("a deal", "Accept"),
    "confirm": pgettext_lazy("a deal", "Confirm"),
    "start": pgettext_lazy("a deal", "We are ready: start"),
    "close": pgettext_lazy("a deal", "It is carried out: close"),
    "decline": pgettext_lazy("a deal", "Decline"),
    "withdraw": pgettext_lazy("a deal", "Withdraw"),
}


@allowed("channel.read")
def channels(request: HttpRequest) -> HttpResponse:
    """All channels, their deals, and what waits."""
    context = {
        "channels": queries.channels(),
        "deals": [(deal, queries.TONES[State(deal.state)]) for deal in queries.deals()],
        "waiting": Draft.objects.filter(state=Draft.State.WAITING).count(),
        "alarms": _alarms(None),
        "card": ends.own_card(),
    }
    return page(request, "channel/channels.html", context)


@require_POST
@allowed("channel.pair")
def set_up(request: HttpRequest) -> HttpResponse:
    actions.set_up(by=signed_in(request), at=clock.now())
    return redirect("channel:channel")


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
        between = form.cleaned_data["mediator"]
        cards = {"peer": form.cleaned_data["peer"].read(), "mediator": between.read() if between else None}
        try:
            row = actions.pair(by=signed_in(request), at=clock.now(), **cards)
        except HomewardError as error:
            messages.error(request, sentence(error))
            return redirect("channel:pair")
        return redirect("channel:channel", row.public_id)
    return page(request, "channel/pair.html", {"form": form})


@allowed("channel.read")
def channel(request: HttpRequest, public_id: str) -> HttpResponse:
    """One channel: who is on it and how sure that is, everything said, what came badly."""
    row = get_object_or_404(Channel, public_id=public_id)
    shown = queries.conversation(row, clock.now(), language())
    record(by=signed_in(request), at=clock.now(), act="channel.read", subject=row.public_id)
    context = {
        "channel": row,
        "shown": shown,
        "deals": [(deal, queries.TONES[State(deal.state)]) for deal in queries.deals(row)],
        "alarms": _alarms(row),
        "digits": ends.peer_digits(row),
        "compare": CompareForm(),
        "kinds": [(key, say("channel", f"kind_{key}", language())) for key in COMPOSED],
    }
    return page(request, "channel/channel.html", context)


@require_POST
@allowed("channel.pair")
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    row, form = get_object_or_404(Channel, public_id=public_id), CompareForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.compare(by=signed_in(request), at=clock.now(), channel=row, **given)
            messages.success(request, _("The digits agree. What is said on this channel can bind from now on."))
        except HomewardError as error:
            messages.error(request, sentence(error))
    return redirect("channel:channel", public_id)


@allowed("channel.compose")
def compose(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Write a message by the form of its kind."""
    row = get_object_or_404(Channel, public_id=public_id)
    if key not in COMPOSED:
        raise Http404
    initial = {name: request.GET[name] for name in (*ABOUT, "deal") if name in request.GET}
    form = ComposeForm(kinds.kind(key), queries.spoken(row, language()), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.data_of_kind()
            actions.compose(by=signed_in(request), at=clock.now(), channel=row, kind=key, data=data)
        except HomewardError as error:
            form.add_error(None, sentence(error))
        else:
            return redirect("channel:channel", public_id)
    title = say("channel", f"kind_{key}", language())
    meaning = say("channel", f"means_{key}", language())
    return page(request, "channel/compose.html", {"channel": row, "form": form, "title": title, "meaning": meaning})


@require_POST
@allowed("channel.compose")
def acknowledge(request: HttpRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(Message, public_id=public_id, direction=Message.Direction.IN)
    attempt(request, lambda: actions.acknowledge(by=signed_in(request), at=clock.now(), message=row))
    return redirect("channel:channel", row.channel.public_id)


@allowed("channel.read")
def transcript(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole transcript as a file that anybody can verify."""
    row = get_object_or_404(Channel, public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="channel.export_transcript", subject=row.public_id)
    return file(export(ends.end_of(row).transcript), f"transcript-{row.public_id}.jsonl", "application/jsonl")


@allowed("channel.read")
def verify(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the separate verifier says of our transcript now."""
    row = get_object_or_404(Channel, public_id=public_id)
    try:
        found, fault = verify_transcript(export(ends.end_of(row).transcript)), ""
    except HomewardError as error:
        found, fault = None, str(error)
    return page(request, "channel/verify.html", {"channel": row, "found": found, "fault": fault})


@allowed("channel.read")
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for the approver: what would be said, to whom, and which other packages there were."""
    rows = queries.waiting(signed_in(request), language())
    return page(request, "channel/approvals.html", {"waiting": rows})


@require_POST
@allowed("channel.approve")
def verdict(request: HttpRequest, public_id: str) -> HttpResponse:
    draft, form = get_object_or_404(Draft, public_id=public_id), VerdictForm(request.POST)
    if form.is_valid():
        act, reason = form.cleaned_data["verdict"], form.cleaned_data["reason"]
        by, at = signed_in(request), clock.now()
        if act == "approve":
            attempt(request, lambda: actions.approve(by=by, at=at, draft=draft))
        else:
            attempt(request, lambda: actions.refuse(by=by, at=at, draft=draft, reason=reason))
    return redirect("channel:approvals")


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
    }
    return page(request, "channel/deal.html", context)


@allowed("channel.compose")
def counter(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer the standing offer with fewer of its people."""
    row = get_object_or_404(Deal.objects.select_related("channel"), public_id=public_id)
    give, receive = ([known.person for known in side] for side in queries.people(row))
    form = CounterForm(give, receive, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.counter(by=signed_in(request), at=clock.now(), deal=row, terms=row.terms, **form.cleaned_data)
        except HomewardError as error:
            form.add_error(None, sentence(error))
        else:
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


def _alarms(row: Channel | None) -> list[tuple[Alarm, str]]:
    return [(alarm, told.in_language(language())) for alarm, told in queries.alarms(row)]
