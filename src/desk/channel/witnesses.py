"""Cosignatures of witnesses held against the chains that are here: a contradiction is an alarm and a proof."""

from __future__ import annotations

from django.db.models import QuerySet

from desk.channel.models import Channel, Cosignature
from homeward.channel import witness
from homeward.channel.transcript import Transcript
from homeward.words import Saying, saying

_FOUND = {
    None: Cosignature.Found.AHEAD,
    True: Cosignature.Found.AGREES,
    False: Cosignature.Found.CONTRADICTS,
}


def found(one: witness.Cosignature, said: Transcript) -> Cosignature.Found:
    """What `one` says of the chain that is here."""
    return _FOUND[witness.agrees(one.claim, said.chains.ids(one.claim.author))]


def compare_again(channel: Channel, said: Transcript) -> None:
    """Hold every cosignature that was ahead of us against the chain as it is now."""
    for row in channel.cosignatures.filter(found=Cosignature.Found.AHEAD):
        row.found = found(row.to_value(), said)
        row.save(update_fields=["found"])


def contradictions(channel: Channel) -> list[tuple[Saying, Cosignature]]:
    """The cosignatures that contradict the chain here, with the sentence of the alarm."""
    rows = channel.cosignatures.filter(found=Cosignature.Found.CONTRADICTS)
    return [(saying("channel", "witness_contradicts", name=row.author), row) for row in rows]


def into(said: Transcript, channel: Channel) -> None:
    """Put the newest cosignature of each author by each mediator that agrees into the transcript."""
    for row in newest(channel.cosignatures.filter(found=Cosignature.Found.AGREES)):
        said.witness(row.to_value())


def newest(rows: QuerySet[Cosignature]) -> list[Cosignature]:
    """Of the cosignatures in `rows` the one for the longest chain of each author by each mediator."""
    return list({(row.author, row.mediator): row for row in rows.order_by("size")}.values())
