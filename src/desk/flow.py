"""The system on a page: new acts in the audit ledger start the next stage.

- evidence taken in → it is read, and the people it mentions are marked
- a mention judged or undone, something stated or taken back, somebody received → the person is assessed anew
- messages received or sent → the operations under way hear them; where we mediate, they are postmarked and witnessed
- the days of a round of matching over → it is closed and its secrets are erased
- an offer approved → it is worked out who could come instead of each of its people

The ledger is the only event source. `advance` reads it from a cursor; every stage may be done twice without harm.
It runs on the job queue after each request that changes something, and once more when the desk starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django_tasks import task

from desk import clock
from desk.accounts.actions import desk_itself
from desk.assessment import actions as assessment
from desk.audit.actions import AUDIT
from desk.audit.models import Cursor, Entry
from desk.channel import actions as channel
from desk.channel.actions import matching_hits
from desk.evidence import actions as evidence
from desk.evidence.models import Item
from desk.handover import actions as handover
from desk.linkage.models import Judgement
from desk.planner.jobs import keep_reserves_later
from desk.planner.queries import approved
from desk.register.models import Person
from homeward.evidence.mentions import KnownNames

_ABOUT_A_PERSON = {"register.state", "register.retract", "register.open_person", "aftercare.receive"}
_ABOUT_A_MENTION = {"linkage.link", "linkage.undo"}
_MESSAGES = {"channel.receive", "channel.compose", "channel.approve"}
_PIECE = 500  # entries of the ledger in one transaction


@task()
def advance_later() -> int:
    """`advance` as a job of the queue."""
    return advance()


def advance() -> int:
    """Act on every new entry of the ledger; how many there were."""
    total = 0
    while number := _advance_piece():
        total += number
    channel.lapse_overdue(by=desk_itself(), at=clock.now())
    matching_hits.close_over(by=desk_itself(), at=clock.now())
    channel.attest_all(by=desk_itself(), at=clock.now())
    return total


@transaction.atomic
def _advance_piece() -> int:
    Cursor.objects.get_or_create(name="flow")
    cursor = Cursor.objects.select_for_update().get(name="flow")
    new = list(Entry.objects.filter(chain__name=AUDIT, seq__gt=cursor.seq).order_by("seq")[:_PIECE])
    if new:
        _read_evidence({entry.subject for entry in new if entry.act == "evidence.take_in"})
        _assess(set(_people(new)))
        if any(entry.act in _MESSAGES for entry in new):
            handover.hear_all(by=desk_itself(), at=clock.now())
        for proposal in approved(entry.subject for entry in new if entry.act == "channel.approve"):
            keep_reserves_later.enqueue(proposal.public_id)
        cursor.seq = new[-1].seq
        cursor.save(update_fields=["seq"])
    return len(new)


def skip_to_the_end() -> None:
    """Take everything in the ledger as acted upon, as after a loading that did the stages itself."""
    last = Entry.objects.filter(chain__name=AUDIT).order_by("-seq").values_list("seq", flat=True).first() or 0
    Cursor.objects.update_or_create(name="flow", defaults={"seq": last})


def _read_evidence(items: Iterable[str]) -> None:
    waiting = list(Item.objects.filter(public_id__in=items, state=Item.State.TAKEN_IN))
    if not waiting:
        return
    known = KnownNames(Person.objects.values_list("display_name", flat=True))
    for item in waiting:
        evidence.extract_item(by=desk_itself(), at=clock.now(), item=item, known=known)


def _assess(ids: set[str]) -> None:
    people = list(Person.objects.filter(public_id__in=ids))
    if people:
        assessment.reassess_all(by=desk_itself(), at=clock.now(), persons=people)


def _people(entries: Iterable[Entry]) -> Iterable[str]:
    judgements = []
    for entry in entries:
        if entry.act in _ABOUT_A_PERSON:
            yield entry.subject
        elif entry.act in _ABOUT_A_MENTION:
            judgements.append(str(entry.data.get("judgement", "")))
    rows = Judgement.objects.filter(public_id__in=judgements, person__isnull=False)
    yield from rows.values_list("person__public_id", flat=True)


class AfterAnAct:
    """Puts `advance` on the queue after every request that may have changed something."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code < 400 and request.user.is_authenticated:
            advance_later.enqueue()
        return response
