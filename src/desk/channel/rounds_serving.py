"""A round of tier 2, as it stands for the mediator: it publishes a key, answers both sides, and grants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desk.accounts.identity import desk_identity
from desk.channel.models import Channel
from desk.channel.outlook import Outgoing, Outlook, Revealed
from homeward.channel.matching import mediated, talk
from homeward.channel.matching.keeping import Kept
from homeward.channel.matching.mediated import Service
from homeward.channel.matching.serving import Serving
from homeward.channel.matching.talk import Signed
from homeward.channel.matching.terms import Terms
from homeward.channel.transcript import Transcript
from homeward.words import saying


@dataclass(frozen=True, slots=True)
class Served:
    """A round as far as it has come: our work for each side that has asked, and what was signed."""

    name: str
    terms: Terms
    signed: Signed
    public: bytes
    parties: Mapping[str, Serving]
    services: Mapping[str, Service]


def game(channel: Channel, transcript: Transcript, terms: Terms, folder: Kept) -> Served:
    """The round under `terms`; raises MatchingRefused when a side asks for more than agreed, asks again, or a round on
    the category was held too near."""
    signed = talk.signed(transcript, terms)
    key = mediated.mediator_key(desk_identity().secret("matching"), terms)
    earlier = talk.begun(transcript, terms)
    parties = {
        party: Serving(Kept(folder.folder / party), terms, channel.party, key, earlier) for party in channel.between
    }
    services = {
        party: one.service(signed, party) for party, one in parties.items() if (party, channel.party) in signed.asked
    }
    public = next(iter(parties.values())).public
    return Served(channel.party, terms, signed, public, parties, services)


def due(one: Served) -> list[str]:
    """The sides that have asked everything and were not granted yet."""
    complete = [party for party, service in one.services.items() if service.intake.complete]
    return [party for party in complete if (one.name, party) not in one.signed.grants]


def outlook(one: Served, today: date) -> Outlook:
    done = sum(len(service.intake.taken.pages) for service in one.services.values())
    total = sum(service.intake.progress[1] for service in one.services.values())
    step, ours = _step(one)
    told = saying("channel.matching", f"step_{step}")
    open_ones = [service for service in one.services.values() if not service.intake.complete]
    awaited = tuple(service.asked.root for service in open_ones)
    counted = (done, total) if step == "queries" else (0, 0)
    return Outlook(step, told, ours, *counted, awaited, _outgoing(one), _revealed(one))


def _step(one: Served) -> tuple[str, bool]:
    if one.name not in one.signed.keys:
        return "key", True
    if due(one):
        return "evaluate", True
    granted = {party for mediator, party in one.signed.grants if mediator == one.name}
    return ("served", False) if granted >= set(one.parties) else ("queries", False)


def _outgoing(one: Served) -> tuple[Outgoing, ...]:
    what = saying("channel.matching", "list_evaluated")
    granted = [party for party in one.parties if (one.name, party) in one.signed.grants]
    return tuple(Outgoing(what, one.services[party].asked.root, party) for party in granted)


def _revealed(one: Served) -> tuple[Revealed, ...]:
    """How much each side has asked and was answered: a mediator counts, and sees no name."""
    return tuple(
        Revealed(
            saying("channel.matching", "shown_queries", party=party),
            service.intake.progress[1] if (one.name, party) in one.signed.grants else 0,
            service.intake.progress[0],
        )
        for party, service in one.services.items()
    )
