"""What the receipt of a stage says, and by which keys a receipt is held to be signed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from desk.accounts.identity import desk_identity
from desk.channel import ends
from desk.handover import queries
from desk.handover.models import Body, Operation, Row, Stage
from homeward.channel.notice import Notice
from homeward.handover import receipt as paper
from homeward.handover.pack import Pack, Traveller
from homeward.handover.stage import Outcome, Seal
from homeward.keys import PublicIdentity
from homeward.planner.pool import Direction


def known_keys(operation: Operation, at: datetime) -> Mapping[str, PublicIdentity]:
    """The keys of those who sign on the day `at`: ours, and theirs and the observer's from the cards by which the
    channel was paired. Raises BadCard if the channel has no card of theirs in force."""
    ours, *others = queries.signers(operation)
    channel = ends.joined(operation.deal.channel)
    return {ours: desk_identity().public} | {party: channel.card(party).box(at) for party in others}


def receipt_of(stage: Stage, at: datetime) -> paper.Receipt:
    """The receipt as our roll-call has it, not signed yet."""
    operation = stage.operation
    rows = list(stage.rows.select_related("person__current").order_by("person__public_id"))
    stayed = [(row.person.public_id, Outcome(row.mark)) for row in rows if row.mark != Row.Mark.PRESENT]
    return paper.Receipt(
        operation=operation.public_id,
        deal=operation.deal.key,
        stage=stage.number,
        place=stage.place_name or (str(operation.place) if operation.place else ""),
        at=at,
        crossed=tuple(_crossed(row, operation) for row in rows if row.mark == Row.Mark.PRESENT),
        bodies=tuple(_handed(body, operation) for body in stage.bodies.exclude(mark=Body.Mark.MISSING)),
        stayed=tuple(stayed),
        instead=tuple(arrival.written for arrival in stage.arrivals.order_by("pk")),
        witness=queries.witness_of(rows),
    )


def pack_of(operation: Operation, at: datetime) -> Pack:
    """What the escort carries on paper: the way, the notice in force, who crosses in which stage."""
    rows = Row.objects.filter(stage__operation=operation).select_related("person__current")
    people = {row.person.public_id: _traveller(row) for row in rows}
    return Pack(
        title=operation.title,
        parties=queries.parties(operation),
        legs=[leg.to_value() for leg in operation.legs.all()],
        stages=queries.machine(operation).stages,
        people=people,
        notice=notice_of(operation),
        printed_at=at,
    )


def notice_of(operation: Operation) -> Notice | None:
    """The newest notice that the operation's ledger holds in force or waiting, at its first place."""
    place = queries.places(operation)[0]
    row = queries.notice_in_force(operation, queries.machine(operation), place)
    if row is None:
        return None
    return Notice(row.area, row.since, row.until, row.vehicles, row.routes, row.means, row.persons, row.contacts)


def _traveller(row: Row) -> Traveller:
    fitness = "" if row.fitness == Row.Fitness.UNASKED else str(row.get_fitness_display())
    return Traveller(row.person.display_name, row.person.current.birth_date, fitness)


def _crossed(row: Row, operation: Operation) -> paper.Crossed:
    person, to = row.person, _to(row.direction, operation)
    return paper.Crossed(person.public_id, person.display_name, person.current.birth_date, to, _salt())


def _handed(body: Body, operation: Operation) -> paper.Handed:
    return paper.Handed(body.seal, _to(body.direction, operation), Seal(body.mark), _salt())


def _to(direction: str, operation: Operation) -> str:
    ours, theirs = queries.parties(operation)
    return ours if direction == Direction.RECEIVE else theirs


def _salt() -> str:
    return secrets.token_hex(8)
