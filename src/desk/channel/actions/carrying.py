"""Acts of carriage: sealed messages in from a carrier, and out to one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import blobs, boxes, ends, intake, mirror
from desk.channel.actions.witnessing import take_marks
from desk.channel.models import Channel, Message, Showing
from homeward.canonical import Value
from homeward.channel.arrival import Collected, Refusal
from homeward.channel.carriers import folder
from homeward.channel.errors import ChannelError
from homeward.channel.transcript import Added


@transaction.atomic
def receive_from_folder(*, by: User, at: datetime, channel: Channel, path: Path | None = None) -> Collected:
    """Take in every sealed message of the folder `path` (else the channel's inbox). A second copy changes nothing;
    bad ones are listed with the reason and raise an alarm."""
    end = ends.end_of(channel)
    collected = end.collect(path or ends.inbox(channel), at)
    for arrival in collected.new:
        if arrival.added == Added.DISCLOSED:
            mirror.show(by=by, at=at, channel=channel, arrival=arrival)
        else:
            mirror.keep(by=by, at=at, channel=channel, end=end, message=arrival.message, sealed=arrival.blob)
    end.forget(at)
    boxes.save(channel, end.boxes, end.keyring.speaker)
    mirror.raise_alarms(at=at, channel=channel, end=end, collected=collected)
    mirror.refresh(at=at, channel=channel, end=end)
    counts: dict[str, Value] = {"new": len(collected.new), "refused": len(collected.refused)}
    record(by=by, at=at, act="channel.receive", subject=channel.public_id, data=counts)
    return collected


@transaction.atomic
def take_in(*, by: User, at: datetime, channel: Channel, files: Sequence[intake.Brought]) -> Collected:
    """Take in what a carrier brought: sealed files, mails, zipped folders, photos of codes, a mediator's postmarks.
    What could not be read is listed with the reason, and changes nothing."""
    stamped = [one for file in files if (one := intake.marks_of(file))]
    told = [bad for file in stamped if (bad := _unread_marks(by, at, channel, file))]
    unread = [*told, *intake.keep(channel, [file for file in files if file not in stamped])]
    ends.inbox(channel).mkdir(parents=True, exist_ok=True)
    collected = receive_from_folder(by=by, at=at, channel=channel)
    return Collected(collected.arrived, (*unread, *collected.refused))


def _unread_marks(by: User, at: datetime, channel: Channel, file: intake.Brought) -> Refusal | None:
    try:
        take_marks(by=by, at=at, channel=channel, data=file.data)
    except ChannelError as error:
        return file.refused(error.saying)
    return None


@transaction.atomic
def export_to_folder(*, by: User, at: datetime, channel: Channel, path: Path | None = None) -> list[Path]:
    """Write every sealed message of ours into the folder `path` (else the channel's outbox); the files. What not
    everybody can open lies in a folder below, named for the party that can. Files that are there already stay."""
    target = path or ends.outbox(channel)
    ours = channel.messages.filter(direction=Message.Direction.OUT).order_by("id")
    files = [folder.put(target, bytes(row.sealed)) for row in ours if row.head is None]
    for row in ours.exclude(head=None):
        files += [folder.put(target / party, blobs.sealed_for(row, party)) for party in channel.parties]
    shown = Showing.objects.filter(message__channel=channel).order_by("id")
    files += [folder.put(target / one.to, bytes(one.sealed)) for one in shown]
    record(by=by, at=at, act="channel.export", subject=channel.public_id, data={"count": len(files)})
    return files
