"""The families' room: who has not been told, what waits for a signature, one family's case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.accounts.models import User
from desk.audit.actions import record
from desk.errors import Refused
from desk.families import actions, queries
from desk.families.models import Case, Notice
from desk.families.words import step_words
from desk.register.models import Person

MIN_PASSWORD = 12


@allowed("families.read")
def cases(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    untold = queries.untold(now)
    context = {
        "cases": queries.cases(request.GET.get("q", "").strip())[:200],
        "untold": [(one, step_words(one.step), step_words(one.told)) for one in untold[:100]],
        "late": sum(one.late for one in untold),
        "to_sign": queries.to_sign(),
        "to_tell": queries.to_tell(),
        "meetings": queries.meetings(now),
        "letters": queries.letters(),
        "swindles": queries.swindles(),
        "may_write": may(request.user, "families.write"),
        "q": request.GET.get("q", ""),
    }
    return render(request, "families/cases.html", context)


@allowed("families.write")
@require_POST
def open_case(request: HttpRequest) -> HttpResponse:
    person = Person.objects.filter(public_id=request.POST.get("person", "").strip()).first()
    if person is None:
        messages.error(request, _("No person in the register has this number. Look the person up under People first."))
        return redirect("families:cases")
    given = {key: request.POST.get(key, "")[:200] for key in ("relative", "kinship", "phone")}
    try:
        row = actions.open_case(by=signed_in(request), at=clock.now(), person=person, **given)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("families:cases")
    return redirect("families:case", row.public_id)


@allowed("families.read")
def case(request: HttpRequest, public_id: str) -> HttpResponse:
    row = get_object_or_404(queries.cases(), public_id=public_id)
    user, now = signed_in(request), clock.now()
    record(by=user, at=now, act="families.read_case", subject=row.public_id)
    context = {
        "case": row,
        "step": step_words(row.person.current.as_grade),
        "notices": [(one, step_words(one.step)) for one in row.notices.select_related("drafted_by", "signed_by")],
        "needed": queries.needed(row, now, get_language() or "en"),
        "hows": Notice.How.choices,
        "may_write": may(user, "families.write"),
        "may_sign": may(user, "families.sign"),
        "me": user,
    }
    return render(request, "families/case.html", context)


@allowed("families.sign")
@require_POST
def do(request: HttpRequest, public_id: str, act: str) -> HttpResponse:
    """One act on a case, named by the button pressed. Signing is open to approvers, all else to liaisons alone."""
    row = get_object_or_404(Case, public_id=public_id)
    user = signed_in(request)
    if act not in _ACTS:
        raise Http404
    if act != "sign" and not may(user, "families.write"):
        raise Http404
    try:
        _ACTS[act](request, row, user, clock.now())
    except Refused as error:
        messages.error(request, str(error))
    return redirect("families:case", public_id)


def _standing(request: HttpRequest, case: Case, by: User, at: datetime) -> None:
    proved = request.POST.get("proved") == "yes"
    actions.check_standing(by=by, at=at, case=case, proved=proved, papers=request.POST.get("papers", ""))


def _portal(request: HttpRequest, case: Case, by: User, at: datetime) -> None:
    username, password = request.POST.get("username", "").strip(), request.POST.get("password", "")
    if not username or len(password) < MIN_PASSWORD:
        raise Refused(_("An account needs a name and a password of at least 12 letters."))
    actions.open_portal(by=by, at=at, case=case, username=username[:150], password=password)


def _draft(request: HttpRequest, case: Case, by: User, at: datetime) -> None:
    actions.draft_notice(by=by, at=at, case=case)


def _sign(request: HttpRequest, case: Case, by: User, at: datetime) -> None:
    actions.sign_notice(by=by, at=at, notice=_notice(request, case))


def _withdraw(request: HttpRequest, case: Case, by: User, at: datetime) -> None:
    actions.withdraw_notice(by=by, at=at, notice=_notice(request, case))


def _tell(request: HttpRequest, case: Case, by: User, at: datetime) -> None:
    actions.tell(by=by, at=at, notice=_notice(request, case), how=request.POST.get("how", ""))


def _meet(request: HttpRequest, case: Case, by: User, at: datetime) -> None:
    try:
        due_at = datetime.fromisoformat(request.POST.get("due_at", "")).replace(tzinfo=UTC)
    except ValueError as error:
        raise Refused(_("Write the time of the meeting as a date and an hour.")) from error
    place, about = request.POST.get("place", "")[:200], request.POST.get("about", "")[:300]
    actions.agree_meeting(by=by, at=at, case=case, due_at=due_at, place=place, about=about)


def _met(request: HttpRequest, case: Case, by: User, at: datetime) -> None:
    appointment = get_object_or_404(case.appointments, public_id=request.POST.get("appointment", ""))
    actions.hold_meeting(by=by, at=at, appointment=appointment, said=request.POST.get("said", ""))


def _pass_on(request: HttpRequest, case: Case, by: User, at: datetime) -> None:
    letter = get_object_or_404(case.letters, public_id=request.POST.get("letter", ""))
    actions.pass_on(by=by, at=at, letter=letter, through=request.POST.get("through", ""))


def _seen(request: HttpRequest, case: Case, by: User, at: datetime) -> None:
    swindle = get_object_or_404(case.swindles, public_id=request.POST.get("swindle", ""))
    actions.see_swindle(by=by, at=at, swindle=swindle)


def _notice(request: HttpRequest, case: Case) -> Notice:
    return get_object_or_404(case.notices, public_id=request.POST.get("notice", ""))


_ACTS: dict[str, Callable[[HttpRequest, Case, User, datetime], None]] = {
    "standing": _standing,
    "portal": _portal,
    "draft": _draft,
    "sign": _sign,
    "withdraw": _withdraw,
    "tell": _tell,
    "meet": _meet,
    "met": _met,
    "pass-on": _pass_on,
    "seen": _seen,
}
