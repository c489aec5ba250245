"""The operation as its ledger says it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.audit.models import Entry
from desk.channel.models import Deal
from desk.channel.queries import sealed_deals
from desk.errors import Refused
from desk.handover.models import Operation, Row, Stage
from desk.register.models import PersonCurrent
from homeward.assessment.judgement import CaseGrade
from homeward.handover import operation as lib

NO_SUCH_PLACE = gettext_lazy("This operation does not cross at %(place)s.")
ROLL_CALL_FIRST = gettext_lazy("Everybody on the manifest must be marked first.")


def parties(operation: Operation) -> tuple[str, str]:
    """The two sides, ours first."""
    return operation.deal.channel.party, operation.deal.channel.peer


def signers(operation: Operation) -> tuple[str, ...]:
    """Who signs every receipt: the two sides, and the observer if there is one."""
    return tuple(party for party in (*parties(operation), operation.observer) if party)


def machine(operation: Operation) -> lib.Operation:
    """The operation as its ledger says it stands."""
    rows = Row.ever.filter(stage__operation=operation, instead_of=None).order_by("pk")
    planned = lib.Operation(
        operation.public_id,
        parties(operation),
        stages_planned(operation),
        mediator=operation.mediator,
        observer=operation.observer,
        step=operation.step,
        weights=tuple(rows.values_list("person__public_id", "weight")),
    )
    return lib.replay(planned, [_event(entry) for entry in entries(operation)])


def stages_planned(operation: Operation) -> tuple[lib.Stage, ...]:
    """The stages as planned, in order; what happened to them since comes from the ledger."""
    rows: defaultdict[int, list[Row]] = defaultdict(list)
    for row in Row.ever.filter(stage__operation=operation, instead_of=None).select_related("person"):
        rows[row.stage_id].append(row)
    stages = operation.stages.order_by("number").prefetch_related("bodies")
    return tuple(stage.to_value(rows[stage.pk]) for stage in stages)


def home(people: Iterable[str]) -> set[str]:
    """Those among `people` (public ids) who are home already."""
    rows = PersonCurrent.objects.filter(person__public_id__in=people, as_grade=CaseGrade.RETURNED)
    return set(rows.values_list("person__public_id", flat=True))


def entries(operation: Operation) -> QuerySet[Entry]:
    """The operation's ledger, oldest first."""
    return Entry.objects.filter(chain__name=operation.chain).order_by("seq")


def stage_numbered(operation: Operation, number: int) -> Stage:
    """The stage with this number; raises Refused if there is none."""
    found = operation.stages.filter(number=number).first()
    if found is None:
        raise Refused(_("This operation has no stage %(number)s.") % {"number": number})
    return found


def said_in(operation: Operation, message: str) -> tuple[int, str, str]:
    """Of which stage, of whom and of whose coming the proposal with this message speaks."""
    for entry in entries(operation):
        stage = entry.data.get("stage")
        if entry.data.get("message") == message and isinstance(stage, int):
            return stage, str(entry.data.get("leaves", "")), str(entry.data.get("comes", ""))
    return 0, "", ""


def refusal_of(operation: Operation, message: str) -> str:
    """Why the operation refused this message; empty if it did not."""
    found = [entry.data for entry in entries(operation) if entry.data.get("message") == message]
    return next((str(data["why"]) for data in reversed(found) if "why" in data), "")


def ready_deals() -> QuerySet[Deal]:
    """Deals that bind both sides and have no operation under way."""
    busy = Operation.objects.exclude(phase=Operation.Phase.ABORTED).values("deal")
    return sealed_deals().exclude(pk__in=busy)


def upcoming() -> QuerySet[Operation]:
    """Operations not over, the next first."""
    return Operation.objects.filter(phase__in=("planned", "started")).order_by("opened_at")


def _event(entry: Entry) -> lib.Event:
    return lib.Event(kind_of(entry), str(entry.data.get("party", "")), entry.at, entry.data)


def kind_of(entry: Entry) -> str:
    """Which act of the machine an entry of its ledger is."""
    return str(entry.act).removeprefix("handover.")
