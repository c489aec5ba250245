"""A round in the background: everything that is for us to do, one act after the other."""

from __future__ import annotations

from collections.abc import Callable

from django_tasks import task

from desk import clock
from desk.accounts.models import User
from desk.channel import ends, rounds
from desk.channel.actions import matching_rounds as actions
from desk.channel.models import Channel
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
def go_on_later(user: int, channel: str, terms_hash: str) -> None:
    """`go_on` as a job of the queue, in the name of whoever asked for it."""
    go_on(User.objects.get(pk=user), Channel.objects.get(public_id=channel), terms_hash)


def go_on(by: User, channel: Channel, terms_hash: str) -> Round:
    """Do what is for us to do in a round, until it is the other side's turn. Raises MatchingRefused when somebody is
    at it already; what is refused of the other side is kept on the round in words. A process that was killed has lost
    one page at most: the next goes on there."""
    with rounds.kept(channel, terms_hash).alone():
        row = channel.rounds.filter(terms_hash=terms_hash).first()
        if row is None:
            row = actions.begin(by=by, at=clock.now(), channel=channel, terms_hash=terms_hash)
        try:
            while act := _due(row):
                act(by=by, at=clock.now(), round=row)
            actions.show(at=clock.now(), round=row)
        except MatchingRefused as error:
            actions.note_fault(by=by, at=clock.now(), round=row, error=error)
        row.refresh_from_db()
    return row


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
