"""The rows an address names, and the party a form speaks for."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from desk.handover import queries
from desk.handover.models import Operation, Receipt, Stage


def operation_of(public_id: str) -> Operation:
    return get_object_or_404(Operation.objects.select_related("deal__channel", "place"), public_id=public_id)


def stage_of(public_id: str, number: int) -> Stage:
    rows = Stage.objects.select_related("operation__deal__channel", "operation__place")
    return get_object_or_404(rows, operation__public_id=public_id, number=number)


def receipt_of(public_id: str) -> Receipt:
    rows = Receipt.objects.select_related("stage__operation__deal__channel")
    return get_object_or_404(rows, public_id=public_id)


def party_of(request: HttpRequest, row: Operation) -> str:
    """The party that acts: ours unless the form says another of this operation."""
    ours, theirs = queries.parties(row)
    said = request.POST.get("party", "")
    if said in ("", ours):
        return ours
    others = {theirs, row.observer, row.mediator, *(party for _, party in queries.machine(row).guarantors)}
    return said if said in others else ours


def number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
