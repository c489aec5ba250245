"""Safe passage: notices and acknowledgements."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.handover.actions.step import act
from desk.handover.models import Acknowledgement, Notice, Operation
from homeward.canonical import Value
from homeward.channel.notice import Notice as Passage


@transaction.atomic
def give_notice(
    *, by: User, at: datetime, operation: Operation, party: str, passage: Passage, place: str = "", message: str = ""
) -> Notice:
    """Notice of safe passage by the side that moves; it replaces an earlier one of its place and needs new
    acknowledgements. `message` is the id of the channel's message, if it came that way: then that is its hash."""
    sha256 = message or passage.sha256(operation.public_id, party)
    window: dict[str, Value] = {
        "sha256": sha256,
        "since": passage.since.isoformat(),
        "until": passage.until.isoformat(),
        "place": place,
    }
    if message:
        window["message"] = message
    act(by=by, at=at, operation=operation, kind="notice", party=party, data=window)
    return Notice.objects.create(
        operation=operation,
        party=party,
        area=passage.area,
        since=passage.since,
        until=passage.until,
        vehicles=passage.vehicles,
        routes=passage.routes,
        means=passage.means,
        persons=passage.persons,
        contacts=passage.contacts,
        place=place,
        sha256=sha256,
        given_at=at,
        given_by=by,
    )


@transaction.atomic
def acknowledge(
    *,
    by: User,
    at: datetime,
    notice: Notice,
    party: str,
    units: str,
    until: datetime | None = None,
    message: str = "",
) -> Acknowledgement:
    """The word of `party` that the units named are told of exactly this notice; it may lapse at `until`."""
    data: dict[str, Value] = {"of": notice.sha256, "units": units.strip()}
    if until is not None:
        data["until"] = until.isoformat()
    if message:
        data["message"] = message
    act(by=by, at=at, operation=notice.operation, kind="acknowledge", party=party, data=data)
    return Acknowledgement.objects.create(
        notice=notice, party=party, units=units.strip(), until=until or notice.until, at=at, by=by
    )
