"""A mediator's acts in a round of tier 2: publish the key, take queries, answer and grant."""

from __future__ import annotations

from datetime import datetime

from desk.accounts.models import User
from desk.audit.actions import record
from desk.channel import ends, rounds, rounds_serving, sealed_pages
from desk.channel.actions.matching_rounds import say, told_of
from desk.channel.models.matching import Round
from desk.channel.rounds_serving import Served
from homeward.channel.matching.carriage import open_page, seal_evaluated
from homeward.channel.party import Party


def publish(*, by: User, at: datetime, round: Round) -> None:
    """Publish our key for the round, to both sides."""
    one, _end = _game(round)
    data = {"terms": one.terms.hash, "key": one.public.hex()}
    say(by=by, at=at, round=round, kind="match_key", data=data)


def take(*, by: User, at: datetime, round: Round) -> None:
    """Take in the queries that were brought, each page checked against what its side committed to; raises
    MatchingRefused."""
    one, end = _game(round)
    for party, service in one.services.items():
        root = service.asked.root
        for path in sealed_pages.brought(round.channel, root):
            with sealed_pages.taken(path, end, one.terms, root, open_page) as shown:
                one.parties[party].take(service, shown, told_of(round))
    record(by=by, at=at, act="channel.match_take", subject=round.public_id)


def answer(*, by: User, at: datetime, round: Round) -> None:
    """Answer the sides that have asked everything, and tell both how many were answered."""
    one, end = _game(round)
    for party in rounds_serving.due(one):
        serving, service = one.parties[party], one.services[party]
        boxes, root = end.boxes_of(party, at), service.asked.root
        answers = serving.answers(service, told_of(round))
        sealed_pages.put(round.channel, root, (seal_evaluated(given, boxes, one.terms, root) for given in answers))
        say(by=by, at=at, round=round, kind="match_grant", data=serving.grant(service).to_value())


def _game(round: Round) -> tuple[Served, Party]:
    end = ends.end_of(round.channel)
    terms = rounds.agreed(end.transcript, round.terms_hash)
    folder = rounds.kept(round.channel, round.terms_hash)
    return rounds_serving.game(round.channel, end.transcript, terms, folder), end
