"""Pages of what is said: channels, conversations, the forms of messages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.channel import actions, ends, queries, reading
from desk.channel.forms import ABOUT, COMPOSED, CompareForm, ComposeForm
from desk.channel.models import Channel, Draft, Message, State
from desk.channel.queries.witnessing import witnessed
from desk.channel.views.page import attempt, attempt_form, file, language, page
from homeward.channel import kinds
from homeward.channel.export import export
from homeward.channel.suggestions import told_in_secret
from homeward.channel.timekeeping import lapses
from homeward.channel.verifier import verify_transcript
from homeward.errors import HomewardError
from homeward.words import say


@allowed("channel.read")
def channels(request: HttpRequest) -> HttpResponse:
    """All channels, their deals, and what waits."""
    context = {
        "channels": queries.channels(),
        "deals": [(deal, queries.TONES[State(deal.state)]) for deal in queries.deals()],
        "waiting": Draft.objects.filter(state=Draft.State.WAITING).count(),
        "alarms": _alarms(),
        "card": ends.own_card(),
    }
    return page(request, "channel/channels.html", context)


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
        "others": queries.others(row),
        "witnessed": witnessed(row),
        "lapses": lapses(reading.transcript(row), clock.now()) if row.mediates else (),
        "compare": CompareForm(),
        "kinds": [(key, say("channel", f"kind_{key}", language())) for key in _composed(row)],
    }
    return page(request, "channel/channel.html", context)


@allowed("channel.compose")
def compose(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Write a message by the form of its kind."""
    row = get_object_or_404(Channel, public_id=public_id)
    if key not in _composed(row):
        raise Http404
    initial = {name: request.GET[name] for name in (*ABOUT, "deal") if name in request.GET}
    form = ComposeForm(kinds.kind(key), queries.spoken(row, language()), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by, at = signed_in(request), clock.now()
        if attempt_form(form, lambda: actions.compose(by=by, at=at, channel=row, kind=key, data=form.data_of_kind())):
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
    """The whole transcript as a file that anybody can verify; from a mediator's desk without the answers that were
    given to it in secret."""
    row = get_object_or_404(Channel, public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="channel.export_transcript", subject=row.public_id)
    said = ends.end_of(row).transcript
    cut: dict[str, dict[str, None]] = {id: {} for id in told_in_secret(said.held)} if row.mediates else {}
    return file(export(said, cut), f"transcript-{row.public_id}.jsonl", "application/jsonl")


@allowed("channel.read")
def verify(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the separate verifier says of our transcript now."""
    row = get_object_or_404(Channel, public_id=public_id)
    try:
        found, fault = verify_transcript(export(ends.end_of(row).transcript)), ""
    except HomewardError as error:
        found, fault = None, str(error)
    return page(request, "channel/verify.html", {"channel": row, "found": found, "fault": fault})


def _composed(row: Channel) -> list[str]:
    """The kinds of messages that are written by hand and that our party may send on the channel."""
    return [key for key in COMPOSED if row.role in kinds.kind(key).roles]


def _alarms(row: Channel | None = None) -> list[queries.Raised]:
    """The alarms that nobody has looked at."""
    return [one for one in queries.alarms(clock.now(), language(), row) if one.new]
