"""A small JSON interface: the public record for everybody, one person's file for the analyst who may read it."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from desk import clock
from desk.accounts.access import allowed, may, open_to_all, signed_in
from desk.assessment.queries import assessed_as_of
from desk.audit import actions as audit
from desk.record import history
from desk.register.models import Person
from desk.register.queries import statements_of
from homeward.register.statement import Statement


@open_to_all
@require_GET
def record(request: HttpRequest) -> JsonResponse:
    """Published figures and the rows they are held against, each with its sources."""
    events = [
        {
            "id": one.id,
            "kind": one.kind,
            "on": one.on,
            "to_ukraine": one.to_ukraine,
            "to_russia": one.to_russia,
            "bodies_to_ukraine": one.bodies_to_ukraine,
            "bodies_to_russia": one.bodies_to_russia,
            "confidence": one.confidence,
            "sources": one.sources,
        }
        for one in history.events()
    ]
    compared = [
        {
            "on": one.published.on,
            "speaker": one.published.speaker,
            "definition": one.published.definition,
            "published": one.published.figure,
            "rows": one.ours,
            "difference": one.difference,
            "rows_without_number": one.unnumbered,
        }
        for one in history.compared()
    ]
    return JsonResponse({"events": events, "published": compared})


@allowed("api.person")
@require_GET
def person(request: HttpRequest, public_id: str) -> JsonResponse:
    """The standing statements that the reader may see, and the four judgements. The reading is in the audit."""
    row = get_object_or_404(Person, public_id=public_id)
    user, now = signed_in(request), clock.now()
    audit.record(by=user, at=now, act="register.read_person", subject=row.public_id, data={"through": "api"})
    statements = [one for one in statements_of(row) if may(user, f"register.see_{one.sensitivity}")]
    judgements = [
        {
            "question": one.question,
            "answer": one.answer,
            "certainty": round(one.certainty, 3),
            "sign_on": one.sign_on,
            "rests_on": one.rests_on,
        }
        for one in assessed_as_of(row, now).judgements()
    ]
    return JsonResponse(
        {
            "id": row.public_id,
            "party": row.party,
            "name": row.display_name,
            "judgements": judgements,
            "statements": [_statement(one) for one in statements],
        }
    )


def _statement(one: Statement) -> dict[str, str]:
    return {
        "id": one.id,
        "property": one.property,
        "value": one.value,
        "written": one.written,
        "item": one.source.item,
        "locator": one.source.locator,
        "grade": str(one.grade),
        "true_on": one.true_on,
        "said_on": one.said_on,
        "recorded_at": one.recorded_at.isoformat(),
        "sensitivity": one.sensitivity,
    }
