"""The bounds of what may be sent to the desk at once."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

MOST = 256 * 1024 * 1024
"""Bytes of one request: the pages of a private comparison of a million people. Each form bounds its own files."""


class AtMost:
    """Refuses a request that says it is longer than `MOST`, before any of it is read, and an address with a zero byte,
    which nothing here has in its name and PostgreSQL does not take."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        said = str(request.META.get("CONTENT_LENGTH") or "0")
        if said.isdecimal() and int(said) > MOST:
            return HttpResponse(render_to_string("413.html"), status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if "\0" in request.path_info:
            return HttpResponse(render_to_string("404.html"), status=HTTPStatus.NOT_FOUND)
        return self.get_response(request)
