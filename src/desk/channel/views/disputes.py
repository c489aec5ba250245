"""Pages of disputes: those that wait, each with both sides, and what a headquarters and the mediator do in one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.channel import actions, queries, reading
from desk.channel.mediation_forms import DisputeForm, RulingForm, SubmissionForm, TranscriptForm
from desk.channel.models import Channel, Deal, Submission
from desk.channel.queries.disputes import ShownCase, all_disputes, bases, cases
from desk.channel.views.page import attempt, attempt_form, language, page, sentence
from homeward.channel.errors import ChannelError
from homeward.channel.imported import imported


@allowed("channel.read")
def disputes(request: HttpRequest) -> HttpResponse:
    """Every dispute, what it waits for, and by when."""
    found = all_disputes(clock.now(), language())
    return page(request, "channel/disputes.html", {"found": found, "form": TranscriptForm()})


@require_POST
@allowed("channel.read")
def from_file(request: HttpRequest) -> HttpResponse:
    """The disputes of an exported transcript, from its bytes alone."""
    form = TranscriptForm(request.POST, request.FILES)
    found: list[ShownCase] = []
    if form.is_valid():
        try:
            found = cases(imported(form.cleaned_data["transcript"]), clock.now(), language())
        except ChannelError as error:
            form.add_error(None, sentence(error))
    return page(request, "channel/disputes_file.html", {"form": form, "shown": found})


@allowed("channel.dispute")
def raise_dispute(request: HttpRequest, public_id: str) -> HttpResponse:
    """Dispute a deal before the mediator."""
    deal = get_object_or_404(Deal.objects.select_related("channel"), public_id=public_id)
    by, at = signed_in(request), clock.now()
    form = DisputeForm(queries.spoken(deal.channel, language(), deal.key), request.POST or None)
    if request.method == "POST" and form.is_valid():
        about, reason, due = form.cleaned_data["about"], form.cleaned_data["reason"], at + form.within
        given = {"deal": deal, "about": about, "reason": reason, "due": due}
        if attempt_form(form, lambda: actions.raise_dispute(by=by, at=at, **given)):
            return redirect("channel:disputes")
    return page(request, "channel/dispute_raise.html", {"deal": deal, "form": form})


@allowed("channel.read")
def dispute(request: HttpRequest, public_id: str, id: str) -> HttpResponse:
    """One dispute: what it is about, both sides beside each other, the ruling or what is to be done."""
    row = get_object_or_404(Channel, public_id=public_id)
    shown = _find(row, id)
    user = signed_in(request)
    record(by=user, at=clock.now(), act="channel.read_dispute", subject=id[:64])
    context: dict[str, object] = {
        "channel": row,
        "one": shown,
        "deal": row.deals.filter(key=shown.case.dispute.deal).first(),
        "ours": Submission.objects.filter(channel=row, dispute=id).first(),
        "rule": _ruling_form(request, row, shown) if may(user, "channel.mediate") else None,
        "submit": SubmissionForm(queries.spoken(row, language())) if may(user, "channel.dispute") else None,
    }
    return page(request, "channel/dispute.html", context)


@require_POST
@allowed("channel.dispute")
def seal(request: HttpRequest, public_id: str, id: str) -> HttpResponse:
    """Fix our submission by its hash."""
    row = get_object_or_404(Channel, public_id=public_id)
    shown, form = _find(row, id), SubmissionForm(queries.spoken(row, language()), request.POST)
    if form.is_valid():
        given = {"channel": row, "case": shown.case, **form.cleaned_data}
        attempt(request, lambda: actions.seal_submission(by=signed_in(request), at=clock.now(), **given))
    return redirect("channel:dispute", public_id, id)


@require_POST
@allowed("channel.dispute")
def open_ours(request: HttpRequest, public_id: str, id: str) -> HttpResponse:
    """Show our submission to the other side and to the mediator."""
    row = get_object_or_404(Channel, public_id=public_id)
    case = _find(row, id).case
    attempt(request, lambda: actions.open_submission(by=signed_in(request), at=clock.now(), channel=row, case=case))
    return redirect("channel:dispute", public_id, id)


@require_POST
@allowed("channel.mediate")
def rule(request: HttpRequest, public_id: str, id: str) -> HttpResponse:
    """Rule on a dispute."""
    row = get_object_or_404(Channel, public_id=public_id)
    shown = _find(row, id)
    form = _ruling_form(request, row, shown)
    if not form.is_valid():
        context = {"channel": row, "one": shown, "rule": form}
        return page(request, "channel/dispute.html", context)
    given = {"channel": row, "case": shown.case, **form.cleaned_data}
    attempt(request, lambda: actions.rule(by=signed_in(request), at=clock.now(), **given))
    return redirect("channel:dispute", public_id, id)


def _ruling_form(request: HttpRequest, row: Channel, shown: ShownCase) -> RulingForm:
    known = bases(shown.case, reading.transcript(row), language())
    return RulingForm(known, language(), request.POST or None)


def _find(row: Channel, id: str) -> ShownCase:
    for one in queries.disputes(row, clock.now(), language()):
        if one.id == id:
            return one
    raise Http404(_("There is no such dispute on this channel."))
