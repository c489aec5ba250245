"""The track of questions to the detaining power: what was asked about whom, through whom, and what was replied."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.channel import ends, queries
from desk.channel.models import Channel
from desk.channel.views.page import file, language, page
from homeward.channel.export import export
from homeward.channel.inquiries import privileged
from homeward.channel.suggestions import told_in_secret


@allowed("channel.read")
def questions(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every question on the channel, newest first, with its replies and where they come from."""
    row = get_object_or_404(Channel, public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="channel.read_questions", subject=row.public_id)
    context = {"channel": row, "asked": queries.questions(row, clock.now(), language())}
    return page(request, "channel/questions.html", context)


@allowed("channel.read")
def for_court(request: HttpRequest, public_id: str) -> HttpResponse:
    """The transcript for a court: of what comes from the ICRC only the heads are shown."""
    row = get_object_or_404(Channel, public_id=public_id)
    record(by=signed_in(request), at=clock.now(), act="channel.export_for_court", subject=row.public_id)
    said = ends.end_of(row).transcript
    cut: dict[str, dict[str, None]] = {id: {} for id in (*privileged(said.held), *told_in_secret(said.held))}
    return file(export(said, cut), f"court-{row.public_id}.jsonl", "application/jsonl")
