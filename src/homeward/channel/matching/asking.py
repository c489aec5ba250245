"""A side of a round of tier 2 at work in its folder: it asks a mediator, commits to the tokens, and exchanges them.

The desk speaks with one mediator on a channel, so one is asked here; the protocol allows several in sequence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from homeward.channel.matching import matches, mediated, pages
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.intake import Intake
from homeward.channel.matching.keeping import Part
from homeward.channel.matching.matches import Match
from homeward.channel.matching.mediated import Evaluated
from homeward.channel.matching.pages import Listing, Page
from homeward.channel.matching.side import Side, Tell, whole
from homeward.channel.matching.talk import Signed
from homeward.channel.matching.terms import Commit, check_commit


@dataclass(frozen=True, slots=True)
class Asking:
    """The work of `side` in a round with a mediator."""

    side: Side

    @property
    def mediator(self) -> str:
        return self.side.terms.mediators[0]

    def ask(self, tell: Tell) -> Commit:
        """Blind everybody, and the commitment to what the mediator is asked."""
        entries, secret = self.side.entries(), self.side.kept.secret()
        size = len(entries.contents)
        asked, total = self.asked(size), pages.count_pages(size)
        for page in mediated.ask(entries, secret, len(asked.pages)):
            self.side.kept.add(Part.POINTS, page)
            asked = asked.add(page)
            tell(len(asked.pages), total)
        return self._commit(asked)

    def asked(self, size: int) -> Listing:
        """The queries, as far as they are computed."""
        return self.side.kept.listing(Part.POINTS, size)

    def tokens(self, size: int) -> Listing:
        """Our tokens, as far as the mediator has answered."""
        return self.side.kept.listing(Part.TOKENS, size)

    def take(self, signed: Signed, given: Iterable[Evaluated], tell: Tell) -> Listing:
        """The tokens after more of the mediator's answers, each checked against the key that it published; those that
        were taken before are passed over. Raises MatchingRefused."""
        commit = signed.asked[self.side.party, self.mediator]
        entries, secret, public = self.side.entries(), self.side.kept.secret(), self._key(signed)
        asked, tokens = self.asked(commit.size), self.tokens(commit.size)
        for one in given:
            number = len(tokens.pages)
            if one.number >= number < len(asked.pages):
                elements = mediated.check_evaluated(asked.pages[number], one, number, public)
                page = mediated.finish(entries, secret, number, elements)
                self.side.kept.add(Part.TOKENS, page)
                tokens = tokens.add(page)
                tell(len(tokens.pages), len(asked.pages))
        return tokens

    def commit(self, signed: Signed) -> Commit:
        """The commitment to our tokens, once all are here; raises MatchingRefused before."""
        size = signed.asked[self.side.party, self.mediator].size
        tokens = self.tokens(size)
        if len(tokens.pages) < pages.count_pages(size):
            raise MatchingRefused("points_missing", done=len(tokens.pages), total=pages.count_pages(size))
        return self._commit(tokens)

    def intake(self, signed: Signed) -> Intake:
        """The other side's tokens as far as they are here; raises MatchingRefused when a side broke the terms, or the
        mediator did not grant what it shows."""
        ours, theirs = signed.commits[self.side.party], signed.commits[self.side.peer]
        begun = mediated.begin(self.side.terms, ours, theirs, signed.grants.values(), self.side.earlier)
        return whole(Intake(begun.size, begun.root, self.side.kept.listing(Part.THEIRS, theirs.size)))

    def take_tokens(self, intake: Intake, shown: Iterable[Page], tell: Tell) -> Intake:
        """The intake with the tokens in `shown`; raises MatchingRefused."""
        for page in shown:
            if page.number >= len(intake.taken.pages):
                intake = mediated.take_tokens(intake, page)
                self.side.kept.add(Part.THEIRS, page.data)
                tell(*intake.progress)
        return intake

    def result(self, signed: Signed) -> tuple[Match, ...]:
        """Whom both know; raises MatchingRefused before all tokens are here."""
        intake = self.intake(signed)
        if not intake.complete:
            raise MatchingRefused("answers_not_committed")
        tokens = self.tokens(signed.commits[self.side.party].size)
        return matches.find(self.side.roster(), tokens.values(), intake.taken.values())

    def _key(self, signed: Signed) -> bytes:
        if self.mediator not in signed.keys:
            raise MatchingRefused("no_key", mediator=self.mediator)
        return signed.keys[self.mediator]

    def _commit(self, listing: Listing) -> Commit:
        made = Commit(self.side.party, self.side.terms.hash, listing.size, listing.root)
        check_commit(made, self.side.terms)
        return made
