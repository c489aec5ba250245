"""Pages of the deals among several states."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.planner import actions, queries
from desk.planner.forms import TableForm, examples, filled_with
from desk.planner.jobs import answer_table_later
from desk.planner.models import Table

SHOWN = 50  # tables on the list


@allowed("planner.read")
def tables(request: HttpRequest) -> HttpResponse:
    """The tables laid so far, newest first."""
    context = {
        "tables": Table.objects.select_related("made_by")[:SHOWN],
        "examples": examples(),
        "may_propose": may(request.user, "planner.propose"),
    }
    return render(request, "planner/tables.html", context)


@allowed("planner.propose")
def new_table(request: HttpRequest) -> HttpResponse:
    """Lay a table; with ?example=NAME the form comes with a deal that took place."""
    begun = filled_with(request.GET.get("example", ""))
    form = TableForm(request.POST or None, request.FILES or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        found = actions.lay_table(by=signed_in(request), at=clock.now(), title=given["title"], sheet=given["sheet"])
        answer_table_later.enqueue(found.public_id)
        return redirect("planner:table", found.public_id)
    return render(request, "planner/new_table.html", {"form": form, "examples": examples()})


@allowed("planner.read")
def table(request: HttpRequest, public_id: str) -> HttpResponse:
    """The answer to one table: who is released to whom, what comes first, who is left out, what it hangs on."""
    row, language = get_object_or_404(Table, public_id=public_id), get_language() or "en"
    record(by=signed_in(request), at=clock.now(), act="planner.read_table", subject=row.public_id)
    context = {
        "table": row,
        "answer": queries.answer_of(row, language),
        "conditions": queries.conditions_of(row, language),
    }
    return render(request, "planner/table.html", context)
