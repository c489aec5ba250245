"""Our acts in a round of tier 1: commit, take pages, answer, prove, read."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends, rounds, rounds_direct, sealed_pages
from desk.channel.actions.matching_rounds import enter, keep_found, say, told_of
from desk.channel.models.matching import Round
from desk.channel.rounds_direct import Direct
from desk.errors import Refused
from homeward.channel.matching import round as protocol
from homeward.channel.matching.carriage import open_page
from homeward.channel.matching.round import Round as Played
from homeward.channel.party import Party


def commit(*, by: User, at: datetime, round: Round) -> None:
    """Enter everybody, if that was not done; blind them, and commit to it."""
    one, _end = _game(round)
    enter(by=by, at=at, round=round, side=one.side)
    say(by=by, at=at, round=round, kind="match_commit", data=one.side.commit(told_of(round)).to_value())


def take(*, by: User, at: datetime, round: Round) -> None:
    """Take in the pages that were brought: their points, which are answered, or their answers. Raises MatchingRefused
    for a wrong one: those before it stay, and the rest of its file must be brought anew."""
    one, end = _game(round)
    state, terms = _state(one), one.side.terms
    for path in sealed_pages.brought(round.channel, state.theirs.root):
        with sealed_pages.taken(path, end, terms, state.theirs.root, open_page) as shown:
            state = one.side.take_points(state, shown, told_of(round))
    root = state.answered.root if state.answered else b""
    for path in sealed_pages.brought(round.channel, root):
        with sealed_pages.taken(path, end, terms, root, open_page) as shown:
            state = one.side.take_answers(state, shown, told_of(round))
    here = {
        "points": len(state.points.taken.pages),
        "answers": len(state.returned.taken.pages) if state.returned else 0,
    }
    record(by=by, at=at, act="channel.match_take", subject=round.public_id, data=here)


def answer(*, by: User, at: datetime, round: Round) -> None:
    """Commit to our answers to all their points."""
    one, _end = _game(round)
    say(by=by, at=at, round=round, kind="match_answer", data=protocol.answer(_state(one)).to_value())


def prove(*, by: User, at: datetime, round: Round) -> None:
    """Prove our answers to what both lists share."""
    one, _end = _game(round)
    said = len(one.signed.proofs.get(round.channel.party, ()))
    for proof in list(one.side.prove(_state(one)))[said:]:
        say(by=by, at=at, round=round, kind="match_proof", data=proof.to_value())


def read(*, by: User, at: datetime, round: Round) -> None:
    """Keep whom both sides know. Raises MatchingRefused, and keeps nobody, when the other side's proofs do not hold."""
    one, _end = _game(round)
    keep_found(by=by, at=at, round=round, found=one.side.result(_state(one), one.signed))


def _game(round: Round) -> tuple[Direct, Party]:
    end = ends.end_of(round.channel)
    terms = rounds.agreed(end.transcript, round.terms_hash)
    folder = rounds.kept(round.channel, round.terms_hash)
    return rounds_direct.game(round.channel, end.transcript, terms, folder), end


def _state(one: Direct) -> Played:
    """The state of a round to which both sides have committed."""
    if one.state is None:
        raise Refused(_("Both sides must have committed first."))
    return one.state
