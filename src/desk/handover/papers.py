"""What the receipt of a stage says, and by which keys a receipt is held to be signed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime

from desk.accounts.identity import desk_identity
from desk.channel import ends
from desk.handover import queries
from desk.handover.models import Body, Operation, Row, Stage
from homeward.handover import receipt as paper
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
        witness="; ".join(sorted({row.witness for row in rows if row.witness})),
    )


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
