"""How many both sides count, kind by kind, and the kinds in words."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from desk.channel import entering, reading
from desk.channel.models import Channel
from homeward.channel.matching.counts import Compared, Counts, compare
from homeward.words import say


def counts(channel: Channel, language: str) -> list[tuple[str, Compared]]:
    """What both sides last said of how many they count, kind by kind; kinds of which nobody counts anybody left out."""
    said: dict[str, Counts] = {}
    transcript = reading.transcript(channel)
    for message in transcript.effective:
        if message.act.kind == "match_counts" and message.act.whole:
            said[transcript.roster.party(message.by)] = Counts.from_value(message.act.data)
    ours, theirs = (said.get(party) for party in (channel.party, channel.peer))
    if ours is None and theirs is None:
        return []
    empty = Counts(date.min, {})
    rows = compare(ours or empty, theirs or empty)
    return [(category_title(one.category, language), one) for one in rows if one.ours or one.theirs]


def category_title(word: str, language: str) -> str:
    """A category in words: whose people, and of which kind."""
    found = entering.category(word)
    if found is None:
        return word
    kind = say("channel.matching", f"category_{found.kind}", language)
    return _("people of %(party)s: %(kind)s") % {"party": found.party, "kind": kind}
