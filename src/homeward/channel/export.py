"""What leaves the channel as a file, for a mediator, an auditor or a court; `verifier` checks it without this house.

A transcript is JSON lines: the first holds the cards, each further line one message, causes before effects; then the
postmarks and cosignatures. The proof of a fork is one line.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from homeward import canonical
from homeward.canonical import Value
from homeward.channel import admission
from homeward.channel.chains import Fork
from homeward.channel.message import Message
from homeward.channel.transcript import Transcript

FORMAT = "homeward transcript 2"
FORK_FORMAT = "homeward fork 1"

Cut = Mapping[str, Mapping[str, Collection[int] | None]]
"""For messages by their ids, the fields that are still shown: None for a whole field, else the rows of a list."""


def export(transcript: Transcript, cut: Cut | None = None) -> bytes:
    """The file: cards, bodies, signatures, approvals, postmarks, cosignatures; forks included. Of the messages in
    `cut` no more is shown than it says; what tells who may speak is never cut."""
    rows = (_cut(message, cut or {}) for message in transcript.held)
    lines = [canonical.encode({"format": FORMAT, **transcript.channel.to_value()}), *(row.to_bytes() for row in rows)]
    testimony = transcript.testimony
    lines.extend(canonical.encode({"postmark": one.to_value()}) for one in testimony.postmarks)
    lines.extend(canonical.encode({"witness": one.to_value()}) for one in testimony.cosignatures)
    return b"\n".join(lines) + b"\n"


def export_fork(transcript: Transcript, fork: Fork) -> bytes:
    """The proof that an author signed two messages under one number; it shows nothing of what they say."""
    certificate = None
    if transcript.channel.certificate(fork.by) is None:
        certificate = transcript.roster.speaker(fork.one).to_value()
    messages: list[Value] = [
        {"body": one.raw.decode(), "signature": one.signature.to_value()} for one in (fork.one, fork.other)
    ]
    head = transcript.channel.to_value()
    return canonical.encode({"format": FORK_FORMAT, **head, "certificate": certificate, "messages": messages}) + b"\n"


def _cut(message: Message, cut: Cut) -> Message:
    if message.id not in cut or message.act.kind in admission.WHOLE:
        return message
    return message.showing(cut[message.id])
