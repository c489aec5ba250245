"""The rest of the loop, run once on the loaded sample: from the assessed register to people handed over and
heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from desk.accounts.models import Role
from desk.accounts.sample import sample_passphrase
from desk.aftercare import actions as aftercare
from desk.aftercare.account import Told
from desk.aftercare.models import Arrival as Returned
from desk.aftercare.models import Seen
from desk.assessment import actions as assessment
from desk.channel import actions as channel
from desk.channel.models import Draft
from desk.channel.named import named
from desk.custody import actions as custody
from desk.custody.models import Held
from desk.dossier import actions as dossier
from desk.dossier.queries import check
from desk.errors import Refused
from desk.handover import actions as handover
from desk.handover.models import Operation, Receipt, Row, Stage
from desk.linkage import actions as linkage
from desk.linkage import queries as candidates
from desk.planner import actions as planner
from desk.planner.models import Proposal
from desk.register.actions import open_place
from desk.register.models import Person
from desk.sample import care, counterpart
from desk.sample.accounts import staff
from desk.sample.conflict import SURE
from desk.sample.counterpart import Table
from desk.sample.truth import Known
from homeward.handover import receipt as paper
from homeward.planner.pool import Direction
from homeward.planner.terms import Terms
from homeward.register.place import PlaceKind
from homeward.simulator.people import GROUP, TruePerson
from homeward.simulator.world import ZLS, Scenario, place

_EACH_SIDE = 20
_DOSSIERS = 3
_STAGES = 2


@dataclass(slots=True)
class _Walk:
    """What the steps hand on to each other."""

    scenario: Scenario
    at: datetime
    everybody: Known
    proposal: Proposal | None = None
    table: Table | None = None
    operation: Operation | None = None
    home: list[Returned] = field(default_factory=list)
    held: str = ""


def run(scenario: Scenario, at: datetime, everybody: Known, tell: Callable[[str, int, int], None]) -> list[str]:
    """Walk the loop; a sentence for each room, with figures."""
    walk = _Walk(scenario, at, everybody)
    walk.held = care.keep(at, everybody)
    steps = (_plan, _prove, _agree, _hand_over, _receive, _care)
    said = []
    for number, step in enumerate(steps, start=1):
        said.append(step(walk))
        tell("loop", number, len(steps))
    return said


def _plan(walk: _Walk) -> str:
    terms = Terms(most_received=_EACH_SIDE, most_given=_EACH_SIDE)
    walk.proposal = planner.propose(by=staff(Role.NEGOTIATOR), at=walk.at, title="First package", terms=terms)
    proven = walk.proposal.proven
    return (
        f"Planner: {len(_people(walk, Direction.RECEIVE))} to receive and {len(_people(walk, Direction.GIVE))} to give,"
        f" {'proven best' if proven else 'not proven best'} among {walk.proposal.pool_size} people."
    )


def _prove(walk: _Walk) -> str:
    wanted = _people(walk, Direction.RECEIVE)[:_DOSSIERS]
    made = [dossier.make(by=staff(Role.ANALYST), at=walk.at, person=person) for person in wanted]
    faults = [check(one).fault for one in made]
    return f"Dossier: {len(made)} made in Ukrainian and Russian, {faults.count('')} verified again from their bytes."


def _agree(walk: _Walk) -> str:
    """Offer, counter-offer, acceptance and confirmation, each with the approvals of two superiors."""
    table = walk.table = counterpart.sit_down(walk.at)
    negotiator = staff(Role.NEGOTIATOR)
    wanted = named([person.public_id for person in _people(walk, Direction.RECEIVE)])
    lists = table.exchange_lists(wanted, wanted[: len(wanted) // 2])
    _approve(walk, planner.offer(by=negotiator, at=walk.at, proposal=_proposal(walk), channel=table.channel))
    planner.keep_reserves(by=negotiator, at=walk.at, proposal=_proposal(walk))
    table.deliver()
    (deal,) = table.peer.transcript.deals()[0].values()
    give, receive = ([person.to_value() for person in side] for side in (deal.give, deal.receive))
    kept = {"give": receive[:-1], "receive": give[:-1]}
    row = counterpart.deal_of(table)
    table.answer("counter", {"deal": deal.id, "on": deal.on, "terms": row.terms, **kept}, binding=True)
    table.receive()
    _approve(walk, channel.accept(by=negotiator, at=walk.at, deal=counterpart.deal_of(table)))
    table.deliver()
    sealed_on = table.peer.transcript.deals()[0][deal.id].on
    table.answer("confirm", {"deal": deal.id, "on": sealed_on}, binding=True)
    table.receive()
    row = counterpart.deal_of(table)
    return (
        f"Channel: {lists.count('list_as_fixed')} lists shown as fixed; offer, counter-offer, acceptance, confirmed; "
        f"{len(row.receive)} for {len(row.give)} is {row.state}; {table.verified()} messages verify alike with us, "
        "with them and with the mediator."
    )


def _approve(walk: _Walk, draft: Draft) -> None:
    for approver in counterpart.approvers():
        channel.approve(by=approver, at=walk.at, draft=draft, passphrase=sample_passphrase())


def _hand_over(walk: _Walk) -> str:
    """Two equal stages under safe passage; in the first somebody is missing and somebody came instead."""
    by, at, table = staff(Role.ESCORT), walk.at, _table(walk)
    deal = counterpart.deal_of(table)
    bridge = open_place(by=by, at=at, names=["Північний міст", "Северный мост"], kind=PlaceKind.CROSSING, party=ZLS)
    walk.operation = handover.open_operation(
        by=by, at=at, deal=deal, title="Північний міст", stages=_STAGES, place=bridge
    )
    for party in (table.channel.party, ZLS):
        handover.act(by=staff(Role.APPROVER), at=at, operation=walk.operation, kind="start", party=party)
    _plan_the_way(walk)
    until = at + timedelta(hours=8)
    persons = len(deal.give) + len(deal.receive)
    passage = handover.Passage("Valley of the crossing, 15 km", at, until, 6, "Road 7", "buses", persons, "Heron")
    moved_early = _moves(walk, 1)
    given = handover.give_notice(by=by, at=at, operation=walk.operation, party=table.channel.party, passage=passage)
    handover.acknowledge(by=by, at=at, notice=given, party=ZLS, units="3rd brigade; air defence of the sector")
    for number in range(1, _STAGES + 1):
        _cross(walk, number)
    crossed = handover.close(by=by, at=at, operation=walk.operation, party=table.channel.party)
    receipts = Receipt.objects.filter(stage__operation=walk.operation)
    whole = sum(set(paper.verify(bytes(one.data)).parties) == {table.channel.party, ZLS} for one in receipts)
    return (
        f"Handover: moving before the acknowledgement was {'allowed' if moved_early else 'refused'}; {crossed} crossed "
        f"in {_STAGES} stages, 1 missing, 1 came instead; {whole} receipts signed by both sides verify."
    )


def _plan_the_way(walk: _Walk) -> None:
    """Two legs by bus with a seat for everybody."""
    stops = ("Збірний пункт", "Північний міст", "Приймальний центр")
    for number, (start, end) in enumerate(pairwise(stops)):
        departs = walk.at + timedelta(hours=1 + 3 * number)
        seats = 50 * (1 + _EACH_SIDE * 4 // 50)
        way = handover.Way("bus", seats // 50, seats, start, end, departs, departs + timedelta(hours=2))
        handover.plan_leg(by=staff(Role.ESCORT), at=walk.at, operation=_operation(walk), way=way)


def _moves(walk: _Walk, number: int) -> bool:
    """Whether a stage may move now."""
    try:
        handover.act(
            by=staff(Role.ESCORT),
            at=walk.at,
            operation=_operation(walk),
            kind="move",
            party=_table(walk).channel.party,
            data={"stage": number},
        )
    except Refused:
        return False
    return True


def _cross(walk: _Walk, number: int) -> None:
    by, at, table = staff(Role.ESCORT), walk.at, _table(walk)
    if not _moves(walk, number):
        raise Refused(f"Stage {number} may not move.")
    stage = Stage.objects.get(operation=_operation(walk), number=number)
    rows = list(stage.rows.order_by("id"))
    missing = next((row for row in rows if row.direction == Direction.RECEIVE), None) if number == 1 else None
    for row in rows:
        handover.mark(by=by, at=at, row=row, seen=row != missing)
    if missing:
        handover.note_arrival(by=by, at=at, stage=stage, written="Гайовий Лук'ян Титович", note="came instead")
    handover.end_roll_call(by=by, at=at, stage=stage, party=table.channel.party)
    receipt = handover.sign_receipt(by=by, at=at, stage=stage)
    theirs = paper.sign(paper.verify(bytes(receipt.data)), ZLS, table.peer.keyring.speaker)
    handover.countersign(by=by, at=at, receipt=receipt, data=theirs.to_bytes())


def _receive(walk: _Walk) -> str:
    """Everybody who came home is received; the doctor sees the first ones."""
    rows = Row.objects.filter(
        stage__operation=_operation(walk), direction=Direction.RECEIVE, mark=Row.Mark.PRESENT
    ).select_related("person", "stage")
    for row in rows:
        receipt = Receipt.objects.filter(stage=row.stage).latest("id")
        walk.home.append(aftercare.receive(by=staff(Role.DEBRIEFER), at=walk.at, person=row.person, receipt=receipt))
    crossed = Person.objects.filter(public_id__in=[*counterpart.deal_of(_table(walk)).receive])
    assessment.reassess_all(by=staff(Role.ANALYST), at=walk.at, persons=list(crossed))
    returned = crossed.filter(current__as_grade="returned").count()
    return (
        f"Aftercare: {len(walk.home)} received; the register folds {returned} of them to returned; "
        f"{_close_the_loop(walk)}."
    )


def _care(walk: _Walk) -> str:
    """The rooms beside the way home; whoever was handed over has left our camps."""
    crossed = Row.objects.filter(stage__operation=_operation(walk), direction=Direction.GIVE, mark=Row.Mark.PRESENT)
    for held in Held.objects.filter(person__in=crossed.values("person"), left_on=None):
        custody.leave(by=staff(Role.CUSTODIAN), at=walk.at, held=held, on=walk.at.date())
    dead = care.bury(walk.at, walk.everybody)
    told = care.tell(walk.at, [arrival.person for arrival in walk.home])
    return f"Care: {walk.held}; {dead}; {told}."


def _close_the_loop(walk: _Walk) -> str:
    """One of the returned names somebody who is still held; the name becomes a mention, and is linked."""
    by, at, home = staff(Role.DEBRIEFER), walk.at, _heard(walk)
    aftercare.clear(by=by, at=at, arrival=home, clearance=Returned.Clearance.FIT, doctor="О. Береза")
    aftercare.consent(by=by, at=at, arrival=home, given=True)
    seen = _still_held(walk, home.person)
    rows = tuple(_told(walk, true) for _, true in seen)
    debrief = aftercare.record_debrief(by=by, at=at, arrival=home, told_on=at.date(), rows=rows)
    linked = 0
    for mention in debrief.item.mentions.all():
        offer = next(iter(candidates.candidates(mention, 1)), None)
        if offer and offer.probability >= SURE:
            linkage.link(
                by=staff(Role.ANALYST), at=at, mention=mention, person=offer.person, probability=offer.probability
            )
            linked += 1
    assessment.reassess_all(by=staff(Role.ANALYST), at=at, persons=[person for person, _ in seen])
    return f"1 debrief named {len(rows)} who are still held, {linked} of the names are mentions linked again"


def _heard(walk: _Walk) -> Returned:
    """Who is heard first: somebody whose case was put to the other side, so that one case can be followed whole."""
    return next((one for one in walk.home if one.person.dossiers.exists()), walk.home[0])


def _still_held(walk: _Walk, witness: Person) -> list[tuple[Person, TruePerson]]:
    """Up to three people taken together with the witness who are still held, with what is true of them."""
    own = walk.everybody.numbers[witness.pk]
    gone = set(Person.objects.filter(current__as_grade="returned").values_list("pk", flat=True))
    mates = walk.everybody.of(witness.party, lambda true: true.number // GROUP == own // GROUP and true.number != own)
    return [(one, true) for one, true in mates if one.pk not in gone][:3]


def _told(walk: _Walk, true: TruePerson) -> Told:
    """What the witness says of one comrade: the name as said, where and when he was seen, and how he was."""
    stay = true.stays[-1]
    name = f"{true.uk[1]} {true.uk[2]} {true.uk[0]}"
    where = place(walk.scenario, stay.place).uk
    seen = (walk.at - timedelta(days=6)).date().isoformat()
    return Told(name, Seen.Certainty.SAW, where, str(stay.cell), seen, true.condition, "Просив передати, що живий.")


def _people(walk: _Walk, direction: Direction) -> list[Person]:
    rows = _proposal(walk).people.filter(direction=direction).select_related("person").order_by("id")
    return [row.person for row in rows]


def _proposal(walk: _Walk) -> Proposal:
    if walk.proposal is None:
        raise Refused("No proposal has been made.")
    return walk.proposal


def _table(walk: _Walk) -> Table:
    if walk.table is None:
        raise Refused("The other side is not at the table.")
    return walk.table


def _operation(walk: _Walk) -> Operation:
    if walk.operation is None:
        raise Refused("No operation has been opened.")
    return walk.operation
