"""Whom of our register a list of ours may name, judged line by line, and how many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from desk.channel import reading
from desk.channel.conforming import known, people, speaking_of
from desk.channel.models import Channel, OwnList
from desk.errors import Refused
from desk.register.models import PersonCurrent
from homeward.assessment.judgement import CaseGrade
from homeward.channel import listing, terms
from homeward.channel.deal import BINDING
from homeward.channel.event import Named
from homeward.channel.listing import Entry, Fault, Line
from homeward.channel.replies import Replies, replies
from homeward.channel.terms import Agreement

_HELD = (CaseGrade.PROBABLY_HELD, CaseGrade.CONFIRMED_HELD, CaseGrade.CONFIRMED_BY_ICRC)
_OVER = (CaseGrade.RETURNED, CaseGrade.DEAD_CONFIRMED)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of a list asked for: its lines, and the most lines it may have."""

    lines: tuple[Line, ...]
    most: int

    @property
    def fit(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.fault is None)

    @property
    def too_long(self) -> bool:
        return len(self.fit) > self.most


def judge(
    channel: Channel,
    whom: OwnList.Whom,
    category: str,
    on: date,
    ids: Sequence[str],
    at: datetime,
    own: OwnList | None = None,
) -> Judged:
    """What is to be said of a list of `ids`; `own` is the list they stand on already, if they do. Raises BadAgreement
    for a category that nobody knows."""
    agreement = agreed(channel, category, on)
    rows = people(ids)
    elsewhere = _listed(at, own)
    entries = [_entry(id, rows.get(id), channel, whom, elsewhere) for id in ids]
    most = listing.most(_number(channel, whom, category), possible(channel, whom).count())
    return Judged(listing.judge(entries, category, agreement), most)


def check(judged: Judged) -> None:
    """Nothing, if every line may stand on the list and it is not too long; else raises Refused."""
    for line in judged.lines:
        if line.saying:
            raise Refused(line.saying.in_language(get_language() or "en"))
    if not judged.lines:
        raise Refused(_("A list names somebody."))
    if judged.too_long:
        most = _("The list has %(count)d lines; %(most)d are agreed, or all that goes without an agreement.")
        raise Refused(most % {"count": len(judged.lines), "most": judged.most})


def agreed(channel: Channel, category: str, on: date) -> Agreement:
    """The terms that both signed and that speak of the category, else the category as treaties know it."""
    return speaking_of(category, (agreement for agreement, _ours in _agreements(channel)), on)


def categories(channel: Channel) -> list[str]:
    """The categories that a list may be of: those agreed first, then those that treaties know."""
    signed = [one.key for agreement, _ours in _agreements(channel) for one in agreement.categories]
    return list(dict.fromkeys([*signed, *terms.known()]))


def _number(channel: Channel, whom: OwnList.Whom, category: str) -> int | None:
    """How many of the category were agreed in our direction; None if no terms speak of it."""
    for agreement, ours in _agreements(channel):
        for one in agreement.numbers:
            if one.category == category:
                gives = (whom == OwnList.Whom.HELD) == ours
                return one.give if gives else one.receive
    return None


def _agreements(channel: Channel) -> Iterable[tuple[Agreement, bool]]:
    """The terms of the deals that bind both sides, the newest first, and whether the offer was ours."""
    deals = channel.deals.filter(state__in=BINDING).order_by("-changed_at")
    return [(terms.read(deal.terms["agreement"]), deal.ours) for deal in deals if "agreement" in deal.terms]


def side(channel: Channel, whom: OwnList.Whom) -> str:
    """The party of those whom such a list names."""
    return channel.peer if whom == OwnList.Whom.HELD else channel.party


def possible(channel: Channel, whom: OwnList.Whom) -> QuerySet[PersonCurrent]:
    """Everybody whom such a list could name."""
    rows = people_of(side(channel, whom), held=whom == OwnList.Whom.HELD)
    return rows.order_by("person__display_name", "person_id")


def people_of(party: str, *, held: bool) -> QuerySet[PersonCurrent]:
    """The people of a party whom we hold, or else those who are not home and not known to be dead."""
    rows = PersonCurrent.objects.filter(person__party=party).select_related("person", "facility")
    return rows.filter(as_grade__in=_HELD) if held else rows.exclude(as_grade__in=_OVER)


def _entry(
    id: str, row: PersonCurrent | None, channel: Channel, whom: OwnList.Whom, elsewhere: frozenset[str]
) -> Entry:
    if row is None:
        return Entry(id, Named(id, ""))
    named = Named(id, row.person.display_name, row.birth_date)
    return Entry(id, named, known(row), _against(row, channel, whom, elsewhere))


def _against(row: PersonCurrent, channel: Channel, whom: OwnList.Whom, elsewhere: frozenset[str]) -> Fault | None:
    """What speaks against naming a person of the register at all, the weightiest first."""
    held = whom == OwnList.Whom.HELD
    reasons = {
        Fault.OTHER_SIDE: row.person.party != side(channel, whom),
        Fault.HOME: row.as_grade == CaseGrade.RETURNED,
        Fault.DEAD: row.as_grade == CaseGrade.DEAD_CONFIRMED,
        Fault.NOT_HELD: held and row.as_grade not in _HELD,
        Fault.REFUSES: held and "refuses" in (row.ex_wish, *_values(row, "oc_wishes_exchange")),
        Fault.NO_CONSENT: not held and "given" not in _values(row, "family_consent_other_party")[:1],
        Fault.ELSEWHERE: row.person.public_id in elsewhere,
    }
    return next((fault for fault, so in reasons.items() if so), None)


def _values(row: PersonCurrent, key: str) -> Sequence[str]:
    values: Mapping[str, Sequence[str]] = row.values
    return values.get(key, ())


def _listed(at: datetime, but: OwnList | None) -> frozenset[str]:
    """Everybody on a list of ours, on whatever channel, that still stands: not recalled, and its time not over."""
    rows = OwnList.objects.select_related("committed", "shown", "channel")
    standing = [row for row in rows if row != but and (row.shown or row.committed).expires_at >= at]
    answers = {channel: _answers(channel) for channel in {row.channel for row in standing}}
    left = [row for row in standing if not answers[row.channel].get(row.committed.body_hash, Replies()).recalled]
    return frozenset(id for row in left for id in row.people)


def _answers(channel: Channel) -> dict[str, Replies]:
    said = reading.transcript(channel)
    return replies(said.effective, said.roster)
