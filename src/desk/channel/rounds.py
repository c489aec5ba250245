"""Our part in a round: what was said of it, and the folder in which it is kept.

The lists, whom we entered, and the secret lie in one folder under VAR/keys, which is erased with the round.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from desk.channel import rounds_direct, rounds_mediated, rounds_serving, sealed_pages
from desk.channel.models import Channel
from desk.channel.outlook import Outlook
from desk.errors import Refused
from homeward.channel.matching import talk
from homeward.channel.matching.keeping import Kept
from homeward.channel.matching.terms import Terms, Tier
from homeward.channel.transcript import Transcript


def agreed(transcript: Transcript, terms_hash: str) -> Terms:
    """The terms that both sides have said; raises Refused when they have not."""
    for terms in talk.agreed(transcript):
        if terms.hash == terms_hash:
            return terms
    raise Refused(_("These terms do not bind yet: both sides must say them, word for word."))


def kept(channel: Channel, terms_hash: str) -> Kept:
    return Kept(Path(settings.VAR) / "keys" / "matching" / channel.public_id / terms_hash)


def can_hold(channel: Channel, terms: Terms) -> bool:
    """Whether a desk on this channel can hold a round under these terms: both directly, or with the mediator on it."""
    return terms.tier == Tier.COMMITTED or (terms.tier == Tier.MEDIATED and terms.mediators == (channel.mediator,))


def outlook(channel: Channel, transcript: Transcript, terms: Terms, today: date) -> Outlook:
    """Where the round stands for us; raises MatchingRefused when another broke the terms, or a file was damaged."""
    folder = kept(channel, terms.hash)
    if channel.mediates:
        return rounds_serving.outlook(rounds_serving.game(channel, transcript, terms, folder), today)
    if terms.tier == Tier.MEDIATED:
        return rounds_mediated.outlook(rounds_mediated.game(channel, transcript, terms, folder), today)
    return rounds_direct.outlook(rounds_direct.game(channel, transcript, terms, folder), today)


def waiting(channel: Channel, found: Outlook) -> bool:
    """Whether pages were brought that can be taken now."""
    return any(sealed_pages.brought(channel, root) for root in found.awaited)
