"""A round in the background: everything that is for us to do, one act after the other."""

from __future__ import annotations

from collections.abc import Callable

from django_tasks import task

from desk import clock
from desk.accounts.models import User
from desk.channel import reading, rounds
from desk.channel.actions import matching_direct as direct
from desk.channel.actions import matching_mediated as mediated
from desk.channel.actions import matching_rounds as actions
from desk.channel.actions import matching_serving as serving
from desk.channel.models.matching import Round
from homeward.errors import HomewardError

Act = Callable[..., object]
_OURS: dict[str, Act] = {
    "enter": direct.commit,
    "answer": direct.answer,
    "prove": direct.prove,
    "result": direct.read,
    "ask": mediated.ask,
    "tokens": mediated.commit,
    "compare": mediated.read,
    "key": serving.publish,
    "evaluate": serving.answer,
}
_WHEN_BROUGHT: dict[str, Act] = {
    "their_points": direct.take,
    "their_answers": direct.take,
    "mediator": mediated.take_answers,
    "their_tokens": mediated.take_tokens,
    "queries": serving.take,
}
"""The acts by the step at which a round stands; those that take pages only once some were brought."""


@task()
def go_on_later(user: int, round: str) -> None:
    """`go_on` as a job of the queue, in the name of whoever asked for it."""
    go_on(User.objects.get(pk=user), Round.objects.select_related("channel").get(public_id=round))


def go_on(by: User, row: Round) -> None:
    """Do what is for us to do in a round, until it is the other side's turn. What is refused is kept on the round in
    words. A process that was killed has lost one page at most: the next goes on there. Raises MatchingRefused when
    somebody is at it already."""
    with rounds.kept(row.channel, row.terms_hash).alone():
        try:
            while act := _due(row):
                act(by=by, at=clock.now(), round=row)
            actions.show(at=clock.now(), round=row)
        except HomewardError as error:
            actions.note_fault(by=by, at=clock.now(), round=row, error=error)


def _due(row: Round) -> Act | None:
    """The act that is for us to do now; None when it is the others' turn, or all is done."""
    row.refresh_from_db()
    if row.closed_at or row.read_at:
        return None
    transcript = reading.transcript(row.channel)
    found = rounds.outlook(row.channel, transcript, rounds.agreed(transcript, row.terms_hash), clock.today())
    if rounds.waiting(row.channel, found) and found.step in _WHEN_BROUGHT:
        return _WHEN_BROUGHT[found.step]
    return _OURS.get(found.step)
