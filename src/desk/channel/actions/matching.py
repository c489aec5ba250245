"""Acts before a round: say the numbers, propose the terms of a round, say the other side's terms as well."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from desk.accounts.models import User
from desk.channel import ends, entering, rounds
from desk.channel.actions.composing import compose
from desk.channel.models import Channel, Draft
from desk.errors import Refused
from homeward.channel.matching import talk
from homeward.channel.matching.counts import Counts
from homeward.channel.matching.talk import Said
from homeward.channel.matching.terms import Terms, check_epoch


def say_counts(*, by: User, at: datetime, channel: Channel) -> Draft:
    """Tell the other side how many of its people and of ours we hold or miss, kind by kind (tier 0). No name is
    told."""
    ours, theirs = (entering.count(party, at.date()) for party in (channel.party, channel.peer))
    counts = Counts(at.date(), {**ours.counts, **theirs.counts})
    return compose(by=by, at=at, channel=channel, kind="match_counts", data=counts.to_value())


@transaction.atomic
def propose(*, by: User, at: datetime, channel: Channel, terms: Terms) -> Draft:
    """Propose the terms of a round; they are sent when two superiors have approved them, and bind when the other side
    has said the same. Raises MatchingRefused when a round on the category was held too near, Refused for terms that
    were said already or speak of nobody."""
    meant = entering.category(terms.category)
    sides = {channel.party, channel.peer}
    if meant is None or meant.party not in sides or {party for party, _ in terms.claimed} != sides:
        raise Refused(_("These terms speak of nobody that both sides know."))
    if _said(channel, terms.hash) or _waits(channel, terms):
        raise Refused(_("These terms were said already."))
    return _say(by, at, channel, terms)


@transaction.atomic
def agree(*, by: User, at: datetime, channel: Channel, terms_hash: str) -> Draft:
    """Say the terms that the other side proposed, word for word. Raises MatchingRefused when a round on the category
    was held too near, Refused when there are no such terms or we said them."""
    found = _said(channel, terms_hash)
    if found is None or channel.party in found.by or _waits(channel, found.terms):
        raise Refused(_("There are no terms of the other side that wait for our word."))
    return _say(by, at, channel, found.terms)


def _say(by: User, at: datetime, channel: Channel, terms: Terms) -> Draft:
    if not rounds.can_hold(channel, terms):
        raise Refused(_("This desk cannot hold such a round on this channel."))
    check_epoch(terms, talk.begun(ends.end_of(channel).transcript, terms))
    return compose(by=by, at=at, channel=channel, kind="match_terms", data=terms.to_value())


def _said(channel: Channel, terms_hash: str) -> Said | None:
    found = talk.said(ends.end_of(channel).transcript)
    return next((one for one in found if one.terms.hash == terms_hash), None)


def _waits(channel: Channel, terms: Terms) -> bool:
    """Whether a draft with these very terms waits for approval."""
    drafts = channel.drafts.filter(kind="match_terms", state=Draft.State.WAITING)
    return any(draft.data == terms.to_value() for draft in drafts)
