"""What the other side says of a stage: kept beside ours. The program counts it and never says who is right."""

from __future__ import annotations

from datetime import datetime

from desk.accounts.models import User
from desk.audit.actions import record
from desk.handover import papers, queries
from desk.handover.actions.receipts import countersign
from desk.handover.actions.roll_call import count_told
from desk.handover.actions.spoken import Word
from desk.handover.models import Operation, Receipt, Stage, Told
from homeward.canonical import Value
from homeward.handover import receipt as paper
from homeward.keys import Signature


def tell(by: User, at: datetime, operation: Operation, word: Word) -> int:
    """A roll-call or a receipt of the other side, kept as it was said; ours are here already. A signature under our
    receipt goes onto it. Raises BadReceipt for a signature that does not hold."""
    if word.party == queries.parties(operation)[0]:
        return 0
    stage = queries.stage_numbered(operation, word.number("stage"))
    Told.objects.create(
        stage=stage,
        party=word.party,
        kind=word.kind,
        message=word.id,
        data=dict(word.data),
        taken_in_at=at,
        taken_in_by=by,
    )
    said: dict[str, Value] = {"party": word.party, "message": word.id, "stage": stage.number}
    record(
        by=by, at=at, act=f"handover.told_{word.kind}", subject=operation.public_id, data=said, chain=operation.chain
    )
    if word.kind == Told.Kind.RECEIPT:
        _signed(by, at, stage, word)
    count_told(by=by, at=at, stage=stage)
    return 1


def _signed(by: User, at: datetime, stage: Stage, word: Word) -> None:
    receipt = Receipt.objects.filter(stage=stage, sha256=word.text("sha256")).first()
    if receipt is None or "signature" not in word.data:
        return
    signed = paper.verify(bytes(receipt.data))
    if word.party in signed.parties:
        return
    key = papers.known_keys(stage.operation, receipt.signed_at)[word.party]
    mark = paper.Mark(word.party, key, Signature.from_value(word.data["signature"]))
    data = paper.Signed(signed.receipt, (*signed.marks, mark)).to_bytes()
    countersign(by=by, at=at, receipt=receipt, data=data)
