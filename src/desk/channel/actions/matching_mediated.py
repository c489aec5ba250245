"""Our acts in a round of tier 2: ask the mediator, take its answers, commit to the tokens, take theirs, read."""

from __future__ import annotations

from datetime import datetime

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends, rounds, rounds_mediated, sealed_pages
from desk.channel.actions.matching_rounds import enter, keep_found, say, told_of
from desk.channel.models.matching import Round
from desk.channel.rounds_mediated import Mediated
from homeward.channel.matching.carriage import open_evaluated, open_page
from homeward.channel.party import Party


def ask(*, by: User, at: datetime, round: Round) -> None:
    """Enter everybody, if that was not done; blind them, and commit to the mediator alone to what it is asked."""
    one, _end = _game(round)
    enter(by=by, at=at, round=round, side=one.asking.side)
    made = one.asking.ask(told_of(round))
    say(by=by, at=at, round=round, kind="match_commit", data=made.to_value(), to=[one.asking.mediator])


def take_answers(*, by: User, at: datetime, round: Round) -> None:
    """Take in the mediator's answers that were brought, each checked against its key; raises MatchingRefused."""
    one, end = _game(round)
    root = one.signed.asked[round.channel.party, one.asking.mediator].root
    for path in sealed_pages.brought(round.channel, root):
        with sealed_pages.taken(path, end, one.asking.side.terms, root, open_evaluated) as given:
            one.asking.take(one.signed, given, told_of(round))
    record(by=by, at=at, act="channel.match_take", subject=round.public_id)


def commit(*, by: User, at: datetime, round: Round) -> None:
    """Commit to our tokens, to the other side alone."""
    one, _end = _game(round)
    made = one.asking.commit(one.signed)
    say(by=by, at=at, round=round, kind="match_commit", data=made.to_value(), to=[one.asking.side.peer])


def take_tokens(*, by: User, at: datetime, round: Round) -> None:
    """Take in the other side's tokens that were brought; raises MatchingRefused."""
    one, end = _game(round)
    intake = one.asking.intake(one.signed)
    for path in sealed_pages.brought(round.channel, intake.root):
        with sealed_pages.taken(path, end, one.asking.side.terms, intake.root, open_page) as shown:
            intake = one.asking.take_tokens(intake, shown, told_of(round))
    record(by=by, at=at, act="channel.match_take", subject=round.public_id, data={"tokens": len(intake.taken.pages)})


def read(*, by: User, at: datetime, round: Round) -> None:
    """Keep whom both sides know; raises MatchingRefused for keys in the places of others."""
    one, _end = _game(round)
    keep_found(by=by, at=at, round=round, found=one.asking.result(one.signed))


def _game(round: Round) -> tuple[Mediated, Party]:
    end = ends.end_of(round.channel)
    terms = rounds.agreed(end.transcript, round.terms_hash)
    folder = rounds.kept(round.channel, round.terms_hash)
    return rounds_mediated.game(round.channel, end.transcript, terms, folder), end
