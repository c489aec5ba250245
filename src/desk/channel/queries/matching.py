"""Rounds of private matching as the pages show them: where each stands in words, what was shown to whom in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from desk.channel import reading, rounds, sealed_pages
from desk.channel.models import Channel, Draft
from desk.channel.models.matching import Round
from desk.channel.outlook import Outgoing, Outlook, Revealed
from desk.channel.queries.conversation import Standing
from desk.channel.queries.matching_counts import category_title
from homeward.channel.matching import talk
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.talk import Said
from homeward.channel.matching.terms import Terms
from homeward.channel.transcript import Transcript
from homeward.words import saying


@dataclass(frozen=True, slots=True)
class Shown:
    """A round on a page: its terms, its row once we began it, where it stands, and whether the next step is ours: to
    agree, or to go on."""

    terms: Terms
    title: str
    row: Round | None
    standing: Standing
    may_agree: bool = False
    may_go_on: bool = False
    outlook: Outlook | None = None

    @property
    def turn(self) -> str | Promise:
        """Whose turn it is, in a word."""
        return TURNS[self.standing.tone]


TURNS: dict[str, str | Promise] = {
    "half": pgettext_lazy("a round", "Our turn"),
    "open": pgettext_lazy("a round", "Open"),
    "wait": pgettext_lazy("a round", "Their turn"),
    "good": pgettext_lazy("a round", "Done"),
    "bad": pgettext_lazy("a round", "Refused"),
}


def matchings(channel: Channel, today: date, language: str) -> list[Shown]:
    """Every round that was proposed on the channel, the newest first."""
    transcript = reading.transcript(channel)
    rows = {row.terms_hash: row for row in channel.rounds.all()}
    found = [
        _shown(channel, transcript, one, rows.get(one.terms.hash), today, language) for one in talk.said(transcript)
    ]
    return sorted(found, key=lambda one: one.terms.epoch, reverse=True)


def matching(channel: Channel, terms_hash: str, today: date, language: str) -> Shown | None:
    """One round; None when its terms were never said."""
    transcript = reading.transcript(channel)
    said = next((one for one in talk.said(transcript) if one.terms.hash == terms_hash), None)
    row = channel.rounds.filter(terms_hash=terms_hash).first()
    return _shown(channel, transcript, said, row, today, language) if said else None


def proposals_waiting(channel: Channel) -> QuerySet[Draft]:
    """Terms of ours that wait for approval."""
    return channel.drafts.filter(kind="match_terms", state=Draft.State.WAITING)


def revealed(one: Shown) -> list[Revealed]:
    """What was shown to whom so far, and how many pairs both now know of."""
    rows = list(one.outlook.revealed) if one.outlook else []
    if rows and one.row and one.row.read_at:
        pairs = one.row.hits.count()
        rows.append(Revealed(saying("channel.matching", "shown_pairs"), pairs, pairs))
    return rows


def ready(channel: Channel, one: Shown) -> list[tuple[Path, Outgoing]]:
    """Our lists that lie sealed, each with whom it is for."""
    outgoing = one.outlook.outgoing if one.outlook else ()
    files = [(sealed_pages.out(channel, each.root), each) for each in outgoing]
    return [(path, each) for path, each in files if path.exists()]


def _shown(
    channel: Channel, transcript: Transcript, said: Said, row: Round | None, today: date, language: str
) -> Shown:
    terms = said.terms
    title = category_title(terms.category, language)
    if said.by != set(transcript.channel.principals):
        theirs = channel.makes_deals and channel.party not in said.by
        label = _("Their proposal waits for our word") if theirs else _("Waits for the other side's word")
        return Shown(terms, title, row, Standing("open" if theirs else "wait", label), may_agree=theirs)
    if row and row.closed_at:
        return Shown(terms, title, row, Standing("good" if row.read_at else "open", _closed(row)))
    try:
        found = rounds.outlook(channel, transcript, terms, today)
    except MatchingRefused as error:
        return Shown(terms, title, row, Standing("bad", error.saying.in_language(language)))
    if row and row.read_at:
        number = row.hits.count()
        label = ngettext("Read: %(n)d pair", "Read: %(n)d pairs", number) % {"n": number}
        return Shown(terms, title, row, Standing("good", label), outlook=found)
    label, tone = _label(found, language), "half" if found.ours else "wait"
    may_go_on = found.ours or rounds.waiting(channel, found)
    return Shown(terms, title, row, Standing(tone, label), may_go_on=may_go_on, outlook=found)


def _label(found: Outlook, language: str) -> str:
    """The next step in words, with the pages that are here where some are awaited."""
    label = found.saying.in_language(language)
    if not found.total:
        return label
    return _("%(label)s Pages here: %(done)d of %(total)d.") % {
        "label": label,
        "done": found.done,
        "total": found.total,
    }


def _closed(row: Round) -> str:
    return (
        _("Closed; its secrets are erased") if row.read_at else _("Closed before it was read; its secrets are erased")
    )


def fault(row: Round | None, language: str) -> str:
    """What was refused last, in a sentence."""
    if row is None or row.fault is None:
        return ""
    if "text" in row.fault:
        return str(row.fault["text"])
    return saying(row.fault["room"], row.fault["key"], **row.fault["values"]).in_language(language)
