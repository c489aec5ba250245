"""What the receipt of a stage says, and by which keys a receipt is held to be signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from desk.accounts.identity import desk_identity
from desk.channel import ends
from desk.handover import queries
from desk.handover.models import Operation, Row, Stage
from homeward.handover import receipt as paper
from homeward.keys import PublicIdentity
from homeward.planner.pool import Direction


def known_keys(operation: Operation, at: datetime) -> Mapping[str, PublicIdentity]:
    """The keys of both sides on the day `at`: ours, and theirs from the card by which the channel was paired. Raises
    BadCard if the channel has no card of theirs in force."""
    ours, theirs = queries.parties(operation)
    card = ends.joined(operation.deal.channel).card(theirs)
    return {ours: desk_identity().public, theirs: card.box(at)}


def receipt_of(stage: Stage, at: datetime) -> paper.Receipt:
    """The receipt as our roll-call has it, not signed yet."""
    operation = stage.operation
    ours, theirs = queries.parties(operation)
    rows = list(stage.rows.select_related("person__current").order_by("person__public_id"))
    crossed = tuple(
        paper.Crossed(
            row.person.public_id,
            row.person.display_name,
            row.person.current.birth_date,
            ours if row.direction == Direction.RECEIVE else theirs,
        )
        for row in rows
        if row.mark == Row.Mark.PRESENT
    )
    absent = tuple(row.person.public_id for row in rows if row.mark == Row.Mark.ABSENT)
    place = str(operation.place) if operation.place else ""
    instead = tuple(arrival.written for arrival in stage.arrivals.order_by("pk"))
    return paper.Receipt(operation.public_id, operation.deal.key, stage.number, place, at, crossed, absent, instead)
