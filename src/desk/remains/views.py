"""Pages of the room of the dead: the bags, one bag, one individual."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.errors import Refused
from desk.evidence.actions import take_in
from desk.evidence.models import Item
from desk.linkage import queries as linkage
from desk.register.models import Person
from desk.remains import actions, queries
from desk.remains.forms import (
    AssociateForm,
    ClaimForm,
    FragmentForm,
    IdentifyForm,
    OpenForm,
    ReceiveForm,
    SampleForm,
    WithdrawForm,
)
from desk.remains.models import Bag, Basis, Claim, Contents, Fragment, Identification, Individual
from desk.telling import tried
from homeward.evidence.kind import MAX_BYTES


@allowed("remains.read")
def remains(request: HttpRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    handover = request.GET.get("handover", "")
    bags, following = queries.bags(handover, int(before) if before.isdigit() else None)
    record(by=signed_in(request), at=clock.now(), act="remains.read", data={"bags": len(bags)})
    context = {
        "bags": bags,
        "following": following,
        "handover": handover,
        "handovers": queries.handovers(),
        "unopened": queries.unopened().count(),
        "unassociated": queries.unassociated(),
        "unidentified": queries.unidentified(),
        "identified": queries.identified(),
        "claimed_twice": queries.claimed_twice(),
        "across": queries.across_handovers(),
        "form": ReceiveForm(initial={"received_on": clock.today(), "handover": handover}),
        "may_receive": may(request.user, "remains.receive"),
    }
    return render(request, "remains/remains.html", context)


@allowed("remains.receive")
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """One bag, or a list: the good rows go in, each other row is named with its reason."""
    form = ReceiveForm(request.POST, request.FILES)
    if not form.is_valid():
        _tell_faults(request, form)
        return redirect("remains:remains")
    given = form.cleaned_data
    if given["found"]:
        _try(request, lambda: _receive_list(request, given["found"], form))
        return redirect("remains:remains")
    _try(
        request,
        lambda: actions.receive(
            by=signed_in(request),
            at=clock.now(),
            number=given["number"],
            handover=given["handover"],
            received_on=given["received_on"],
        ),
    )
    return redirect("remains:remains")


def _receive_list(request: HttpRequest, file: UploadedFile[bytes], form: forms.Form) -> None:
    given = form.cleaned_data
    bags, rejected = actions.receive_list(
        by=signed_in(request),
        at=clock.now(),
        item=_keep(request, file, given["handover"], ours=False),
        handover=given["handover"],
        received_on=given["received_on"],
    )
    for one in rejected:
        messages.error(request, _("Row %(row)d: %(reason)s") % {"row": one.row, "reason": one.reason})
    messages.success(request, _("Bags received: %(n)d") % {"n": len(bags)})


@allowed("remains.read")
def bag(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Bag, public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="remains.read_bag", subject=public_id)
    today = clock.today()
    context = {
        "bag": found,
        "claims": found.claims.order_by("id"),
        "fragments": found.fragments.select_related("individual").order_by("id"),
        "claim": ClaimForm(),
        "opening": OpenForm(initial={"opened_on": today}),
        "fragment": FragmentForm(),
        "sample": SampleForm(),
        "associate": AssociateForm(),
        "may_examine": may(request.user, "remains.examine"),
    }
    return render(request, "remains/bag.html", context)


@allowed("remains.examine")
@require_POST
def claim(request: HttpRequest, public_id: str) -> HttpResponse:
    found, form = get_object_or_404(Bag, public_id=public_id), ClaimForm(request.POST)

    def act() -> object:
        name, ground = form.cleaned_data["name"], Claim.Ground(form.cleaned_data["ground"])
        return actions.claim(by=signed_in(request), at=clock.now(), bag=found, name=name, ground=ground)

    return _checked(request, form, act, "remains:bag", public_id)


@allowed("remains.examine")
@require_POST
def open_bag(request: HttpRequest, public_id: str) -> HttpResponse:
    found, form = get_object_or_404(Bag, public_id=public_id), OpenForm(request.POST)

    def act() -> object:
        contents, day = Contents(form.cleaned_data["contents"]), form.cleaned_data["opened_on"]
        return actions.open_bag(by=signed_in(request), at=clock.now(), bag=found, contents=contents, opened_on=day)

    return _checked(request, form, act, "remains:bag", public_id)


@allowed("remains.examine")
@require_POST
def describe(request: HttpRequest, public_id: str) -> HttpResponse:
    found, form = get_object_or_404(Bag, public_id=public_id), FragmentForm(request.POST)

    def act() -> object:
        return actions.describe(by=signed_in(request), at=clock.now(), bag=found, **form.cleaned_data)

    return _checked(request, form, act, "remains:bag", public_id)


@allowed("remains.examine")
@require_POST
def take_sample(request: HttpRequest, public_id: str) -> HttpResponse:
    found, form = _fragment(public_id), SampleForm(request.POST)

    def act() -> object:
        number = form.cleaned_data["sample"]
        return actions.take_sample(by=signed_in(request), at=clock.now(), fragment=found, sample=number)

    return _checked(request, form, act, "remains:bag", found.bag.public_id)


@allowed("remains.examine")
@require_POST
def associate(request: HttpRequest, public_id: str) -> HttpResponse:
    found, form = _fragment(public_id), AssociateForm(request.POST)

    def act() -> object:
        return actions.associate(by=signed_in(request), at=clock.now(), fragment=found, **form.cleaned_data)

    return _checked(request, form, act, "remains:bag", found.bag.public_id)


@allowed("remains.read")
def individual(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(Individual, public_id=public_id)
    user, text = signed_in(request), request.GET.get("q", "").strip()
    standing = found.identifications.filter(withdrawn_at=None).select_related("person", "report").first()
    data = {"person": standing.person.public_id} if standing else {}
    record(by=user, at=clock.now(), act="remains.read_individual", subject=public_id, data=data)
    claims = list(queries.claims_of(found))
    wanted = text or (claims[0].name if claims else "")
    context = {
        "individual": found,
        "fragments": found.fragments.select_related("bag").order_by("id"),
        "claims": claims,
        "standing": standing,
        "withdrawn": found.identifications.exclude(withdrawn_at=None).select_related("person").order_by("id"),
        "steps": queries.checklist(found),
        "wanted": wanted,
        "offers": linkage.search(wanted, 8) if wanted and not standing else [],
        "form": IdentifyForm(initial={"identified_on": clock.today(), "person": request.GET.get("person", "")}),
        "withdraw": WithdrawForm(),
        "may_identify": may(request.user, "remains.identify"),
    }
    return render(request, "remains/individual.html", context)


@allowed("remains.identify")
@require_POST
def identify(request: HttpRequest, public_id: str) -> HttpResponse:
    found, form = get_object_or_404(Individual, public_id=public_id), IdentifyForm(request.POST, request.FILES)

    def act() -> object:
        given = form.cleaned_data
        return actions.identify(
            by=signed_in(request),
            at=clock.now(),
            individual=found,
            person=_person(given["person"]),
            basis=Basis(given["basis"]),
            laboratory=given["laboratory"],
            report=_keep(request, given["report"], given["laboratory"], ours=True),
            identified_on=given["identified_on"],
        )

    return _checked(request, form, act, "remains:individual", public_id)


@allowed("remains.identify")
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    rows = Identification.objects.select_related("individual", "person", "report")
    found, form = get_object_or_404(rows, public_id=public_id), WithdrawForm(request.POST)

    def act() -> object:
        reason = form.cleaned_data["reason"]
        return actions.withdraw(by=signed_in(request), at=clock.now(), identification=found, reason=reason)

    return _checked(request, form, act, "remains:individual", found.individual.public_id)


def _keep(request: HttpRequest, file: UploadedFile[bytes], source: str, *, ours: bool) -> Item:
    """An uploaded paper as evidence; in one of `ours` nobody need look for people, the act says whom it names."""
    user, now = signed_in(request), clock.now()
    return take_in(
        by=user,
        at=now,
        data=file.read(MAX_BYTES + 1),
        name=file.name or "",
        source=source,
        collector=user.username,
        collected_at=now,
        ours=ours,
    )


def _checked(request: HttpRequest, form: forms.Form, act: Callable[[], object], page: str, key: str) -> HttpResponse:
    if form.is_valid():
        _try(request, act)
    else:
        _tell_faults(request, form)
    return redirect(page, key)


def _try(request: HttpRequest, act: Callable[[], object]) -> None:
    tried(request, act, done=_("Written down."))


def _tell_faults(request: HttpRequest, form: forms.Form) -> None:
    for name, faults in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        for fault in faults:
            messages.error(request, f"{label}: {fault}" if label else str(fault))


def _person(public_id: str) -> Person:
    found = Person.objects.filter(public_id=public_id.strip()).first()
    if found is None:
        raise Refused("The register holds nobody under this id.")
    return found


def _fragment(public_id: str) -> Fragment:
    return get_object_or_404(Fragment.objects.select_related("bag"), public_id=public_id)
