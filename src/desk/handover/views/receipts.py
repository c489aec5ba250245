"""Receipts: ours signed, those of others taken in, the files that verify without us."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from desk import clock
from desk.accounts.access import allowed, may, signed_in
from desk.audit.actions import record
from desk.handover import actions, queries
from desk.handover.forms import CountersignForm
from desk.handover.views.found import receipt_of, stage_of
from desk.telling import tried
from homeward.canonical import Value
from homeward.handover import receipt as paper
from homeward.handover.slip import slips


@allowed("handover.lead")
def sign(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Sign our receipt of a stage."""
    stage = stage_of(public_id, number)
    if request.method == "POST":
        tried(request, lambda: actions.sign_receipt(by=signed_in(request), at=clock.now(), stage=stage))
    return redirect("handover:operation", public_id)


@allowed("handover.read")
def receipt(request: HttpRequest, public_id: str) -> HttpResponse:
    """A receipt, its signatures verified anew; POST takes in the file with a further signature."""
    row, user = receipt_of(public_id), signed_in(request)
    form = CountersignForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and may(user, "handover.lead") and form.is_valid():
        data = form.cleaned_data["file"].read()
        tried(request, lambda: actions.countersign(by=user, at=clock.now(), receipt=row, data=data))
        return redirect("handover:receipt", public_id)
    signed = paper.verify(bytes(row.data))
    people: list[Value] = [one.id for one in signed.receipt.crossed]
    record(by=user, at=clock.now(), act="handover.read_receipt", subject=public_id, data={"persons": people})
    context = {
        "receipt": row,
        "signed": signed,
        "operation": row.stage.operation,
        "form": form,
        "missing": [one for one in queries.signers(row.stage.operation) if one not in signed.parties],
        "leads": may(user, "handover.lead"),
    }
    return render(request, "handover/receipt.html", context)


@allowed("handover.read")
def receipt_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The receipt as a file that verifies without us."""
    row = receipt_of(public_id)
    record(by=signed_in(request), at=clock.now(), act="handover.download_receipt", subject=public_id)
    return _file(bytes(row.data), f"receipt-{public_id}.json")


@allowed("handover.read")
def slip(request: HttpRequest, public_id: str, place: int) -> HttpResponse:
    """The slip of one person or body: the same signatures, one name."""
    row = receipt_of(public_id)
    found = slips(paper.verify(bytes(row.data)))
    if not 1 <= place <= len(found):
        raise Http404
    data: dict[str, Value] = {"place": place}
    record(by=signed_in(request), at=clock.now(), act="handover.download_slip", subject=public_id, data=data)
    return _file(found[place - 1].to_bytes(), f"slip-{public_id}-{place}.json")


def _file(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
