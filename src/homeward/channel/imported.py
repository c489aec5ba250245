"""A transcript read back from its exported bytes, and from nothing else: what a mediator rules on (invariant I10)."""

from __future__ import annotations

from collections.abc import Mapping

from homeward import canonical
from homeward.canonical import NotCanonical, Value
from homeward.channel import message
from homeward.channel.errors import BadMessage
from homeward.channel.export import FORMAT
from homeward.channel.pairing import Channel
from homeward.channel.postmark import Postmark
from homeward.channel.transcript import Transcript
from homeward.channel.witness import Cosignature


def imported(data: bytes) -> Transcript:
    """The transcript in an exported file, every line checked as at its own time; raises ChannelError for a file that is
    none, or of which a line does not hold."""
    head, *lines = data.splitlines() or [b""]
    transcript = Transcript(_channel(_value(head)))
    for line in lines:
        _take(transcript, line)
    return transcript


def _take(transcript: Transcript, line: bytes) -> None:
    value = _value(line)
    if "postmark" in value:
        transcript.stamp(Postmark.from_value(value["postmark"]))
    elif "witness" in value:
        transcript.witness(Cosignature.from_value(value["witness"]))
    else:
        said = message.read(line)
        transcript.add(said, said.at)


def _channel(head: Mapping[str, Value]) -> Channel:
    if head.get("format") != FORMAT:
        raise BadMessage("not_a_transcript")
    try:
        return Channel.from_value(head)
    except ValueError as error:
        raise BadMessage("not_a_transcript") from error


def _value(line: bytes) -> Mapping[str, Value]:
    try:
        value = canonical.decode(line)
    except NotCanonical as error:
        raise BadMessage("not_a_transcript") from error
    if not isinstance(value, Mapping):
        raise BadMessage("not_a_transcript")
    return value
