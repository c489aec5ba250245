"""The families' own site: one page, the family's own case and nothing else. It answers no question about anybody."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, open_to_all, signed_in
from desk.accounts.actions import note_failure, too_many
from desk.accounts.models import Role, User
from desk.audit.actions import record
from desk.errors import Refused
from desk.families import actions, queries
from desk.families.models import Case, Notice
from desk.families.words import MEANING, addressee, step_words


@open_to_all
def sign_in(request: HttpRequest) -> HttpResponse:
    """Opens to accounts of families only; staff are refused in the same words as a wrong password."""
    form = AuthenticationForm(request, request.POST or None)
    if request.method == "POST":
        now, name, address = clock.now(), request.POST.get("username", ""), str(request.META.get("REMOTE_ADDR", ""))
        if too_many(at=now, username=name, address=address):
            messages.error(request, _("Too many attempts. Wait fifteen minutes and try again."))
        elif form.is_valid() and isinstance(user := form.get_user(), User) and user.role == Role.FAMILY:
            login(request, user)
            record(by=user, at=now, act="families.sign_in")
            return redirect("home")
        else:
            note_failure(at=now, username=name, address=address)
            messages.error(request, _("The account or the password is not right."))
    return render(request, "families/portal_sign_in.html")


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("sign_in")


@allowed("families.portal")
def home(request: HttpRequest) -> HttpResponse:
    case, now = _case(request), clock.now()
    told = queries.told(case)
    context = {
        "case": case,
        "news": told[0] if told else None,
        "step": step_words(told[0].step) if told else "",
        "meaning": MEANING[told[0].step] if told else "",
        "told": [(one, step_words(one.step)) for one in told],
        "needed": queries.needed(case, now, get_language() or "en"),
        "meetings": case.appointments.filter(held_at=None),
        "letters": case.letters.all(),
        "addressee": addressee(str(case.person)),
        "readings": queries.readings(case),
    }
    return render(request, "families/portal_home.html", context)


@allowed("families.portal")
@require_POST
def letter(request: HttpRequest) -> HttpResponse:
    return _written(request, "letter")


@allowed("families.portal")
@require_POST
def swindler(request: HttpRequest) -> HttpResponse:
    return _written(request, "swindler")


@open_to_all
def check(request: HttpRequest) -> HttpResponse:
    """Whether a notice with this number is ours. It says neither of whom nor what."""
    number = request.POST.get("number", "").strip().lower()
    notice = Notice.objects.exclude(told_at=None).filter(public_id=number).first() if number else None
    ours = notice is not None and actions.genuine(notice)
    return render(request, "families/portal_check.html", {"number": number, "ours": ours, "notice": notice})


@open_to_all
def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "families/portal_refused.html", status=403)


@open_to_all
def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "families/portal_refused.html", status=404)


def _written(request: HttpRequest, what: str) -> HttpResponse:
    case, by, at, text = _case(request), signed_in(request), clock.now(), request.POST.get("text", "")
    try:
        if what == "letter":
            actions.write_letter(by=by, at=at, case=case, text=text)
            messages.success(request, _("Your letter is kept and will be passed on; you see here when."))
        else:
            actions.report_swindle(by=by, at=at, case=case, text=text)
            messages.success(request, _("Thank you. Somebody of our staff will read this."))
    except Refused as error:
        messages.error(request, str(error))
    return redirect("home")


def _case(request: HttpRequest) -> Case:
    """The one case of the signed-in relative, whose kinship still stands."""
    row = queries.cases().filter(account=signed_in(request), standing=Case.Standing.VERIFIED).first()
    if row is None:
        raise PermissionDenied("no case")
    return row
