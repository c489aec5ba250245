"""What the other side answered about people, wherever it was recorded: on the pages, and by its messages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from desk.channel import reading
from desk.channel.models import Channel, Deal
from desk.planner import candidates
from desk.planner.models import Answer
from homeward.planner.heard import Said, heard
from homeward.planner.odds import Learnt, Recorded, kind_of, learn


def learnt(on: date) -> Learnt | None:
    """What all recorded answers teach of the odds; None while there are none."""
    answers = recorded(on)
    return learn(answers) if answers else None


def recorded(on: date) -> list[Recorded]:
    """Every answer, each person once a deal: what somebody recorded with its cause outweighs what a message says. The
    kind and the unit of a person whom only a message speaks of are those on the day `on`."""
    rows = list(Answer.objects.select_related("proposed__proposal", "proposed__person"))
    known = {(row.proposed.proposal.public_id, row.proposed.person.public_id) for row in rows}
    proposals = dict(Deal.objects.exclude(proposal="").values_list("key", "proposal"))
    said = [one for one in said_on_channels() if (proposals.get(one.deal, ""), one.person) not in known]
    return [*(row.to_value() for row in rows), *_as_recorded(said, on)]


def said_on_channels() -> Iterator[Said]:
    """What the messages of the other side say about people whom we asked for."""
    for channel in Channel.objects.filter(messages__isnull=False).distinct().order_by("pk"):
        transcript = reading.transcript(channel)
        yield from heard(transcript.effective, transcript.roster, channel.party)


def _as_recorded(said: list[Said], on: date) -> Iterator[Recorded]:
    known = {one.id: one for one in candidates.of({one.person for one in said}, on)}
    for one in said:
        if person := known.get(one.person):
            yield Recorded(
                kind_of(person), person.unit, one.agreed, one.cause, person.id, one.share, named=not one.deal
            )
