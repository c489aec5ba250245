"""The steps of a crossing, and the other side that signs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from desk.handover import actions
from desk.handover.models import Operation, Receipt
from homeward.canonical import Value
from homeward.channel.party import Keyring
from homeward.handover import receipt as paper
from homeward.keys import Identity

THEIRS = Identity.from_seed(b"z" * 32, "ZLS")


def card(party: str, speaker: Identity, now: datetime) -> Value:
    """The card of a party, as pairing put it into the channel."""
    root, *seats = (Identity.from_seed(party.encode() * 32, f"{party}-{name}") for name in ("root", "p1", "p2"))
    return Keyring.make(party, root, speaker, tuple(seats), now).card.to_value()


def passage(now: datetime) -> actions.Passage:
    until = now + timedelta(hours=6)
    return actions.Passage("the valley", now, until, 4, "road 7", "buses", 4, "call-sign Heron")


def cleared(operation: Operation, staff: Any, now: datetime) -> None:
    for party in ("VRH", "ZLS"):
        actions.act(by=staff("approver"), at=now, operation=operation, kind="start", party=party)
    given = actions.give_notice(by=staff("escort"), at=now, operation=operation, party="VRH", passage=passage(now))
    actions.acknowledge(by=staff("escort"), at=now, notice=given, party="ZLS", units="3rd brigade")


def crossed(operation: Operation, staff: Any, now: datetime, number: int, signer: Identity = THEIRS) -> Receipt:
    by, stage = staff("escort"), operation.stages.get(number=number)
    actions.act(by=by, at=now, operation=operation, kind="move", party="VRH", data={"stage": number})
    stage.refresh_from_db()
    for row in stage.rows.all():
        actions.mark(by=by, at=now, row=row, seen=True)
    actions.end_roll_call(by=by, at=now, stage=stage, party="VRH")
    ours = actions.sign_receipt(by=by, at=now, stage=stage)
    both = paper.sign(paper.verify(bytes(ours.data)), "ZLS", signer)
    return actions.countersign(by=by, at=now, receipt=ours, data=both.to_bytes())
