"""Acts in a round of tier 1, each worked out first and then said in one transaction: enter, answer, prove, read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends, entering, rounds
from desk.channel.actions.composing import compose
from desk.channel.models import Channel
from desk.channel.models.matching import Hit, Round
from desk.channel.rounds import Playing
from desk.errors import Refused
from desk.register.models import Person
from homeward import keys
from homeward.canonical import Value
from homeward.channel.matching import round as protocol
from homeward.channel.matching import talk
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.matches import Match
from homeward.channel.matching.round import Round as Played
from homeward.channel.matching.side import Tell
from homeward.channel.matching.terms import Terms, check_epoch
from homeward.channel.party import Party


@transaction.atomic
def begin(*, by: User, at: datetime, channel: Channel, terms_hash: str) -> Round:
    """Begin a round that both sides agreed on; nobody is entered yet. Raises Refused outside the days of the round and
    on a round that we began, MatchingRefused when another on the category was held too near."""
    transcript = ends.end_of(channel).transcript
    terms = rounds.agreed(transcript, terms_hash)
    if channel.rounds.filter(terms_hash=terms_hash).exists():
        raise Refused(_("This round was begun already."))
    if not terms.held_on(at.date()):
        raise Refused(_("Today is not one of the days of this round."))
    check_epoch(terms, talk.begun(transcript, terms))
    row = Round.objects.create(
        channel=channel,
        terms_hash=terms_hash,
        over_on=terms.over_on,
        entered=0,
        left_out=0,
        begun_by=by,
        begun_at=at,
    )
    record(by=by, at=at, act="channel.match_begin", subject=row.public_id, data={"terms": terms_hash})
    return row


@transaction.atomic
def enter(*, by: User, at: datetime, round: Round) -> None:
    """Fix whom we enter: everybody of the category who has a key. What an act that was broken off has left stays, for
    it may have been blinded. Raises MatchingRefused, and enters nobody, when they are more than agreed."""
    game, _end = _playing(round)
    entered = entering.enter(_category(game.terms), at.date())
    game.side.enter(entered.people, keys.fresh())
    counts = {"entered": len(game.side.kept.people()), "left_out": entered.left_out}
    Round.objects.filter(pk=round.pk).update(**counts)
    record(by=by, at=at, act="channel.match_enter", subject=round.public_id, data=counts)


def commit(*, by: User, at: datetime, round: Round) -> None:
    """Enter everybody, if that was not done; blind them, and commit to it."""
    game, _end = _playing(round)
    if not round.entered:
        enter(by=by, at=at, round=round)
    made = game.side.commit(_tell(round))
    _say(by, at, round, "match_commit", made.to_value())


def take(*, by: User, at: datetime, round: Round) -> int:
    """Take in the pages that were brought: their points, which are answered, or their answers; how many are here now.
    Raises MatchingRefused for a wrong one: those before it stay, and the rest of its file must be brought anew."""
    game, end = _playing(round)
    state = _state(game)
    for path in rounds.brought(round.channel, state.theirs.root):
        with rounds.taken(path, end, game.terms, state.theirs.root) as shown:
            state = game.side.take_points(state, shown, _tell(round))
    root = state.answered.root if state.answered else b""
    for path in rounds.brought(round.channel, root):
        with rounds.taken(path, end, game.terms, root) as shown:
            state = game.side.take_answers(state, shown, _tell(round))
    pages = len(state.points.taken.pages) + (len(state.returned.taken.pages) if state.returned else 0)
    record(by=by, at=at, act="channel.match_take", subject=round.public_id, data={"pages": pages})
    return pages


def answer(*, by: User, at: datetime, round: Round) -> None:
    """Commit to our answers to all their points."""
    game, _end = _playing(round)
    _say(by, at, round, "match_answer", protocol.answer(_state(game)).to_value())


def prove(*, by: User, at: datetime, round: Round) -> None:
    """Prove our answers to what both lists share."""
    game, _end = _playing(round)
    said = len(game.signed.proofs.get(round.channel.party, ()))
    for proof in list(game.side.prove(_state(game)))[said:]:
        _say(by, at, round, "match_proof", proof.to_value())


def read(*, by: User, at: datetime, round: Round) -> int:
    """Keep whom both sides know, each pair waiting for somebody to look; how many pairs. Raises MatchingRefused, and
    keeps nobody, when the other side's proofs do not hold."""
    game, _end = _playing(round)
    return _keep(by, at, round, game.side.result(_state(game), game.signed))


def show(*, at: datetime, round: Round) -> None:
    """Seal for the other side what may be shown by now: our points once both have committed to theirs, our answers
    once both have committed to those."""
    game, end = _playing(round)
    if game.state:
        points = game.side.points(game.state.ours.size)
        rounds.show(round.channel, end, game.terms, points, at)
        if game.state.answered and round.channel.party in game.signed.answers:
            rounds.show(round.channel, end, game.terms, game.state.answers, at)


@transaction.atomic
def note_fault(*, by: User, at: datetime, round: Round, error: MatchingRefused) -> None:
    """Keep on the round what of the other side was refused, in words; nothing else was changed."""
    told: Value = {"key": error.saying.key, "values": dict(error.saying.values)}
    Round.objects.filter(pk=round.pk).update(fault=told, fault_at=at)
    record(by=by, at=at, act="channel.match_refuse", subject=round.public_id, data={"cause": error.saying.key})


@transaction.atomic
def _keep(by: User, at: datetime, round: Round, found: tuple[Match, ...]) -> int:
    row = Round.objects.select_for_update().get(pk=round.pk)
    if row.read_at:
        raise Refused(_("This round was read already."))
    people = Person.objects.in_bulk([one.id for one in found], field_name="public_id")
    Hit.objects.bulk_create(
        Hit(round=row, person=people[one.id], other=one.other, keys=list(one.keys)) for one in found
    )
    row.read_at = at
    row.save(update_fields=["read_at"])
    record(by=by, at=at, act="channel.match_read", subject=row.public_id, data={"pairs": len(found)})
    return len(found)


@transaction.atomic
def _say(by: User, at: datetime, round: Round, kind: str, data: Mapping[str, Value]) -> None:
    compose(by=by, at=at, channel=round.channel, kind=kind, data=data)
    Round.objects.filter(pk=round.pk).update(done=0, total=0, fault=None, fault_at=None)


def _playing(round: Round) -> tuple[Playing, Party]:
    end = ends.end_of(round.channel)
    return rounds.playing(round.channel, end.transcript, round.terms_hash), end


def _state(game: Playing) -> Played:
    """The state of a round to which both sides have committed."""
    if game.state is None:
        raise Refused(_("Both sides must have committed first."))
    return game.state


def _category(terms: Terms) -> entering.Category:
    found = entering.category(terms.category)
    if found is None:
        raise Refused(_("These terms speak of nobody that both sides know."))
    return found


def _tell(round: Round) -> Tell:
    def tell(done: int, total: int) -> None:
        Round.objects.filter(pk=round.pk).update(done=done, total=total)

    return tell
