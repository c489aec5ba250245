"""What is brought again: closed anew, or taken from another channel of ours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime

from desk.channel import ends
from desk.channel.models import Channel
from homeward.channel.arrival import Collected, Refusal, is_old
from homeward.channel.carriers.blob import SUFFIX
from homeward.channel.party import Party
from homeward.words import Saying, saying


def resealed(end: Party, collected: Collected, at: datetime) -> Iterator[Refusal]:
    """The files that brought a message again under a new seal, with what is to be said of each."""
    for arrival in collected.arrived:
        if arrival.resealed:
            old = is_old(arrival.message, end.transcript, at)
            told = saying("channel", "replay_resealed" if old else "again_resealed")
            yield Refusal(arrival.name, hashlib.sha256(arrival.blob).hexdigest(), told)


def told_of(channel: Channel, refusal: Refusal) -> Saying:
    """Why a file was refused; that it came from another channel of ours, if its bytes lie in one of its folders."""
    name = f"{refusal.sha256}{SUFFIX}"
    for other in Channel.objects.exclude(pk=channel.pk):
        if any((folder / name).exists() for folder in (ends.inbox(other), ends.outbox(other))):
            return saying("channel", "replay_other_channel", peer=other.peer)
    return refusal.saying
