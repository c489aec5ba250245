"""The private box keys of our end of a channel, in a file that only its owner can read.

A file and not a row, because a key that was dropped must be gone: rows live on in dumps and logs of the database.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from desk.channel.models import Channel
from homeward.channel.ratchet import Boxes


def load(channel: Channel) -> Boxes:
    """The keys as they were kept last; none before the first message."""
    path = _path(channel)
    return Boxes.from_bytes(path.read_bytes()) if path.exists() else Boxes()


def save(channel: Channel, boxes: Boxes) -> None:
    """Keep exactly these keys, completely or not at all; those that are not among them are gone."""
    path = _path(channel)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(boxes.to_bytes())
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def _path(channel: Channel) -> Path:
    return Path(settings.VAR) / "keys" / "boxes" / f"{channel.public_id}.json"
