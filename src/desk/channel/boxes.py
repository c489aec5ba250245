"""The private box keys of our end of a channel, sealed under the desk's own key in a file that only its owner reads.

A file and not a row, because a key that was dropped must be gone: rows live on in dumps and logs of the database.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from desk.accounts.identity import write
from desk.channel.models import Channel
from homeward import keys
from homeward.channel.errors import BadCard
from homeward.channel.ratchet import Boxes
from homeward.keys import Identity, PublicIdentity


def load(channel: Channel, speaker: Identity) -> Boxes:
    """The keys of `speaker` as they were kept last; none before the first message. Raises BadCard for a damaged
    file."""
    path = _path(channel, speaker.public)
    if not path.exists():
        return Boxes()
    try:
        return Boxes.from_bytes(keys.open_sealed([speaker.box], path.read_bytes(), _context(channel)))
    except keys.CannotOpen as error:
        raise BadCard("boxes_damaged") from error


def save(channel: Channel, boxes: Boxes, speaker: Identity) -> None:
    """Keep exactly these keys, completely or not at all; those that are not among them are gone."""
    write(_path(channel, speaker.public), keys.seal(boxes.to_bytes(), [speaker.public.box], _context(channel)))


def _context(channel: Channel) -> bytes:
    return f"boxes {channel.ch}".encode()


def _path(channel: Channel, speaker: PublicIdentity) -> Path:
    return Path(settings.VAR) / "keys" / "boxes" / f"{channel.public_id}.{speaker.name}.sealed"
