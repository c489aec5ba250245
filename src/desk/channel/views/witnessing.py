"""What a mediator gives out: its postmarks and cosignatures as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit.actions import record
from desk.channel.models import Channel
from desk.channel.queries.witnessing import marks_of
from desk.channel.views.page import file
from homeward.channel import marks


@allowed("channel.carry")
def marks_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every postmark and the newest cosignatures of the channel, for both headquarters."""
    row = get_object_or_404(Channel, public_id=public_id)
    given = marks_of(row)
    record(by=signed_in(request), at=clock.now(), act="channel.give_marks", subject=row.public_id)
    data = marks.write(given.postmarks, given.cosignatures)
    return file(data, f"postmarks-{row.public_id}.jsonl", "application/jsonl")
