"""Pages of the custody room: who is held and what is due, one person's care, the enquiries of families."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.custody import actions, queries, weight
from desk.custody.forms import (
    AdmitForm,
    CardForm,
    ComplaintForm,
    EnquiryAnswerForm,
    EnquiryForm,
    InspectionForm,
    LabourForm,
    LeaveForm,
    LetterForm,
    WishForm,
)
from desk.custody.models import Complaint, Enquiry, Health, Held, Letter, Wish
from desk.telling import tried
from homeward.errors import HomewardError

FORMS: dict[str, type[forms.Form]] = {
    "card": CardForm,
    "inspection": InspectionForm,
    "wish": WishForm,
    "letter": LetterForm,
    "labour": LabourForm,
    "complaint": ComplaintForm,
    "leave": LeaveForm,
}


@allowed("custody.read")
def custody(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    people, following = queries.held(request.GET.get("after", ""))
    record(by=signed_in(request), at=clock.now(), act="custody.read", data={"people": len(people)})
    context = {
        "people": [(one, queries.clocks(one, today)) for one in people],
        "following": following,
        "due": queries.due(today),
        "total": Held.objects.filter(left_on=None).count(),
        "enquiries": queries.enquiries().count(),
        "unkept": len(queries.unkept()),
        "camps": queries.camps(),
        "may_admit": may(request.user, "custody.admit"),
        "may_enquire": may(request.user, "custody.enquire"),
    }
    return render(request, "custody/custody.html", context)


@allowed("custody.admit")
def admit(request: HttpRequest) -> HttpResponse:
    form = AdmitForm(request.POST or None, initial={"admitted_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            held = actions.admit(
                by=signed_in(request),
                at=clock.now(),
                party=settings.HOMEWARD_OTHER_PARTY,
                values=form.values(),
                camp=form.cleaned_data["camp"],
                admitted_on=form.cleaned_data["admitted_on"],
                health=Health(form.cleaned_data["health"]),
            )
        except HomewardError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Taken in. The capture card is due within seven days."))
            return redirect("custody:held", held.public_id)
    return render(request, "custody/admit.html", {"form": form})


@allowed("custody.admit")
@require_POST
def keep_known(request: HttpRequest) -> HttpResponse:
    """Open the record of care for everybody the register has as held by us."""
    camp = queries.camps().filter(public_id=request.POST.get("camp", "")).first()
    _try(request, lambda: actions.keep_known(by=signed_in(request), at=clock.now(), camp=camp))
    return redirect("custody:custody")


@allowed("custody.read")
def held(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _held(public_id)
    record(by=signed_in(request), at=clock.now(), act="custody.read_person", subject=found.person.public_id)
    today = clock.today()
    letters, cards = queries.sent_this_month(found, today)
    inspections = list(found.inspections.order_by("on"))
    context = {
        "held": found,
        "person": found.person,
        "clocks": queries.clocks(found, today),
        "inspections": inspections[::-1],
        "line": weight.line(inspections),
        "sent": (letters, queries.LETTERS, cards, queries.CARDS),
        "letters": found.letters.order_by("-on", "-id")[:10],
        "labour": found.labour.order_by("-week_of")[:10],
        "complaints": found.complaints.order_by("-made_on"),
        "forms": {name: form(initial={"on": today, "sent_on": today}, prefix=name) for name, form in FORMS.items()},
        "may_care": may(request.user, "custody.care"),
    }
    return render(request, "custody/held.html", context)


@allowed("custody.care")
@require_POST
def care(request: HttpRequest, public_id: str, what: str) -> HttpResponse:
    """One act of care; what is wrong with it is said on the person's page."""
    if what not in FORMS:
        raise Http404
    found, form = _held(public_id), FORMS[what](request.POST, prefix=what)
    if form.is_valid():
        _try(request, lambda: _care(request, found, what, form))
    else:
        messages.error(request, "; ".join(str(fault) for faults in form.errors.values() for fault in faults))
    return redirect("custody:held", public_id)


def _care(request: HttpRequest, found: Held, what: str, form: forms.Form) -> None:
    by, at, given = signed_in(request), clock.now(), dict(form.cleaned_data)
    if what == "card":
        actions.send_card(by=by, at=at, held=found, sent_on=given["sent_on"])
    elif what == "inspection":
        actions.inspect(by=by, at=at, held=found, **given | {"health": Health(given["health"])})
    elif what == "wish":
        actions.ask_wish(by=by, at=at, held=found, on=given["on"], wish=Wish(given["wish"]))
    elif what == "letter":
        actions.note_letter(by=by, at=at, held=found, on=given["on"], way=Letter.Way(given["way"]))
    elif what == "labour":
        actions.note_labour(by=by, at=at, held=found, **given)
    elif what == "leave":
        actions.leave(by=by, at=at, held=found, on=given["on"])
    else:
        actions.complain(by=by, at=at, held=found, on=given["on"], text=given["text"])


@allowed("custody.care")
@require_POST
def answer_complaint(request: HttpRequest, public_id: str) -> HttpResponse:
    complaint = get_object_or_404(Complaint.objects.select_related("held__person"), public_id=public_id)
    answer = request.POST.get("answer", "")
    _try(
        request,
        lambda: actions.answer_complaint(by=signed_in(request), at=clock.now(), complaint=complaint, answer=answer),
    )
    return redirect("custody:held", complaint.held.public_id)


@allowed("custody.enquire")
def enquiries(request: HttpRequest) -> HttpResponse:
    form = EnquiryForm(request.POST or None, initial={"received_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.enquire(by=signed_in(request), at=clock.now(), **form.cleaned_data)
        return redirect("custody:enquiries")
    today = clock.today()
    context = {
        "form": form,
        "open": [(one, queries.enquiry_clock(one, today)) for one in queries.enquiries()],
        "answered": queries.answered(),
        "answer": EnquiryAnswerForm(auto_id=False),
    }
    return render(request, "custody/enquiries.html", context)


@allowed("custody.enquire")
@require_POST
def answer_enquiry(request: HttpRequest, public_id: str) -> HttpResponse:
    enquiry, form = get_object_or_404(Enquiry, public_id=public_id), EnquiryAnswerForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        by, at = signed_in(request), clock.now()
        _try(
            request,
            lambda: actions.answer_enquiry(by=by, at=at, enquiry=enquiry, held=given["held"], answer=given["answer"]),
        )
    else:
        messages.error(request, _("Write the answer."))
    return redirect("custody:enquiries")


def _try(request: HttpRequest, act: Callable[[], object]) -> None:
    tried(request, act, done=_("Written down."))


def _held(public_id: str) -> Held:
    return get_object_or_404(Held.objects.select_related("person__current", "camp"), public_id=public_id)
