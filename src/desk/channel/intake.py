"""What a carrier brought to the desk, sorted by its first bytes: sealed files, mails, zipped folders, photos of codes.

Sealed messages found in it are put into the channel's inbox; codes wait beside it until all of a message are there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desk.channel import ends
from desk.channel.models import Channel
from homeward.channel import marks
from homeward.channel.arrival import Refusal
from homeward.channel.carriers import bag, folder, loop, mail, qr
from homeward.channel.carriers.blob import MAX_BLOB, Blob, found
from homeward.channel.carriers.errors import CarrierError
from homeward.words import Saying

_ZIPPED = b"PK"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF")


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it was uploaded."""

    name: str
    data: bytes

    def refused(self, told: Saying) -> Refusal:
        return Refusal(self.name, hashlib.sha256(self.data).hexdigest(), told)


def keep(channel: Channel, files: Sequence[Brought]) -> tuple[Refusal, ...]:
    """Put every sealed message in `files` into the inbox of `channel`; what could not be read, with the reason. A file
    that is bad spoils no other."""
    return tuple(refusal for file in files for refusal in _keep(channel, file))


def marks_of(file: Brought) -> Brought | None:
    """A mediator's postmarks: the file itself, or those in a zipped folder."""
    if marks.is_marks(file.data):
        return file
    if file.data.startswith(_ZIPPED):
        with suppress(CarrierError):  # `keep` tells of a ZIP file that cannot be read
            data = bag.marks(file.data)
            return Brought(file.name, data) if data else None
    return None


def begun(channel: Channel) -> tuple[loop.Progress, ...]:
    """The messages of which some codes were read and others not yet."""
    return loop.progress(_codes(channel))


def _keep(channel: Channel, file: Brought) -> Iterator[Refusal]:
    try:
        blobs, told = _read(channel, file)
        yield from (file.refused(one) for one in told)
        for blob in blobs:
            if blob.data is None:
                raise CarrierError("blob_too_large", limit=MAX_BLOB)
            folder.put(ends.inbox(channel), blob.data)
        for one in begun(channel):
            if not one.missing:
                folder.put(ends.inbox(channel), loop.whole(_codes(channel), one))
                loop.forget(_codes(channel), one)
    except CarrierError as error:
        yield file.refused(error.saying)


def _read(channel: Channel, file: Brought) -> tuple[tuple[Blob, ...], tuple[Saying, ...]]:
    if file.data.startswith(_ZIPPED):
        return bag.take(file.data)
    if file.data.startswith(_PICTURES):
        loop.keep(_codes(channel), qr.take(file.data))
        return (), ()
    if file.name.lower().endswith(".eml"):
        return mail.take(file.data), ()
    return (found(file.name, file.data),), ()


def _codes(channel: Channel) -> Path:
    return ends.inbox(channel) / "codes"
