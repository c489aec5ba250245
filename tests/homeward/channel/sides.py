"""Two sides of a round that work in folders of their own, with their statements in one place, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from homeward.channel.matching import round as machine
from homeward.channel.matching.entries import Entrant
from homeward.channel.matching.hits import HitProof
from homeward.channel.matching.keeping import Kept
from homeward.channel.matching.matches import Match
from homeward.channel.matching.pages import Listing, Page
from homeward.channel.matching.round import Answer
from homeward.channel.matching.side import Side
from homeward.channel.matching.talk import Signed
from homeward.channel.matching.terms import Commit
from tests.homeward.channel.rounds import SECRETS, TERMS


def untold(done: int, total: int) -> None:
    """Nobody watches."""


def shown(listing: Listing, first: int = 0) -> list[Page]:
    return [listing.page(number) for number in range(first, len(listing.pages))]


@dataclass
class Table:
    """Both sides and what they signed."""

    folder: Path
    commits: dict[str, Commit] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    proofs: dict[str, tuple[HitProof, ...]] = field(default_factory=dict)

    @property
    def signed(self) -> Signed:
        return Signed(self.commits, {}, self.answers, self.proofs)

    def side(self, party: str) -> Side:
        """The side as a process that has just been started has it."""
        return Side(Kept(self.folder / party), TERMS, party)

    def enter(self, party: str, people: Sequence[Entrant]) -> None:
        self.side(party).enter(people, SECRETS[party])
        self.commits[party] = self.side(party).commit(untold)

    def points(self, party: str) -> Listing:
        return self.side(party).points(self.commits[party].size)

    def exchange_points(self) -> None:
        for party in self.commits:
            side = self.side(party)
            state = side.take_points(side.state(self.signed), shown(self.points(side.peer)), untold)
            self.answers[party] = machine.answer(state)

    def exchange_answers(self) -> None:
        for party in self.commits:
            side = self.side(party)
            theirs = self.side(side.peer).state(self.signed).answers
            side.take_answers(side.state(self.signed), shown(theirs), untold)

    def exchange_proofs(self) -> None:
        for party in self.commits:
            side = self.side(party)
            self.proofs[party] = tuple(side.prove(side.state(self.signed)))

    def result(self, party: str) -> tuple[Match, ...]:
        side = self.side(party)
        return side.result(side.state(self.signed), self.signed)


def sit_down(folder: Path, ours: Sequence[Entrant], theirs: Sequence[Entrant]) -> Table:
    """Both sides with their people entered."""
    table = Table(folder)
    table.enter("VRH", ours)
    table.enter("ZLS", theirs)
    return table
