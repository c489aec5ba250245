"""A round of tier 2, as it stands for our side: we ask the mediator, then exchange tokens with the other side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desk.channel.models import Channel
from desk.channel.outlook import Outgoing, Outlook, Revealed
from homeward.channel.matching import talk
from homeward.channel.matching.asking import Asking
from homeward.channel.matching.keeping import Kept
from homeward.channel.matching.side import Side
from homeward.channel.matching.steps_mediated import Step, standing
from homeward.channel.matching.talk import Signed
from homeward.channel.matching.terms import Terms, check_epoch
from homeward.channel.transcript import Transcript
from homeward.names.matching import KEYS
from homeward.words import saying


@dataclass(frozen=True, slots=True)
class Mediated:
    """A round as far as it has come: our work in it, and what was signed."""

    asking: Asking
    signed: Signed


def game(channel: Channel, transcript: Transcript, terms: Terms, folder: Kept) -> Mediated:
    """The round under `terms`; raises MatchingRefused when another on the category was held too near."""
    side = Side(folder, terms, channel.party, talk.begun(transcript, terms))
    check_epoch(terms, side.earlier)
    return Mediated(Asking(side), talk.signed(transcript, terms))


def outlook(one: Mediated, today: date) -> Outlook:
    found = standing(one.asking, one.signed, today)
    theirs = one.signed.commits.get(one.asking.side.peer)
    asked = one.signed.asked.get((one.asking.side.party, one.asking.mediator))
    awaited = [made.root for made in (asked, theirs) if made]
    return Outlook(
        found.step,
        found.step.saying,
        found.step.ours,
        found.done,
        found.total,
        tuple(awaited),
        _outgoing(one, found.step),
        _revealed(one),
    )


def _outgoing(one: Mediated, step: Step) -> tuple[Outgoing, ...]:
    """Our queries for the mediator, once we committed to them; our tokens for the other side, once it committed to its
    own and the mediator granted both."""
    asking, party = one.asking, one.asking.side.party
    asked, ours = one.signed.asked.get((party, asking.mediator)), one.signed.commits.get(party)
    found = []
    if asked:
        what = saying("channel.matching", "list_queries")
        found.append(Outgoing(what, asked.root, asking.mediator, asking.asked(asked.size)))
    if ours and step in (Step.THEIR_TOKENS, Step.COMPARE):
        what = saying("channel.matching", "list_tokens")
        found.append(Outgoing(what, ours.root, asking.side.peer, asking.tokens(ours.size)))
    return tuple(found)


def _revealed(one: Mediated) -> tuple[Revealed, ...]:
    """Tokens tell only what both lists share, and nothing without the mediator."""
    sizes = [one.signed.commits.get(party) for party in (one.asking.side.party, one.asking.side.peer)]
    ours, theirs = (made.size if made else 0 for made in sizes)
    rows = (("shown_places", ours // KEYS, theirs // KEYS), ("shown_tokens", ours, theirs))
    return tuple(Revealed(saying("channel.matching", key), mine, others) for key, mine, others in rows)
