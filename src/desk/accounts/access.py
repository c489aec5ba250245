"""What each role may do: read from the rooms' permissions.csv, on the desk of a mediator or an observer from
permissions_mediator.csv or permissions_observer.csv. Whatever no table allows is refused and logged."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from desk.accounts.models import User

View = Callable[..., HttpResponseBase]


def permissions() -> dict[str, frozenset[str]]:
    """The roles that may do each act, such as "register.read_person", on a desk of our kind of party."""
    return _table(settings.HOMEWARD_KIND)


@cache
def _table(kind: str) -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    name = "permissions.csv" if kind == "headquarters" else f"permissions_{kind}.csv"
    for room in settings.ROOMS:
        path = settings.PACKAGE / room / name
        if path.exists():
            rows = csv.DictReader(path.read_text("utf-8").splitlines())
            table |= {row["act"]: frozenset(row["roles"].split()) for row in rows}
    return table


def may(user: object, act: str) -> bool:
    """Whether `user` may do `act`; an act that no table names is nobody's."""
    return isinstance(user, User) and user.is_active and user.role in permissions().get(act, frozenset())


def allowed(act: str) -> Callable[[View], View]:
    """Marks a view with the act it does and lets only the act's roles reach it."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, act):
                raise PermissionDenied(act)
            return view(request, *args, **kwargs)

        guarded.act = act  # type: ignore[attr-defined]
        return guarded

    return mark


def open_to_all(view: View) -> View:
    """Marks a view that needs no account, such as the sign-in page."""
    view.act = None  # type: ignore[attr-defined]
    return view


class DenyByDefault:
    """Refuses every view that does not say which act it does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        if not hasattr(view, "act"):
            raise PermissionDenied(f"{view.__module__}.{view.__name__} declares no act")


def signed_in(request: HttpRequest) -> User:
    """The user of a view marked with `allowed`; raises PermissionDenied for anybody else."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
