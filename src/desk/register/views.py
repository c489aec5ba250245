"""Pages of the register."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.evidence.models import Item
from desk.register import actions, drawing, queries
from desk.register.forms import AsOfForm, NameForm, PlaceForm, RetractForm, SearchForm, StatementForm
from desk.register.models import Person, Place, Statement
from desk.register.need import PURPOSES, acts_of, may_see, purpose_of
from desk.register.person_page import person_page
from desk.register.place_page import place_page
from homeward.errors import HomewardError
from homeward.register.data_points import data_point
from homeward.register.place import PlaceKind


@allowed("register.search")
def people(request: HttpRequest) -> HttpResponse:
    """The list with its search box; every search for a name is logged, since an answer is a reading."""
    user, form = signed_in(request), SearchForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    text = asked.get("q", "").strip()
    silent_on = clock.today() if asked.get("silent") else None
    rows = queries.people(text, asked.get("party", ""), asked.get("grade", ""), silent_on)
    found, after = queries.page_of(rows, request.GET.get("after", ""))
    data = {"purpose": purpose_of(user), "answers": [row.person.public_id for row in found]}
    record(by=user, at=clock.now(), act="register.search", data=data)
    query = request.GET.copy()
    query["after"] = after
    context = {
        "form": form,
        "rows": found,
        "after": after,
        "next": query.urlencode(),
        "text": text,
        "may": acts_of(user),
    }
    if not text:
        context["counts"] = queries.ladder(asked.get("party", ""), get_language() or "en")
    partial = request.headers.get("HX-Request") == "true"
    return render(request, "register/people_rows.html" if partial else "register/people.html", context)


@allowed("register.read_person")
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of one person, today or as of a day."""
    user, row = signed_in(request), _person(public_id)
    purpose = purpose_of(user, request.GET.get("purpose", ""))
    form = AsOfForm(request.GET)
    day = form.cleaned_data.get("as_of") if form.is_valid() else None
    as_of = datetime.combine(day, time.max, UTC) if day else clock.now()
    data = {"purpose": purpose, "as_of": as_of.date().isoformat()}
    record(by=user, at=clock.now(), act="register.read_person", subject=row.public_id, data=data)
    page = person_page(row, as_of, user, get_language() or "en")
    context = {
        "page": page,
        "person": row,
        "day": day,
        "today": clock.today(),
        "purpose": PURPOSES[purpose],
        "may": acts_of(user),
    }
    return render(request, "register/person.html", context)


@allowed("register.state")
def state(request: HttpRequest, public_id: str) -> HttpResponse:
    """A form to state something of a person, with its ground."""
    user, row = signed_in(request), _person(public_id)
    form = StatementForm(request.POST or None, initial={"property": request.GET.get("property", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if not may_see(user, data_point(given["property"])):
            raise PermissionDenied("register.state")
        actions.state(
            by=user,
            at=clock.now(),
            person=row,
            property=given["property"],
            value=given["value"],
            written=given["written"],
            item=given["item"],
            locator=given["locator"],
            grade=form.grade(),
            asserted_by=given["asserted_by"],
            true_on=given["true_on"],
            said_on=given["said_on"],
        )
        messages.success(request, _("The statement is recorded."))
        return redirect("register:person", row.public_id)
    return render(request, "register/state.html", {"form": form, "person": row})


@allowed("register.retract")
def retract(request: HttpRequest, public_id: str, statement_id: str) -> HttpResponse:
    """Ask why, then take a statement back."""
    user = signed_in(request)
    rows = Statement.objects.select_related("person", "item")
    row = get_object_or_404(rows, public_id=statement_id, person__public_id=public_id)
    if not may_see(user, data_point(row.property)):
        raise PermissionDenied("register.retract")
    form = RetractForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.retract(by=user, at=clock.now(), statement=row, reason=form.cleaned_data["reason"])
            messages.success(request, _("The statement is taken back. It stays on record."))
        except HomewardError as error:
            messages.error(request, str(error))
        return redirect("register:person", public_id)
    return render(request, "register/retract.html", {"form": form, "statement": row, "person": row.person})


@allowed("register.open")
def inquiries(request: HttpRequest) -> HttpResponse:
    """Tables among the evidence that can be taken in as inquiries, and the result of doing so."""
    context: dict[str, object] = {"tables": queries.tables()}
    if request.method == "POST":
        item = get_object_or_404(Item, public_id=request.POST.get("item", ""))
        try:
            persons, rejected = actions.take_in_inquiries(by=signed_in(request), at=clock.now(), item=item)
            context |= {"item": item, "persons": persons, "rejected": rejected}
        except HomewardError as error:
            messages.error(request, str(error))
    return render(request, "register/inquiries.html", context)


@allowed("register.read_places")
def places(request: HttpRequest) -> HttpResponse:
    """The map and the list of places."""
    rows = list(queries.places_of_detention())
    spots = drawing.spots(rows, queries.people_by_place())
    return render(request, "register/places.html", {"places": rows, "spots": spots, "may": acts_of(signed_in(request))})


@allowed("register.read_place")
def place(request: HttpRequest, public_id: str) -> HttpResponse:
    """One place: its names, where it lies, who was seen there when, what is told of it."""
    user, row = signed_in(request), get_object_or_404(Place, public_id=public_id)
    page = place_page(row, user, get_language() or "en", clock.now())
    data = {"purpose": purpose_of(user), "persons": [one.person.public_id for one in page.people]}
    record(by=user, at=clock.now(), act="register.read_place", subject=row.public_id, data=data)
    return render(
        request, "register/place.html", {"page": page, "place": row, "today": clock.today(), "may": acts_of(user)}
    )


@allowed("register.open_place")
def new_place(request: HttpRequest) -> HttpResponse:
    """Open a place with the names it goes by."""
    form = PlaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        opened = actions.open_place(
            by=signed_in(request),
            at=clock.now(),
            names=given["names"],
            kind=PlaceKind(given["kind"]),
            party=given["party"],
            x=given["x"],
            y=given["y"],
        )
        return redirect("register:place", opened.public_id)
    return render(request, "register/new_place.html", {"form": form})


@allowed("register.open_place")
def name_place(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a form of a place's name."""
    row, form = get_object_or_404(Place, public_id=public_id), NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_place(by=signed_in(request), at=clock.now(), where=row, name=form.cleaned_data["name"].strip())
        except HomewardError as error:
            messages.error(request, str(error))
    return redirect("register:place", public_id)


def _person(public_id: str) -> Person:
    return get_object_or_404(Person, public_id=public_id)
