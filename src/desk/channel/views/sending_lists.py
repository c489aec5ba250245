"""Pages of lists: both sides' hashes and lines, a new list of ours, and what was answered to it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.channel import actions, choosing, listing, queries
from desk.channel.forms import ListForm, ShowForm
from desk.channel.listing import Judged
from desk.channel.models import Channel, OwnList
from desk.channel.views.page import attempt, language, page, sentence
from homeward.errors import HomewardError
from homeward.register.labels import value_label


@allowed("channel.read")
def lists(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every list of both sides, fixed or shown; and to whom a list that leaked was given."""
    row = get_object_or_404(Channel, public_id=public_id)
    leaked = choosing.pasted(request.GET.get("leaked", ""))
    record(by=signed_in(request), at=clock.now(), act="channel.read_lists", subject=row.public_id)
    told = [(one, _label(one.list.category)) for one in queries.lists(row, language())]
    context: dict[str, object] = {
        "channel": row,
        "lists": told,
        "asked": [(one, _label(one.category)) for one in queries.asked_for(row)],
        "leaked": leaked,
        "given": queries.given_to(leaked),
    }
    return page(request, "channel/lists.html", context)


@allowed("channel.compose")
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose whom a list is to name, read what is said of each line, and fix it."""
    row = get_object_or_404(Channel, public_id=public_id)
    form = _form(request, row)
    judged: Judged | None = None
    if request.method == "POST" and form.is_valid():
        try:
            judged = _judged(request, row, form)
            _read(request, row, judged)
            if "fix" in request.POST:
                return redirect("channel:own_list", _fix(request, row, form, judged).public_id)
        except HomewardError as error:
            form.add_error(None, sentence(error))
    told = judged.lines if judged else ()
    context: dict[str, object] = {
        "channel": row,
        "form": form,
        "judged": judged,
        "faults": [(line, line.saying.in_language(language())) for line in told if line.saying],
        "undecided": [line for line in told if line.undecided],
    }
    return page(request, "channel/list_new.html", context)


@allowed("channel.read")
def own(request: HttpRequest, public_id: str) -> HttpResponse:
    """A list of ours: its hash, theirs, its lines, and what was answered to each."""
    row = _own(public_id)
    data = {"persons": row.people, "purpose": "exchange"}
    record(by=signed_in(request), at=clock.now(), act="channel.read_list", subject=row.public_id, data=data)
    every, their = queries.lists(row.channel, language()), queries.their_commit(row)
    context: dict[str, object] = {
        "channel": row.channel,
        "row": row,
        "told": next((one for one in every if one.own == row), None),
        "theirs": next((one for one in every if one.list == their), None),
        "category": _label(row.category),
        "lines": queries.lines_of(row, language()),
        "form": ShowForm(),
    }
    return page(request, "channel/list_own.html", context)


@require_POST
@allowed("channel.compose")
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send a list of ours as it was fixed."""
    row, form = _own(public_id), ShowForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    attempt(request, lambda: actions.show_list(by=signed_in(request), at=clock.now(), row=row, reason=reason))
    return redirect("channel:own_list", public_id)


def _own(public_id: str) -> OwnList:
    rows = OwnList.objects.select_related("channel", "committed", "shown", "fixed_by", "shown_by")
    return get_object_or_404(rows, public_id=public_id)


def _form(request: HttpRequest, row: Channel) -> ListForm:
    labels = [(key, _label(key)) for key in listing.categories(row)]
    initial = {
        "as_of": clock.today(),
        **{name: request.GET[name] for name in ("category", "as_of") if name in request.GET},
    }
    return ListForm(labels, request.POST or None, request.FILES or None, initial=initial)


def _judged(request: HttpRequest, row: Channel, form: ListForm) -> Judged:
    """What is said of those ticked; before anything is ticked, of those pasted, or of those whom the search finds."""
    given = form.cleaned_data
    whom, on, ids = OwnList.Whom(given["whom"]), given["as_of"], request.POST.getlist("line")
    if "fix" not in request.POST:
        ids = choosing.pasted(given["ids"]) + (choosing.column(given["table"].read()) if given["table"] else [])
        ids = ids or choosing.chosen(row, whom, given["category"], on, given["text"], given["place"])
        choosing.check(ids)
    return listing.judge(row, whom, given["category"], on, ids, clock.now())


def _read(request: HttpRequest, row: Channel, judged: Judged) -> None:
    data = {"persons": [line.entry.id for line in judged.lines if line.entry.person], "purpose": "exchange"}
    record(by=signed_in(request), at=clock.now(), act="channel.prepare_list", subject=row.public_id, data=data)


def _fix(request: HttpRequest, row: Channel, form: ListForm, judged: Judged) -> OwnList:
    given = form.cleaned_data
    return actions.fix_list(
        by=signed_in(request),
        at=clock.now(),
        channel=row,
        whom=OwnList.Whom(given["whom"]),
        category=given["category"],
        as_of=given["as_of"],
        ids=[line.entry.id for line in judged.lines],
    )


def _label(category: str) -> str:
    return value_label("ex_category", category, language())
