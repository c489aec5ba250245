"""The other side of a round: a real party that plays with the library from a folder of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from desk.channel import ends, sealed_pages
from desk.channel.actions import matching as actions
from desk.channel.actions.matching_rounds import begin
from desk.channel.matching_jobs import go_on
from desk.channel.models.matching import Round
from desk.channel.queries import matching as queries
from desk.register.models import Person, PersonCurrent
from homeward.channel.matching import bundle, carriage, talk
from homeward.channel.matching import round as machine
from homeward.channel.matching.entries import Entrant
from homeward.channel.matching.keeping import Kept
from homeward.channel.matching.matches import Match
from homeward.channel.matching.pages import Listing, Page
from homeward.channel.matching.side import Side
from homeward.channel.matching.terms import Terms, Tier
from homeward.names.matching import matching_keys
from tests.desk.channel.conftest import World
from tests.homeward.channel.sides import shown, untold

SECRET = b"the secret of the other side".ljust(32)


def terms_of(world: World, ours: int = 10, theirs: int = 10, category: str = "VRH.all", **more: Any) -> Terms:
    epoch: date = more.get("epoch", world.now.date())
    claimed = (("VRH", ours), ("ZLS", theirs))
    return Terms(world.channel.ch, Tier.COMMITTED, category, epoch, 30, more.get("permille", 1050), claimed)


def missing(world: World, name: str, born: str, number: str = "", grade: str = "probably_held") -> Person:
    """Somebody of ours whom the register misses."""
    person = Person.objects.create(party="VRH", display_name=name, opened_at=world.now, opened_by=world.negotiator)
    values = {"service_number": [number]} if number else {}
    PersonCurrent.objects.create(person=person, birth_date=born, as_grade=grade, values=values, refreshed_at=world.now)
    return person


def written(id: str, name: str, born: str, number: str = "") -> Entrant:
    """Somebody as the other side wrote him down."""
    return Entrant(id, matching_keys(name, born, number))


@dataclass
class Peer:
    """The other side at the table, round by round."""

    world: World
    terms: Terms
    folder: Path

    @property
    def side(self) -> Side:
        return Side(Kept(self.folder), self.terms, "ZLS", talk.begun(self.world.peer.transcript, self.terms))

    @property
    def signed(self) -> talk.Signed:
        return talk.signed(self.world.peer.transcript, self.terms)

    def say(self, kind: str, data: Any) -> None:
        peer, at = self.world.peer, self.world.now
        spoken = peer.say(peer.act(kind, data, self.world.peer_exp()), at)
        peer.send(spoken, ends.inbox(self.world.channel), at)
        self.world.receive()

    def agree(self) -> None:
        self.world.answer("match_terms", dict(self.terms.to_value()))
        self.world.receive()

    def commit(self, people: Sequence[Entrant]) -> None:
        self.side.enter(people, SECRET)
        self.say("match_commit", self.side.commit(untold).to_value())

    def take_points(self) -> None:
        """Read our points and commit to the answers to them."""
        self.world.deliver()
        state = self.side.state(self.signed)
        state = self.side.take_points(state, self.read(state.theirs.root), untold)
        self.say("match_answer", machine.answer(state).to_value())

    def take_answers(self) -> None:
        """Read our answers, and prove theirs."""
        self.world.deliver()
        state = self.side.state(self.signed)
        assert state.answered
        state = self.side.take_answers(state, self.read(state.answered.root), untold)
        for proof in self.side.prove(state):
            self.say("match_proof", proof.to_value())

    def result(self) -> tuple[Match, ...]:
        self.world.deliver()
        return self.side.result(self.side.state(self.signed), self.signed)

    def read(self, root: bytes) -> list[Page]:
        """The pages of ours that our desk has put out."""
        boxes = (*self.world.peer.boxes.private, self.world.peer.keyring.speaker.box)
        with sealed_pages.out(self.world.channel, root).open("rb") as file:
            assert bundle.root_of(file) == root
            return [carriage.open_page(boxes, blob, self.terms, root) for blob in bundle.read(file)]

    def show(self, listing: Listing, pages: Sequence[Page] | None = None) -> None:
        """Bring pages of theirs to our desk."""
        file = io.BytesIO()
        peer, root = self.world.peer, listing.root
        boxes = peer.boxes_of("VRH", self.world.now)
        given = shown(listing) if pages is None else pages
        bundle.write(file, root, [carriage.seal_page(page, boxes, self.terms, root) for page in given])
        file.seek(0)
        sealed_pages.take_in(self.world.channel, [file])

    def points(self) -> Listing:
        return self.side.points(self.signed.commits["ZLS"].size)

    def answers(self) -> Listing:
        return self.side.state(self.signed).answers


def agreed(world: World, folder: Path, terms: Terms) -> Peer:
    """The terms said by both sides, with the approvals of the superiors."""
    peer = Peer(world, terms, folder)
    world.approve(actions.propose(by=world.negotiator, at=world.now, channel=world.channel, terms=terms))
    world.deliver()
    peer.agree()
    return peer


def play(peer: Peer, theirs: Sequence[Entrant]) -> Round:
    """A whole round through the desk; its row."""
    desk(peer)
    peer.world.deliver()
    peer.commit(theirs)
    desk(peer)
    peer.show(peer.points())
    peer.take_points()
    desk(peer)
    peer.world.deliver()
    peer.show(peer.answers())
    desk(peer)
    peer.take_answers()
    return desk(peer)


def desk(peer: Peer) -> Round:
    """Our desk does what is for it to do."""
    by, at, channel = peer.world.negotiator, peer.world.now, peer.world.channel
    row = channel.rounds.filter(terms_hash=peer.terms.hash).first()
    row = row or begin(by=by, at=at, channel=channel, terms_hash=peer.terms.hash)
    go_on(by, row)
    row.refresh_from_db()
    return row


def stands(peer: Peer) -> str:
    """Where the round stands on our pages, in words."""
    one = queries.matching(peer.world.channel, peer.terms.hash, peer.world.now.date(), "en")
    assert one
    return one.standing.label
