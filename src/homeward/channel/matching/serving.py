"""A mediator at work for one party of a round of tier 2, in a folder: it evaluates what it is asked, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from homeward.channel.matching import group
from homeward.channel.matching.keeping import Kept, Part
from homeward.channel.matching.mediated import Evaluated, Grant, Service
from homeward.channel.matching.pages import Listing, Page
from homeward.channel.matching.side import Tell, whole
from homeward.channel.matching.talk import Signed
from homeward.channel.matching.terms import Terms, check_epoch


@dataclass(frozen=True, slots=True)
class Serving:
    """The mediator `name` under `terms`, with its private key for the round (`mediated.mediator_key`)."""

    kept: Kept
    terms: Terms
    name: str
    key: int
    earlier: tuple[Terms, ...] = ()

    @property
    def public(self) -> bytes:
        """What it publishes in the form `match_key`."""
        return group.base(self.key)

    def service(self, signed: Signed, party: str) -> Service:
        """How far `party` was answered; raises MatchingRefused when it asks for more than agreed, or a round on the
        category was held too near."""
        check_epoch(self.terms, self.earlier)
        begun = Service.begin(self.terms, signed.asked[party, self.name], signed.asked.values())
        taken = self.kept.listing(Part.THEIRS, begun.asked.size)
        return replace(begun, intake=whole(replace(begun.intake, taken=taken)))

    def take(self, service: Service, shown: Iterable[Page], tell: Tell) -> Service:
        """The service after the queries in `shown`, each page checked against what was committed to; raises
        MatchingRefused. Nothing is answered before all are here."""
        for page in shown:
            if page.number >= len(service.intake.taken.pages):
                service = replace(service, intake=service.intake.take(page, group.check))
                self.kept.add(Part.THEIRS, page.data)
                tell(*service.intake.progress)
        return service

    def answers(self, service: Service, tell: Tell) -> Iterator[Evaluated]:
        """The answers to everything that was asked, page by page, each with its proof; raises MatchingRefused before
        all is here. The same at every call."""
        self.grant(service)
        asked = service.intake.taken
        fresh = replace(service, intake=replace(service.intake, taken=Listing()))
        for number in range(len(asked.pages)):
            fresh, given = fresh.evaluate(asked.page(number), self.key)
            tell(*fresh.intake.progress)
            yield given

    def grant(self, service: Service) -> Grant:
        """What is signed for both sides, once all was answered; raises MatchingRefused before."""
        return service.grant(self.name)
