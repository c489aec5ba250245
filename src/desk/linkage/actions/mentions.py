"""Judging mentions: who a mention speaks of."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.actions import record
from desk.errors import Refused
from desk.evidence.models import Mention
from desk.linkage.models import Judgement, Verdict
from desk.linkage.places import find_place
from desk.register import actions as register
from desk.register.models import Person
from desk.register.said import Said
from homeward.canonical import Value
from homeward.errors import HomewardError
from homeward.evidence.item import Kind
from homeward.register import values
from homeward.register.statement import Grade

_GRADES = {Kind.DEBRIEF: Grade("B", 2), Kind.PHOTO: Grade("C", 3), Kind.TABLE: Grade("D", 3)}
_OF_THE_RED_CROSS = Grade("B", 2)  # a reply of the holding power that came through the Central Tracing Agency
_OTHERWISE = Grade("E", 4)


@transaction.atomic
def link(
    *,
    by: User,
    at: datetime,
    mention: Mention,
    person: Person,
    probability: float | None = None,
    reason: str = "",
    refreshing: bool = True,
) -> Judgement:
    """The mention speaks of `person`. What it says becomes statements of the person, each resting on the item; a
    value the register cannot read is left out of the statements and stays with the mention. Leave `refreshing` out
    only if you refresh the person afterwards. Raises Refused if another judgement stands."""
    judgement = _judge(by, at, mention, Verdict.LINK, person, probability, reason)
    stated = register.state_all(by=by, at=at, said=_said(mention, person), refreshing=refreshing)
    judgement.statements.set(stated)
    return judgement


@transaction.atomic
def refuse(*, by: User, at: datetime, mention: Mention, reason: str = "") -> Judgement:
    """The mention speaks of nobody in the register."""
    return _judge(by, at, mention, Verdict.REFUSE, None, None, reason)


@transaction.atomic
def leave_open(*, by: User, at: datetime, mention: Mention, reason: str = "") -> Judgement:
    """It cannot be told yet; the mention stays in the queue, behind the untouched ones."""
    return _judge(by, at, mention, Verdict.OPEN, None, None, reason)


@transaction.atomic
def undo(*, by: User, at: datetime, judgement: Judgement, reason: str) -> Judgement:
    """Take a judgement back, and with it exactly the statements it brought. Raises Refused without a reason or
    twice."""
    if judgement.undone_at:
        raise Refused("This judgement has already been taken back.")
    if not reason.strip():
        raise Refused("Say why the judgement is taken back.")
    for statement in judgement.statements.filter(retraction=None):
        register.retract(by=by, at=at, statement=statement, reason=reason)
    judgement.undone_by, judgement.undone_at, judgement.undone_reason = by, at, reason.strip()[:300]
    judgement.save(update_fields=["undone_by", "undone_at", "undone_reason"])
    record(
        by=by, at=at, act="linkage.undo", subject=judgement.mention.public_id, data={"judgement": judgement.public_id}
    )
    return judgement


def _judge(
    by: User,
    at: datetime,
    mention: Mention,
    verdict: Verdict,
    person: Person | None,
    probability: float | None,
    reason: str,
) -> Judgement:
    known = Judgement.objects.filter(mention=mention, undone_at=None).first()
    if known and known.verdict != Verdict.OPEN:
        raise Refused("Somebody has already judged this mention; take that judgement back first.")
    if known:
        undo(by=by, at=at, judgement=known, reason="judged anew")
    judgement = Judgement.objects.create(
        mention=mention, person=person, verdict=verdict, probability=probability, reason=reason[:300], by=by, at=at
    )
    data: dict[str, Value] = {"judgement": judgement.public_id, "person": person.public_id if person else ""}
    record(by=by, at=at, act=f"linkage.{verdict}", subject=mention.public_id, data=data)
    return judgement


def _said(mention: Mention, person: Person) -> list[Said]:
    """The spelling and the details of a mention as statements of the person."""
    details = {one["property"]: (one["value"], one["written"]) for one in mention.details}
    details.setdefault("proof_of_life_kind", ("witness", mention.written))
    if mention.item.kind not in {Kind.DEBRIEF, Kind.PHOTO}:
        del details["proof_of_life_kind"]
    seen = details.get("seen_alive_in_enemy_hands_at", (mention.item.collected_at.date().isoformat(), ""))[0]
    return [one for name, pair in details.items() if (one := _one(mention, person, name, pair, seen))]


def _one(mention: Mention, person: Person, name: str, pair: tuple[str, str], seen: str) -> Said | None:
    place = find_place(pair[0]) if name == "facility" else None
    try:
        value = place.public_id if place else values.check(name, pair[0])
    except HomewardError:
        return None
    return Said(
        person=person,
        property=name,
        value=value,
        written=pair[1] or pair[0],
        item=mention.item,
        locator=f"row {mention.strip.number}" if mention.strip else f"chars {mention.start}-{mention.end}",
        grade=_grade(mention),
        asserted_by="witness" if mention.item.source.protected else mention.item.source.name[:150],
        true_on=seen,
        said_on=mention.item.collected_at.date().isoformat(),
        mention=mention,
    )


def _grade(mention: Mention) -> Grade:
    if any(one["property"] == "rc_reply_kind" for one in mention.details):
        return _OF_THE_RED_CROSS
    return _GRADES.get(Kind(mention.item.kind), _OTHERWISE)
