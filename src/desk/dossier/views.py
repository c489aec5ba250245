"""The dossier room: make one, look at it, check it, decide who may see it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.dossier import actions, queries
from desk.dossier.models import Audience, Dossier, Sharing
from desk.register.models import Person
from desk.register.need import acts_of
from homeward.errors import HomewardError
from homeward.words import say


@allowed("dossier.make")
@require_POST
def make(request: HttpRequest, public_id: str) -> HttpResponse:
    person = get_object_or_404(Person, public_id=public_id)
    try:
        row = actions.make(
            by=signed_in(request),
            at=clock.now(),
            person=person,
            language=request.POST.get("language", "uk+ru"),
            audience=request.POST.get("audience", Audience.OTHER_SIDE),
        )
    except (HomewardError, ValueError) as error:
        messages.error(request, str(error))
        return redirect("dossier:person", public_id)
    return redirect("dossier:dossier", row.public_id)


@allowed("dossier.read")
def of_person(request: HttpRequest, public_id: str) -> HttpResponse:
    person = get_object_or_404(Person, public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="dossier.read_person", subject=public_id)
    context = {
        "person": person,
        "dossiers": queries.dossiers_of(person),
        "audiences": Audience.choices,
        "may": acts_of(signed_in(request)),
    }
    return render(request, "dossier/person.html", context)


@allowed("dossier.read")
def dossier(request: HttpRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(Dossier.objects.select_related("person", "made_by"), public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="dossier.read", subject=public_id)
    check = queries.check(row)
    language = get_language() or "en"
    context = {
        "dossier": row,
        "check": check,
        "sentences": check.verified.sentences(language) if check.verified else (),
        "withheld": [say("dossier", one["key"], language, number=one["number"]) for one in row.withheld],
        "may": acts_of(signed_in(request)),
        "sharings": row.sharings.select_related("asked_by", "decided_by"),
    }
    return render(request, "dossier/dossier.html", context)


@allowed("dossier.read")
def download(request: HttpRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(Dossier, public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="dossier.download", subject=public_id)
    answer = HttpResponse(queries.store().get(row.sha256), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="dossier-{public_id}.zip"'
    return answer


@allowed("dossier.ask")
@require_POST
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(Dossier, public_id=public_id)
    given = {name: request.POST.get(name, "") for name in ("recipient", "purpose", "harm")}
    try:
        actions.ask(by=signed_in(request), at=clock.now(), dossier=row, **given)
        messages.success(request, _("An approver will decide."))
    except HomewardError as error:
        messages.error(request, str(error))
    return redirect("dossier:dossier", public_id)


@allowed("dossier.decide")
@require_POST
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    sharing = get_object_or_404(Sharing, public_id=public_id)
    share = request.POST.get("verdict") == "share"
    try:
        reason = request.POST.get("reason", "")
        actions.decide(by=signed_in(request), at=clock.now(), sharing=sharing, share=share, reason=reason)
    except HomewardError as error:
        messages.error(request, str(error))
    return redirect("dossier:dossier", sharing.dossier.public_id)
