"""The first page of the day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.today import drawing, queries


@allowed("today.see")
def today(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    sees_people = may(user, "register.search")
    context = {
        "waiting": queries.waiting(user, clock.today()),
        "news": queries.news(user),
        "ladder": queries.ladder(get_language() or "en") if sees_people else [],
        "chart": drawing.cumulative(queries.captured_by_month()) if sees_people else None,
        "day": clock.today(),
    }
    return render(request, "today/today.html", context)
