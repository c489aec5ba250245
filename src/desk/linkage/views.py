"""The linkage room: judge one mention, the queue, the search over names, lists held against the register."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.errors import Refused
from desk.evidence.models import Item, Mention
from desk.linkage import actions, against, queries, ranking
from desk.linkage.models import Judgement
from desk.register.models import Person
from homeward.linkage.score import Part

_LEAST = 0.005  # a candidate less likely than this is not shown
_SHOWN = 50  # mentions on the page of the queue


@allowed("linkage.judge")
def queue(request: HttpRequest) -> HttpResponse:
    """The mentions that wait, those whose person is likeliest first, or those whose answer teaches most."""
    teaching = request.GET.get("order") == ranking.Order.TEACHING
    order = ranking.Order.TEACHING if teaching else ranking.Order.LIKELIEST
    counts = {"untouched": queries.untouched().count(), "open": queries.waiting().count()}
    context = {"mentions": ranking.shown(_SHOWN, order), "teaching": teaching, **counts}
    return render(request, "linkage/queue.html", context)


@allowed("linkage.judge")
def judge(request: HttpRequest, public_id: str) -> HttpResponse:
    mention = get_object_or_404(Mention.objects.select_related("item__source", "strip"), public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="linkage.read_candidates", subject=public_id)
    language = get_language() or "en"
    likely = [offer for offer in queries.candidates(mention) if offer.probability >= _LEAST]
    offers = [(offer, reasons(offer.parts, language)) for offer in likely]
    context = {
        "mention": mention,
        "item": mention.item,
        "offers": offers,
        "standing": queries.standing(mention),
        "history": queries.history(mention),
        "following": ranking.following(mention),
        "last": queries.last_judged(signed_in(request), mention),
        "waiting": queries.untouched().count(),
    }
    return render(request, "linkage/judge.html", context)


def reasons(parts: Iterable[Part], language: str) -> list[tuple[str, float, str]]:
    """The parts that say something, as sentences with their weight and the sign of it, the weightiest first."""
    return [
        (part.saying.in_language(language), part.log_odds, "for" if part.log_odds > 0 else "against")
        for part in sorted(parts, key=lambda part: -abs(part.log_odds))
        if part.outcome != "absent"
    ]


@allowed("linkage.judge")
@require_POST
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Link, refuse or leave open, then go on to the next mention."""
    mention = get_object_or_404(Mention, public_id=public_id)
    following = ranking.following(mention)
    try:
        _decide(request, mention)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("linkage:judge", public_id)
    if following and request.POST.get("stay") != "1":
        return redirect("linkage:judge", following.public_id)
    return redirect("linkage:judge", public_id)


def _decide(request: HttpRequest, mention: Mention) -> None:
    by, at, reason = signed_in(request), clock.now(), request.POST.get("reason", "")
    verdict = request.POST.get("verdict", "")
    if verdict.startswith("link:"):
        person = get_object_or_404(Person, public_id=verdict.removeprefix("link:"))
        offered = {offer.person.id: offer.probability for offer in queries.candidates(mention)}
        actions.link(by=by, at=at, mention=mention, person=person, probability=offered.get(person.id), reason=reason)
        messages.success(request, _("Linked with %(name)s.") % {"name": person.display_name})
    elif verdict == "refuse":
        actions.refuse(by=by, at=at, mention=mention, reason=reason)
    elif verdict == "open":
        actions.leave_open(by=by, at=at, mention=mention, reason=reason)
    else:
        raise Refused(_("Choose a person, refuse, or leave it open."))


@allowed("linkage.judge")
@require_POST
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    judgement = get_object_or_404(Judgement, public_id=public_id)
    try:
        actions.undo(by=signed_in(request), at=clock.now(), judgement=judgement, reason=request.POST.get("reason", ""))
        messages.success(request, _("The judgement was taken back, with the statements it had brought."))
    except Refused as error:
        messages.error(request, str(error))
    return redirect("linkage:judge", judgement.mention.public_id)


@allowed("linkage.search")
def search(request: HttpRequest) -> HttpResponse:
    """People by any form of their name, as a part of a page."""
    text = request.GET.get("q", "")[:120]
    record(by=signed_in(request), at=clock.now(), act="linkage.search", data={"letters": len(text)})
    return render(request, "linkage/found.html", {"offers": queries.search(text), "text": text})


@allowed("linkage.lists")
def lists(request: HttpRequest) -> HttpResponse:
    return render(request, "linkage/lists.html", {"lists": queries.lists()[:100]})


@allowed("linkage.lists")
def list_against(request: HttpRequest, public_id: str) -> HttpResponse:
    item = get_object_or_404(Item, public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="linkage.read_list", subject=public_id)
    lines = against.hold(item)
    wanted = request.GET.get("answer", "")
    language = get_language() or "en"
    shown = [(line, line.why.in_language(language)) for line in lines if not wanted or line.answer == wanted]
    context = {"item": item, "lines": shown, "counts": against.counts(lines), "wanted": wanted, "total": len(lines)}
    return render(request, "linkage/list.html", context)
