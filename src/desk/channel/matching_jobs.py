"""A round in the background: everything that is for us to do, one act after the other."""

from __future__ import annotations

from collections.abc import Callable

from django_tasks import task

from desk import clock
from desk.accounts.models import User
from desk.channel import ends, rounds
from desk.channel.actions import matching_rounds as actions
from desk.channel.models.matching import Round
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.steps import Step

_ACTS: dict[Step, Callable[..., object]] = {
    Step.ENTER: actions.commit,
    Step.THEIR_POINTS: actions.take,
    Step.ANSWER: actions.answer,
    Step.THEIR_ANSWERS: actions.take,
    Step.PROVE: actions.prove,
    Step.RESULT: actions.read,
}


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
        except MatchingRefused as error:
            actions.note_fault(by=by, at=clock.now(), round=row, error=error)


def _due(row: Round) -> Callable[..., object] | None:
    """The act that is for us to do now; None when it is the other side's turn, or all is done."""
    row.refresh_from_db()
    if row.closed_at or row.read_at:
        return None
    game = rounds.playing(row.channel, ends.end_of(row.channel).transcript, row.terms_hash)
    step = rounds.standing(game, row.channel, clock.today()).step
    if step in (Step.THEIR_POINTS, Step.THEIR_ANSWERS) and not rounds.waiting(row.channel, game):
        return None
    return _ACTS.get(step)
