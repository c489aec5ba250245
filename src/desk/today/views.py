"""The first page of the day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.register.queries import home_party
from desk.today import drawing, queries
from desk.today.news import last_seen, news
from desk.today.waiting import waiting


@allowed("today.see")
def today(request: HttpRequest) -> HttpResponse:
    user, now = signed_in(request), clock.now()
    since = last_seen(user)
    months = queries.months() if may(user, "register.search") else []
    context = {
        "waiting": waiting(user, now),
        "since": since,
        "news": news(user, since),
        "coming": queries.coming() if may(user, "handover.read") else [],
        "ladder": queries.ladder(get_language() or "en") if may(user, "register.search") else [],
        "months": months,
        "chart": drawing.over_time(months),
        "party": home_party(),
        "day": clock.today(),
    }
    return render(request, "today/today.html", context)
