"""Receiving the dead, putting fragments together, and naming a person. Nothing here tells a family: a death is told
by voice first, by the liaison."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.errors import Refused
from desk.evidence import queries as evidence
from desk.evidence.models import Item
from desk.register import actions as register
from desk.register.models import Person, Statement
from desk.register.said import Said
from desk.remains.models import Bag, Basis, Claim, Contents, Fragment, Identification, Individual
from homeward.evidence import table
from homeward.evidence.table import Rejected
from homeward.names.keys import keys
from homeward.register.statement import Grade

LABORATORY = Grade("A", 1)  # a primary identifier, reported by a laboratory
_STATED = ("rm_identified_by", "rm_identified_on")


@transaction.atomic
def receive(*, by: User, at: datetime, number: str, handover: str, received_on: date) -> Bag:
    """A bag of one handover under its number; raises Refused for a number that came already in it."""
    if received_on > at.date():
        raise Refused("That day has not come yet.")
    if Bag.objects.filter(handover=handover, number=number).exists():
        raise Refused(f"Bag {number} of this handover is already here.")
    bag = Bag.objects.create(number=number, handover=handover, received_on=received_on, by=by, at=at)
    record(by=by, at=at, act="remains.receive", subject=bag.public_id)
    return bag


def receive_list(
    *, by: User, at: datetime, item: Item, handover: str, received_on: date
) -> tuple[list[Bag], list[Rejected]]:
    """The bags of a list of the other side: a column rm_bag_no, and rm_claimed_identity where a name is claimed.
    Good rows go in, the others come back with their reason. Raises NoTable or Unreadable."""
    found = table.read(evidence.store().get(item.sha256))
    bags: list[Bag] = []
    rejected = list(found.rejected)
    for row in found.rows:
        number, name = row.values.get("rm_bag_no", ""), row.values.get("rm_claimed_identity", "") or row.name
        if not number:
            rejected.append(Rejected(row.number, "The row has no number of a bag (column rm_bag_no)."))
            continue
        try:
            bag = receive(by=by, at=at, number=number[:40], handover=handover, received_on=received_on)
        except Refused as error:
            rejected.append(Rejected(row.number, str(error)))
            continue
        if name:
            claim(by=by, at=at, bag=bag, name=name, ground=Claim.Ground.LIST)
        bags.append(bag)
    return bags, rejected


@transaction.atomic
def claim(*, by: User, at: datetime, bag: Bag, name: str, ground: Claim.Ground) -> Claim:
    """Write down who is said to lie in a bag, and on what ground. It changes nobody's status."""
    if not name.strip():
        raise Refused("Write the name that is claimed.")
    key = " ".join(sorted(keys(name)))[:200]
    row = Claim.objects.create(bag=bag, name=name.strip(), search_key=key, ground=ground, by=by, at=at)
    record(by=by, at=at, act="remains.claim", subject=bag.public_id, data={"ground": str(ground)})
    return row


@transaction.atomic
def open_bag(*, by: User, at: datetime, bag: Bag, contents: Contents, opened_on: date) -> Bag:
    """What a bag turned out to hold; raises Refused twice or before it was received."""
    if bag.opened_on:
        raise Refused("This bag has already been opened.")
    if not bag.received_on <= opened_on <= at.date():
        raise Refused("A bag is opened after it was received and not on a day to come.")
    bag.contents, bag.opened_on = contents, opened_on
    bag.save(update_fields=["contents", "opened_on"])
    record(by=by, at=at, act="remains.open_bag", subject=bag.public_id, data={"contents": str(contents)})
    return bag


@transaction.atomic
def describe(*, by: User, at: datetime, bag: Bag, label: str, description: str, sample: str = "") -> Fragment:
    """A fragment found in an opened bag, with the number of its sample; raises Refused for one that is there."""
    if not bag.opened_on:
        raise Refused("Open the bag first and say what it holds.")
    if bag.contents in {Contents.NOT_HUMAN, Contents.EMPTY}:
        raise Refused("This bag holds no human remains.")
    if bag.fragments.filter(label=label).exists():
        raise Refused("There is already a fragment of this label in the bag.")
    row = Fragment.objects.create(bag=bag, label=label, description=description, sample=sample, by=by, at=at)
    record(by=by, at=at, act="remains.describe", subject=row.public_id)
    return row


