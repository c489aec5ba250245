"""Pages of private matching: the rounds of a channel, new terms, one round."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.channel import rounds, sealed_pages
from desk.channel.actions import matching as actions
from desk.channel.actions import matching_hits, matching_rounds
from desk.channel.matching_forms import PagesForm, TermsForm, first_terms
from desk.channel.matching_jobs import go_on_later
from desk.channel.models import Channel, Sits
from desk.channel.models.matching import Round
from desk.channel.queries import matching as queries
from desk.channel.queries.matching import Shown
from desk.channel.queries.matching_counts import counts
from desk.channel.views.page import attempt, attempt_form, language, page
from homeward.channel.matching.errors import MatchingRefused

LOOKS = 20
"""How often, at intervals of a second, the page looks for a job that was asked for."""


@allowed("channel.read")
def matchings(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every round that was proposed on a channel, and what both sides say of how many they count."""
    row = get_object_or_404(Channel, public_id=public_id)
    context = {
        "channel": row,
        "rounds": queries.matchings(row, clock.today(), language()),
        "waiting": queries.proposals_waiting(row).count(),
        "counts": counts(row, language()),
        "may_match": may(request.user, "channel.match"),
    }
    return page(request, "channel/matchings.html", context)


@allowed("channel.match")
def new_terms(request: HttpRequest, public_id: str) -> HttpResponse:
    """Propose the terms of a round; two superiors approve them before they are sent."""
    row = get_object_or_404(Channel, public_id=public_id, sits=Sits.HEADQUARTERS)
    initial = first_terms(row, request.GET.get("category", ""), clock.today())
    form = TermsForm(row, language(), request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by, at = signed_in(request), clock.now()
        if attempt_form(form, lambda: actions.propose(by=by, at=at, channel=row, terms=form.terms())):
            messages.success(request, _("The terms wait for two approvals; then they are sent."))
            return redirect("channel:matchings", public_id)
    return page(request, "channel/match_terms.html", {"channel": row, "form": form})


@require_POST
@allowed("channel.match")
def say_counts(request: HttpRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(Channel, public_id=public_id, sits=Sits.HEADQUARTERS)
    attempt(request, lambda: actions.say_counts(by=signed_in(request), at=clock.now(), channel=row))
    return redirect("channel:matchings", public_id)


@allowed("channel.read")
def matching(request: HttpRequest, public_id: str, terms_hash: str) -> HttpResponse:
    """One round: where it stands, what was shown to whom, what the other side did wrong."""
    row, one = _round(public_id, terms_hash)
    record(by=signed_in(request), at=clock.now(), act="channel.read_matching", subject=row.public_id)
    context = {
        "channel": row,
        "one": one,
        "terms": one.terms,
        "fault": queries.fault(one.row, language()),
        "asked": _asked(request),
        "busy": rounds.kept(row, terms_hash).busy,
        "revealed": [(line, line.what.in_language(language())) for line in queries.revealed(one)],
        "files": [(path, each, each.what.in_language(language())) for path, each in queries.ready(row, one)],
        "pages": PagesForm(),
        "may_match": may(request.user, "channel.match"),
        "may_read": may(request.user, "channel.read_matches"),
    }
    return page(request, "channel/matching.html", context)


@require_POST
@allowed("channel.match")
def agree(request: HttpRequest, public_id: str, terms_hash: str) -> HttpResponse:
    row, _one = _round(public_id, terms_hash)
    by, at = signed_in(request), clock.now()
    if attempt(request, lambda: actions.agree(by=by, at=at, channel=row, terms_hash=terms_hash)):
        messages.success(request, _("The terms wait for two approvals; then they are sent."))
    return redirect("channel:matching", public_id, terms_hash)


@require_POST
@allowed("channel.match")
def go_on(request: HttpRequest, public_id: str, terms_hash: str) -> HttpResponse:
    """Do what is for us to do in the background."""
    row, one = _round(public_id, terms_hash)
    done = attempt(request, lambda: _go_on(request, row, one))
    return _round_page(public_id, terms_hash, asked=done)


@require_POST
@allowed("channel.match")
def take_pages(request: HttpRequest, public_id: str, terms_hash: str) -> HttpResponse:
    """Take in pages that were brought, and go on with them in the background."""
    row, one = _round(public_id, terms_hash)
    form = PagesForm(request.POST, request.FILES)
    files = form.cleaned_data["pages"] if form.is_valid() else []
    brought = bool(files) and attempt(request, lambda: sealed_pages.take_in(row, files))
    done = brought and attempt(request, lambda: _go_on(request, row, one))
    return _round_page(public_id, terms_hash, asked=done)


@allowed("channel.match")
def give_pages(request: HttpRequest, public_id: str, terms_hash: str, root: str) -> HttpResponseBase:
    """A list of ours, sealed for the other side, once it may be shown."""
    row, one = _round(public_id, terms_hash)
    path = next((path for path, _each in queries.ready(row, one) if path.stem == root), None)
    if path is None:
        raise Http404
    record(by=signed_in(request), at=clock.now(), act="channel.match_carry", subject=row.public_id)
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{row.party}-{root[:12]}.pages")


@require_POST
@allowed("channel.match")
def close(request: HttpRequest, public_id: str, terms_hash: str) -> HttpResponse:
    row = get_object_or_404(Round, channel__public_id=public_id, terms_hash=terms_hash)
    attempt(request, lambda: matching_hits.close(by=signed_in(request), at=clock.now(), round=row))
    return redirect("channel:matching", public_id, terms_hash)


def _round(public_id: str, terms_hash: str) -> tuple[Channel, Shown]:
    row = get_object_or_404(Channel, public_id=public_id)
    one = queries.matching(row, terms_hash, clock.today(), language())
    if one is None:
        raise Http404
    return row, one


def _go_on(request: HttpRequest, row: Channel, one: Shown) -> None:
    by, at, terms_hash = signed_in(request), clock.now(), one.terms.hash
    if rounds.kept(row, terms_hash).busy:
        raise MatchingRefused("round_worked_on")
    begun = one.row or matching_rounds.begin(by=by, at=at, channel=row, terms_hash=terms_hash)
    go_on_later.enqueue(by.pk, begun.public_id)


def _round_page(public_id: str, terms_hash: str, *, asked: bool) -> HttpResponse:
    """To the page of the round; after a job was asked for it looks again until that has begun."""
    address = reverse("channel:matching", args=[public_id, terms_hash])
    return redirect(f"{address}?asked=1" if asked else address)


def _asked(request: HttpRequest) -> int:
    """How often the page has looked for a job that was asked for; 0 when none was, or it should have begun by now."""
    given = request.GET.get("asked", "")
    return int(given) if given.isdecimal() and int(given) <= LOOKS else 0
