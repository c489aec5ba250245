"""Pages of the channel."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.channel import actions, ends, mirror, queries
from desk.channel.forms import COMPOSED, CompareForm, ComposeForm, CounterForm, ImportForm, PairForm, VerdictForm
from desk.channel.models import Alarm, Channel, Deal, Draft, Message, State
from homeward.canonical import encode
from homeward.channel import kinds
from homeward.channel.carriers import folder
from homeward.channel.errors import ChannelError
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
    return _page(request, "channel/channels.html", context)


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
    return _file(encode(row.card), f"{row.party}.card.json", "application/json")


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
            messages.error(request, _sentence(error))
            return redirect("channel:pair")
        return redirect("channel:channel", row.public_id)
    return _page(request, "channel/pair.html", {"form": form})


@allowed("channel.read")
def channel(request: HttpRequest, public_id: str) -> HttpResponse:
    """One channel: who is on it and how sure that is, everything said, what came badly."""
    row = get_object_or_404(Channel, public_id=public_id)
    shown = queries.conversation(row, clock.now(), _language())
    record(by=signed_in(request), at=clock.now(), act="channel.read", subject=row.public_id)
    context = {
        "channel": row,
        "shown": shown,
        "deals": [(deal, queries.TONES[State(deal.state)]) for deal in queries.deals(row)],
        "alarms": _alarms(row),
        "digits": ends.peer_digits(row),
        "compare": CompareForm(),
        "import": ImportForm(),
        "inbox": ends.inbox(row),
        "kinds": [(key, say("channel", f"kind_{key}", _language())) for key in COMPOSED],
    }
    return _page(request, "channel/channel.html", context)


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
            messages.error(request, _sentence(error))
    return redirect("channel:channel", public_id)


@allowed("channel.compose")
def compose(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Write a message by the form of its kind."""
    row = get_object_or_404(Channel, public_id=public_id)
    if key not in COMPOSED:
        raise Http404
    initial = {name: request.GET[name] for name in ("of", "about", "deal") if name in request.GET}
    form = ComposeForm(kinds.kind(key), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.data_of_kind()
            actions.compose(by=signed_in(request), at=clock.now(), channel=row, kind=key, data=data)
        except HomewardError as error:
            form.add_error(None, _sentence(error))
        else:
            return redirect("channel:channel", public_id)
    title = say("channel", f"kind_{key}", _language())
    meaning = say("channel", f"means_{key}", _language())
    return _page(request, "channel/compose.html", {"channel": row, "form": form, "title": title, "meaning": meaning})


@require_POST
@allowed("channel.compose")
def acknowledge(request: HttpRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(Message, public_id=public_id, direction=Message.Direction.IN)
    _try(request, lambda: actions.acknowledge(by=signed_in(request), at=clock.now(), message=row))
    return redirect("channel:channel", row.channel.public_id)


@require_POST
@allowed("channel.carry")
def take_in(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take in sealed files that were uploaded or lie in the channel's folder."""
    row, form = get_object_or_404(Channel, public_id=public_id), ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("A file is too large to be a sealed message."))
        return redirect("channel:channel", public_id)
    ends.inbox(row).mkdir(parents=True, exist_ok=True)
    for file in form.cleaned_data["sealed"]:
        folder.put(ends.inbox(row), file.read())
    collected = actions.receive_from_folder(by=signed_in(request), at=clock.now(), channel=row)
    told = ngettext("%(n)d new message.", "%(n)d new messages.", len(collected.new)) % {"n": len(collected.new)}
    messages.success(request, told)
    for refusal in collected.refused:
        messages.error(request, f"{refusal.name[:16]}…: {refusal.saying.in_language(_language())}")
    return redirect("channel:channel", public_id)


@require_POST
@allowed("channel.carry")
def carry_out(request: HttpRequest, public_id: str) -> HttpResponse:
    """Our sealed messages, written into the channel's folder and given as one file to download."""
    row = get_object_or_404(Channel, public_id=public_id)
    files = actions.export_to_folder(by=signed_in(request), at=clock.now(), channel=row)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in files:
            archive.write(file, file.name)
    return _file(packed.getvalue(), f"{row.peer}-{row.public_id}.zip", "application/zip")


@allowed("channel.read")
def transcript(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole transcript as a file that anybody can verify."""
    row = get_object_or_404(Channel, public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="channel.export_transcript", subject=row.public_id)
    return _file(export(ends.end_of(row).transcript), f"transcript-{row.public_id}.jsonl", "application/jsonl")


@allowed("channel.read")
def verify(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the separate verifier says of our transcript now."""
    row = get_object_or_404(Channel, public_id=public_id)
    try:
        found, fault = verify_transcript(export(ends.end_of(row).transcript)), ""
    except HomewardError as error:
        found, fault = None, str(error)
    return _page(request, "channel/verify.html", {"channel": row, "found": found, "fault": fault})


@allowed("channel.read")
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for the approver: what would be said, to whom, and which other packages there were."""
    rows = queries.waiting(signed_in(request), _language())
    return _page(request, "channel/approvals.html", {"waiting": rows})


@require_POST
@allowed("channel.approve")
def verdict(request: HttpRequest, public_id: str) -> HttpResponse:
    draft, form = get_object_or_404(Draft, public_id=public_id), VerdictForm(request.POST)
    if form.is_valid():
        act, reason = form.cleaned_data["verdict"], form.cleaned_data["reason"]
        by, at = signed_in(request), clock.now()
        if act == "approve":
            _try(request, lambda: actions.approve(by=by, at=at, draft=draft))
        else:
            _try(request, lambda: actions.refuse(by=by, at=at, draft=draft, reason=reason))
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
        "shown": queries.conversation(row.channel, clock.now(), _language(), row.key),
        "drafts": drafts,
        "moves": [(key, label) for key, label in MOVES.items() if key in possible],
        "may_counter": "counter" in possible,
    }
    return _page(request, "channel/deal.html", context)


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
            form.add_error(None, _sentence(error))
        else:
            return redirect("channel:deal", public_id)
    return _page(request, "channel/counter.html", {"deal": row, "form": form})


@require_POST
@allowed("channel.compose")
def move(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Say the next thing on a deal: accept, confirm, decline, withdraw, start or close."""
    row = get_object_or_404(Deal.objects.select_related("channel"), public_id=public_id)
    if key not in MOVES:
        raise Http404
    _try(request, lambda: actions.answer(by=signed_in(request), at=clock.now(), deal=row, kind=key))
    return redirect("channel:deal", public_id)


def _page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    user = signed_in(request)
    acts = ("pair", "compose", "carry", "approve")
    allowed_acts = [f"channel.{act}" for act in acts if may(user, f"channel.{act}")]
    reads = ["register.read_person"] if may(user, "register.read_person") else []
    return render(request, template, {**context, "may": [*allowed_acts, *reads]})


def _try(request: HttpRequest, act: Callable[[], object]) -> None:
    try:
        act()
    except HomewardError as error:
        messages.error(request, _sentence(error))


def _sentence(error: HomewardError) -> str:
    return error.saying.in_language(_language()) if isinstance(error, ChannelError) else str(error)


def _alarms(row: Channel | None) -> list[tuple[Alarm, str]]:
    return [(alarm, told.in_language(_language())) for alarm, told in queries.alarms(row)]


def _file(data: bytes, name: str, media_type: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=media_type, headers=disposition)


def _language() -> str:
    return get_language() or "en"