@transaction.atomic
def associate(*, by: User, at: datetime, fragment: Fragment, individual: Individual | None, reason: str) -> Individual:
    """A fragment belongs to an individual, or is the first of a new one (None). Raises Refused without the reason,
    such as the comparison it rests on, or without a sample."""
    if not reason.strip():
        raise Refused("Say which comparison this rests on.")
    if not fragment.sample:
        raise Refused("Write down the number of the sample first.")
    found = individual or Individual.objects.create(label=_label(at), opened_at=at)
    fragment.individual = found
    fragment.save(update_fields=["individual"])
    data = {"fragment": fragment.public_id, "reason": reason.strip()[:300]}
    record(by=by, at=at, act="remains.associate", subject=found.public_id, data=data)
    return found


@transaction.atomic
def take_sample(*, by: User, at: datetime, fragment: Fragment, sample: str) -> Fragment:
    """The number of the sample taken; raises Refused for an empty number or a second sample."""
    if fragment.sample or not sample.strip():
        raise Refused("A fragment has one sample, with its number.")
    fragment.sample = sample.strip()
    fragment.save(update_fields=["sample"])
    record(by=by, at=at, act="remains.take_sample", subject=fragment.public_id)
    return fragment


@transaction.atomic
def identify(
    *,
    by: User,
    at: datetime,
    individual: Individual,
    person: Person,
    basis: Basis,
    laboratory: str,
    report: Item,
    identified_on: date,
) -> Identification:
    """This individual is this person, by a primary identifier and the report of a laboratory. Raises Refused when
    either is identified already, or nothing of the individual was compared."""
    if not individual.fragments.exists():
        raise Refused("No fragment belongs to this individual yet.")
    standing = Identification.objects.filter(withdrawn_at=None)
    if standing.filter(individual=individual).exists():
        raise Refused("This individual is identified already; withdraw that first.")
    if other := standing.filter(person=person).first():
        raise Refused(f"This person is identified already as {other.individual}; associate the fragments with it.")
    if identified_on > at.date():
        raise Refused("That day has not come yet.")
    row = Identification.objects.create(
        individual=individual,
        person=person,
        basis=basis,
        laboratory=laboratory,
        report=report,
        identified_on=identified_on,
        by=by,
        at=at,
    )
    _state(row, by, at)
    data = {"person": person.public_id, "basis": str(basis)}
    record(by=by, at=at, act="remains.identify", subject=individual.public_id, data=data)
    return row


@transaction.atomic
def withdraw(*, by: User, at: datetime, identification: Identification, reason: str) -> Identification:
    """Take an identification back: its statements are retracted, the row stays. Raises Refused without a reason or
    twice."""
    if identification.withdrawn_at or not reason.strip():
        raise Refused("An identification is withdrawn once, with a reason.")
    identification.withdrawn_at, identification.withdrawn_because = at, reason.strip()[:300]
    identification.save(update_fields=["withdrawn_at", "withdrawn_because"])
    stated = Statement.objects.filter(
        person=identification.person, item=identification.report, property__in=_STATED, retraction=None
    )
    for statement in stated.select_related("person"):
        register.retract(by=by, at=at, statement=statement, reason=reason)
    record(by=by, at=at, act="remains.withdraw", subject=identification.individual.public_id)
    return identification


def _state(row: Identification, by: User, at: datetime) -> None:
    day = row.identified_on.isoformat()
    values = zip(_STATED, (row.basis, day), strict=True)
    said = [
        Said(row.person, key, value, value, row.report, "report", LABORATORY, row.laboratory, day, day)
        for key, value in values
    ]
    register.state_all(by=by, at=at, said=said)


def _label(at: datetime) -> str:
    """The next label of the year, such as 2026-0012."""
    year = f"{at:%Y}-"
    last = Individual.objects.filter(label__startswith=year).order_by("-label").first()
    return f"{year}{int(last.label[5:]) + 1 if last else 1:04}"
