"""The transcript of a channel for pages that only read: what was checked once is not checked again at each view.

Kept by each thread up to the newest row it has seen; later rows are checked as they are added. Acts never use it, and
the page "Verify" and every export check everything anew.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import local

from desk.channel import ends
from desk.channel.models import Channel, Disclosure
from homeward.channel.message import read
from homeward.channel.transcript import Transcript

CHANNELS = 16


class _Read:
    """A transcript, the newest rows in it, and how many they are."""

    def __init__(self, channel: Channel) -> None:
        self.transcript = Transcript(ends.joined(channel))
        self.message = self.disclosure = self.postmark = self.count = 0

    def catch_up(self, channel: Channel) -> None:
        for row in channel.messages.filter(pk__gt=self.message).order_by("pk"):
            self.transcript.add(read(bytes(row.envelope)), row.taken_in_at)
            self.message, self.count = row.pk, self.count + 1
        for more in Disclosure.objects.filter(message__channel=channel, pk__gt=self.disclosure).order_by("pk"):
            self.transcript.add(read(bytes(more.envelope)), more.taken_in_at)
            self.disclosure = more.pk
        for mark in channel.postmarks.filter(pk__gt=self.postmark).order_by("pk"):
            self.transcript.stamp(mark.to_value())
            self.postmark = mark.pk


class _Kept(local):
    def __init__(self) -> None:
        self.channels: OrderedDict[str, _Read] = OrderedDict()


_kept = _Kept()


def transcript(channel: Channel) -> Transcript:
    """Everything said on `channel`, to be read and never added to. Raises ChannelError when a row does not hold."""
    so_far = _kept.channels.pop(channel.public_id, None) or _Read(channel)
    so_far.catch_up(channel)
    if so_far.count != channel.messages.count():  # a row with a smaller number was committed after a greater one
        so_far = _Read(channel)
        so_far.catch_up(channel)
    _kept.channels[channel.public_id] = so_far
    while len(_kept.channels) > CHANNELS:
        _kept.channels.popitem(last=False)
    return so_far.transcript
