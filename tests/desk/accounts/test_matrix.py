"""Every address × every role × reading and writing, made from the URL configurations: allowed is what the declared
permission allows, and nothing else. An address that declares none fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from desk.accounts.access import permissions
from desk.accounts.models import Role, User

SITES = ("desk.urls", "desk.families.portal_urls")
METHODS = ("GET", "POST")
SAMPLE: dict[str, Any] = {"int": 1, "slug": "none", "str": "none"}


@dataclass(frozen=True, slots=True)
class Route:
    """An address of a site, as a path with made-up parts, and the view behind it."""

    site: str
    path: str
    view: Callable[..., HttpResponse]
    parts: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.site.split('.')[1]}:{self.path}"


def routes() -> Iterator[Route]:
    for site in SITES:
        for prefix, page in _pages("/", get_resolver(site).url_patterns):
            parts = {name: SAMPLE[_kind(one)] for name, one in page.pattern.converters.items()}
            path = prefix + str(page.pattern)
            for name, one in page.pattern.converters.items():
                path = path.replace(f"<{_kind(one)}:{name}>", str(parts[name]))
            yield Route(site, path, page.callback, parts)


def _pages(prefix: str, patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _pages(prefix + str(one.pattern), one.url_patterns)
        else:
            yield prefix, one


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


ROUTES = list(routes())


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_an_address_declares_an_act_and_lets_nobody_else_in(route: Route) -> None:
    act = route.view.act  # type: ignore[attr-defined]
    if act is None:
        return
    for method in METHODS:
        request = RequestFactory().generic(method, route.path)
        for role in {*Role.values} - permissions()[act]:
            request.user = User(username=role, role=role, is_active=True)
            assert _refused(route, request), (role, method)
        request.user = AnonymousUser()
        assert _refused(route, request), ("a stranger", method)


def _refused(route: Route, request: Any) -> bool:
    try:
        answer = route.view(request, **route.parts)
    except PermissionDenied:
        return True
    return answer.status_code == 405 or answer.headers.get("Location", "").startswith("/sign-in/?next=")


def test_only_these_addresses_are_open_to_strangers() -> None:
    names = {str(route) for route in ROUTES if route.view.act is None}  # type: ignore[attr-defined]
    assert names == {
        "urls:/sign-in/",
        "urls:/sign-out/",
        "urls:/language/",
        "urls:/theme/",
        "urls:/record/public/",
        "urls:/api/record.json",
        "families:/sign-in/",
        "families:/sign-out/",
        "families:/language/",
        "families:/check/",
    }


@pytest.mark.soak
@pytest.mark.parametrize("role", [*Role.values, ""])
def test_the_whole_site_answers_a_role_as_declared(
    role: str, db: None, staff: Any, settings: Any, count: Callable[[str, int], None]
) -> None:
    asked = 0
    for route in ROUTES:
        settings.ROOT_URLCONF = route.site
        for method in METHODS:
            client = Client()
            if role:
                client.force_login(staff(role))
            answer = client.generic(method, route.path)
            _as_declared(route, role, answer)
            asked += 1
    count("requests answered as declared", asked)


def _as_declared(route: Route, role: str, answer: Any) -> None:
    act = route.view.act  # type: ignore[attr-defined]
    sent_away = answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")
    what = f"{route} for {role or 'a stranger'}: {answer.status_code}"
    assert answer.status_code < 500, what
    if act is None or role in permissions()[act]:
        assert answer.status_code != 403, what
        assert not sent_away, what
    elif role:
        assert answer.status_code in (403, 405), what
    else:
        assert sent_away or answer.status_code == 405, what
