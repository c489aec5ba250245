"""What all pages of the channel share."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk.accounts.access import may, signed_in
from homeward.channel.errors import ChannelError
from homeward.errors import HomewardError

_BETWEEN = ("mediate", "observe", "dispute", "disclose")


def page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """The page, which knows what its reader may do."""
    user = signed_in(request)
    acts = ("pair", "compose", "carry", "approve", "seat", "certify", "pen", *_BETWEEN)
    allowed_acts = [f"channel.{act}" for act in acts if may(user, f"channel.{act}")]
    reads = ["register.read_person"] if may(user, "register.read_person") else []
    return render(request, template, {**context, "may": [*allowed_acts, *reads], "kind": settings.HOMEWARD_KIND})


def attempt(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do `act`; whether it was done. A refusal is told on the next page."""
    try:
        act()
    except HomewardError as error:
        messages.error(request, sentence(error))
        return False
    return True


def done(request: HttpRequest, form: forms.Form, act: Callable[[], object], then: str) -> HttpResponse:
    """Do `act` if `form` holds, tell what became of it, and go on to the page `then`."""
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
    elif attempt(request, act):
        messages.success(request, _("Done."))
    return redirect(then)


def attempt_form(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do `act`; whether it was done. A refusal is told on `form`."""
    try:
        act()
    except HomewardError as error:
        form.add_error(None, sentence(error))
        return False
    return True


def sentence(error: HomewardError) -> str:
    """The refusal in the language of the page."""
    return error.saying.in_language(language()) if isinstance(error, ChannelError) else str(error)


def file(data: bytes, name: str, media_type: str) -> HttpResponse:
    """A download."""
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=media_type, headers=disposition)


def language() -> str:
    return get_language() or "en"
