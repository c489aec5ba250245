"""The auditor's room: who read and did what, and the proof that the ledgers are unbroken."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from desk import clock
from desk.accounts.access import allowed, signed_in
from desk.audit import queries
from desk.audit.actions import record
from desk.audit.models import Chain


@allowed("audit.read")
def audit(request: HttpRequest) -> HttpResponse:
    page = _page(request, [])
    record(by=signed_in(request), at=clock.now(), act="audit.read", subject=request.GET.get("subject", "")[:80])
    return page


@allowed("audit.read")
@require_POST
def prove(request: HttpRequest) -> HttpResponse:
    proofs = [queries.prove(name) for name in Chain.objects.order_by("name").values_list("name", flat=True)]
    broken = sum(bool(proof.fault) for proof in proofs)
    record(by=signed_in(request), at=clock.now(), act="audit.prove", data={"chains": len(proofs), "broken": broken})
    return _page(request, proofs)


def _page(request: HttpRequest, proofs: list[queries.Proof]) -> HttpResponse:
    wanted = queries.Filter(**{name: request.GET.get(name, "").strip() for name in ("by", "act", "subject", "chain")})
    before = request.GET.get("before", "")
    rows, following = queries.entries(wanted, int(before) if before.isdigit() else None)
    context = {
        "lines": [queries.line(row) for row in rows],
        "following": following,
        "wanted": wanted,
        "acts": queries.acts(),
        "chains": Chain.objects.order_by("name"),
        "proofs": proofs,
    }
    return render(request, "audit/audit.html", context)
