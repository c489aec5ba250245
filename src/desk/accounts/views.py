"""Signing in and out; the language and the light of the pages; refusals."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts import actions
from desk.accounts.access import open_to_all
from desk.accounts.forms import SignIn
from desk.accounts.models import Role, User
from desk.accounts.rooms import LIGHTS
from desk.accounts.sample import sample_accounts, sample_passphrase
from desk.audit.actions import record

YEAR = 365 * 24 * 3600


@open_to_all
def sign_in(request: HttpRequest) -> HttpResponse:
    """The page of signing in. Whoever failed too often waits, and meanwhile no password is looked at."""
    if request.user.is_authenticated:
        return redirect("today:today")
    name, address, now = request.POST.get("username", ""), _address(request), clock.now()
    waits = actions.too_many(at=now, username=name, address=address)
    form = SignIn(request, request.POST if request.method == "POST" and not waits else None)
    if form.is_bound and form.is_valid():
        return _enter(request, form.get_user())
    if form.is_bound:
        actions.note_failure(at=now, username=name, address=address)
    staff = [one for one in sample_accounts() if one.role != Role.FAMILY]
    shown = {"sample": staff, "passphrase": sample_passphrase()}
    context = {"form": form, "waits": waits, "next": _next(request, ""), **shown}
    return render(request, "accounts/sign_in.html", context, status=429 if waits else 200)


def _enter(request: HttpRequest, user: User) -> HttpResponse:
    login(request, user)
    record(by=user, at=clock.now(), act="accounts.sign_in")
    response = HttpResponseRedirect(_next(request, "/"))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, translation.get_language() or user.language, max_age=YEAR)
    return response


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, User):
        record(by=request.user, at=clock.now(), act="accounts.sign_out")
    logout(request)
    return redirect("accounts:sign_in")


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(_next(request, "/"))
    if request.POST.get("language") in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, request.POST["language"], max_age=YEAR, samesite="Lax")
    return response


@open_to_all
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(_next(request, "/"))
    if request.POST.get("theme") in LIGHTS:
        response.set_cookie("theme", request.POST["theme"], max_age=YEAR, samesite="Lax")
    return response


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of a refusal, and its entry in the ledger."""
    if isinstance(request.user, User):
        data = {"path": request.path[:200], "cause": str(exception)[:200]}
        record(by=request.user, at=clock.now(), act="access.refused", data=data)
    return render(request, "403.html", status=403)


@open_to_all
def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page of a form whose token does not fit: opened long ago, or sent from elsewhere. `reason` stays inside."""
    return render(request, "stale.html", status=403)


def _next(request: HttpRequest, default: str) -> str:
    target = request.POST.get("next") or request.GET.get("next") or default
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else default


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
