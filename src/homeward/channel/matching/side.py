"""One side of a round of tier 1 at work in its folder: each act goes on where the last one stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from homeward.channel.matching import hits, matches, pages
from homeward.channel.matching import round as machine
from homeward.channel.matching.entries import Entrant, Entries, Roster, enter
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.hits import HitProof
from homeward.channel.matching.intake import Intake
from homeward.channel.matching.keeping import Kept, Part
from homeward.channel.matching.matches import Match
from homeward.channel.matching.pages import Listing, Page
from homeward.channel.matching.round import Round
from homeward.channel.matching.talk import Signed
from homeward.channel.matching.terms import Commit, Terms, check_commit
from homeward.names.matching import KEYS

Tell = Callable[[int, int], None]
"""Told after each page: the pages done, and all there are."""


@dataclass(frozen=True, slots=True)
class Side:
    """The side `party` of the round under `terms`, with what it keeps; `earlier` are the terms of all other rounds
    that were begun with the same other side."""

    kept: Kept
    terms: Terms
    party: str
    earlier: tuple[Terms, ...] = ()

    @property
    def peer(self) -> str:
        return next(party for party, _ in self.terms.claimed if party != self.party)

    def enter(self, people: Sequence[Entrant], secret: bytes) -> None:
        """Fix whom we enter; raises MatchingRefused, before any work, when they are more than agreed."""
        check_commit(Commit(self.party, self.terms.hash, len(people) * KEYS, b""), self.terms)
        enter(people, self.terms, secret)
        self.kept.begin(people, secret)

    def commit(self, tell: Tell) -> Commit:
        """Blind everybody, and the commitment to it."""
        entries = self.entries()
        points = self.points(len(entries.contents))
        total = pages.count_pages(len(entries.contents))
        for page in machine.blind(entries, self._scalar(), len(points.pages)):
            self.kept.add(Part.POINTS, page)
            points = points.add(page)
            tell(len(points.pages), total)
        return machine.commit(self.party, self.terms, points)

    def points(self, size: int) -> Listing:
        """Our points, as far as they are computed."""
        return self.kept.listing(Part.POINTS, size)

    def state(self, signed: Signed) -> Round:
        """How far the round has come, by what both signed and what is kept; raises MatchingRefused when a side broke
        the terms, or what is kept was damaged."""
        ours, theirs = signed.commits[self.party], signed.commits[self.peer]
        state = machine.begin(self.terms, ours, theirs, self.earlier)
        done = min(len(self.kept.listing(part, theirs.size).pages) for part in (Part.THEIRS, Part.ANSWERS))
        taken, answers = (self.kept.listing(part, theirs.size, done) for part in (Part.THEIRS, Part.ANSWERS))
        state = replace(state, points=whole(replace(state.points, taken=taken)), answers=answers)
        if self.peer not in signed.answers:
            return state
        state = machine.take_answer(state, signed.answers[self.peer])
        back = Intake(ours.size, signed.answers[self.peer].root, self.kept.listing(Part.RETURNED, ours.size))
        return replace(state, returned=whole(back))

    def take_points(self, state: Round, shown: Iterable[Page], tell: Tell) -> Round:
        """The round with their points in `shown`, answered; pages that were taken before are passed over."""
        scalar = self._scalar()
        for page in shown:
            if page.number >= len(state.points.taken.pages):
                state = machine.take_points(state, page, scalar)
                self.kept.add(Part.ANSWERS, state.answers.pages[-1])
                self.kept.add(Part.THEIRS, page.data)
                tell(*state.points.progress)
        return state

    def take_answers(self, state: Round, shown: Iterable[Page], tell: Tell) -> Round:
        """The round with their answers in `shown`."""
        for page in shown:
            if state.returned is None or page.number >= len(state.returned.taken.pages):
                state = machine.take_returned(state, page)
                self.kept.add(Part.RETURNED, page.data)
                if state.returned:
                    tell(*state.returned.progress)
        return state

    def hits(self, state: Round) -> tuple[tuple[int, int], ...]:
        """The hits of a complete round, as pairs of our slot and theirs."""
        return hits.slots(self._returned(state), state.answers.values())

    def prove(self, state: Round) -> Iterator[HitProof]:
        """Our proofs of our answers to the hits, in order."""
        found, scalar = self.hits(state), self._scalar()
        return (hits.prove(state, found, scalar, number) for number in range(hits.count_proofs(found)))

    def result(self, state: Round, signed: Signed) -> tuple[Match, ...]:
        """Whom both know; raises MatchingRefused when the other side's proofs do not hold, or a list was tampered
        with: then the whole result is void."""
        hits.check(self.points(state.ours.size), state, self.hits(state), signed.proofs.get(self.peer, ()))
        return matches.find(self.roster(), self._returned(state), state.answers.values())

    def _returned(self, state: Round) -> Iterator[bytes]:
        if state.returned is None or not state.returned.complete:
            raise MatchingRefused("answers_not_committed")
        return state.returned.taken.values()

    def roster(self) -> Roster:
        """Whom we entered, in the order of the round."""
        return self.entries().roster

    def entries(self) -> Entries:
        """What is to be blinded for everybody whom we entered."""
        return enter(self.kept.people(), self.terms, self.kept.secret())

    def _scalar(self) -> int:
        return machine.scalar(self.terms, self.kept.secret())


def whole(intake: Intake) -> Intake:
    """`intake`, unless all pages are there and are not the list that its author committed to."""
    if intake.complete and intake.taken.root != intake.root:
        raise MatchingRefused("round_damaged")
    return intake
