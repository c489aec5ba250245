"""Where the sealed bytes of our messages are, as far as this desk knows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from desk.channel import ends
from desk.channel.models import Channel, Message
from homeward.channel.carriers.blob import SUFFIX
from homeward.channel.progress import Carriage


def carried(channel: Channel, rows: Iterable[Message]) -> dict[str, Carriage]:
    """What was done with each of `rows`, ours, by the ids of their messages: a mediator's postmark says that it was
    taken away; a file in the outbox, that it waits for who carries the folder."""
    stamped = set(channel.postmarks.values_list("of", flat=True))
    waiting = {path.name.removesuffix(SUFFIX) for path in ends.outbox(channel).glob(f"**/*{SUFFIX}")}
    found: dict[str, Carriage] = {}
    for row in rows:
        names = {hashlib.sha256(bytes(data)).hexdigest() for data in (row.sealed, row.head) if data}
        if stamped & {row.body_hash, *names}:
            found[row.body_hash] = Carriage.SENT
        elif waiting & names:
            found[row.body_hash] = Carriage.QUEUED
    return found
