"""Receipts: ours signed, theirs and the observer's taken in, each kept as evidence."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.identity import desk_identity
from desk.accounts.models import User
from desk.errors import Refused
from desk.evidence.actions import take_in
from desk.evidence.models import Item
from desk.handover import papers, queries
from desk.handover.actions.step import act
from desk.handover.models import Receipt, Stage
from homeward.canonical import Value
from homeward.evidence.item import Kind
from homeward.handover import receipt as paper


@transaction.atomic
def sign_receipt(*, by: User, at: datetime, stage: Stage) -> Receipt:
    """The receipt of a stage, written from its roll-call and signed with the key of our headquarters."""
    ours, _theirs = queries.parties(stage.operation)
    signed = paper.sign(paper.Signed(papers.receipt_of(stage, at)), ours, desk_identity())
    data: dict[str, Value] = {"stage": stage.number, "sha256": signed.receipt.sha256}
    act(by=by, at=at, operation=stage.operation, kind="receipt", party=ours, data=data)
    return Receipt.objects.create(
        stage=stage, sha256=signed.receipt.sha256, data=signed.to_bytes(), signed_at=at, signed_by=by
    )


@transaction.atomic
def countersign(*, by: User, at: datetime, receipt: Receipt, data: bytes) -> Receipt:
    """Take in the same receipt with more signatures: the other side's, the observer's. Raises BadReceipt if a
    signature is not by the key known of its party, Refused if it is another receipt or says nothing new."""
    operation = receipt.stage.operation
    signed = paper.verify(data, papers.known_keys(operation, receipt.signed_at))
    before = set(paper.verify(bytes(receipt.data)).parties)
    new = [party for party in queries.signers(operation) if party in signed.parties and party not in before]
    whole = before <= set(signed.parties) <= set(queries.signers(operation))
    if signed.receipt.sha256 != receipt.sha256 or not (new and whole):
        raise Refused(_("This is not our receipt of this stage with a further signature."))
    content: dict[str, Value] = {"stage": receipt.stage.number, "sha256": receipt.sha256}
    for party in new:
        act(by=by, at=at, operation=operation, kind="receipt", party=party, data=content)
    receipt.data = data
    receipt.save(update_fields=["data"])
    return receipt


def keep_receipt(*, by: User, at: datetime, receipt: Receipt) -> Item:
    """The receipt as evidence: the same bytes are the same item. It names people we know, so nobody is looked for in
    it."""
    operation = receipt.stage.operation
    return take_in(
        by=by,
        at=at,
        data=bytes(receipt.data),
        name=f"receipt-{operation.public_id}-{receipt.stage.number}.json",
        source=f"Handover {operation.public_id}",
        collector=by.username,
        collected_at=receipt.signed_at,
        kind=Kind.PAGE,
        ours=True,
    )
