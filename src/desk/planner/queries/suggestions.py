"""A mediator's blind suggestions: what each package means for us, what we answered, and what both accept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desk.channel import reading
from desk.channel.models import Channel, Draft
from desk.planner import candidates
from desk.planner.answers import learnt
from desk.register.models import Person
from homeward.canonical import Value
from homeward.channel.event import Named
from homeward.channel.message import Message
from homeward.channel.suggestions import Round, rounds
from homeward.planner.bars import bars
from homeward.planner.odds import Learnt, applied
from homeward.planner.outlook import Outlook, outlook
from homeward.planner.package import Package
from homeward.planner.pool import Pool
from homeward.planner.sentences import sentences
from homeward.planner.terms import BadTerms, Terms, from_value
from homeward.words import say

ANSWER = "suggestion_answer"


@dataclass(frozen=True, slots=True)
class Crossing:
    """Somebody whom a package names; `person` is None for one who is not in our register under that number. `bar` says
    in words why he may not cross, empty if nothing keeps him."""

    name: str
    person: Person | None
    bar: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """A package of a round as we see it: its terms as sentences where our program can read them, who would come home
    and who would be given, how many months in captivity would end, and how many are expected home."""

    id: str
    number: int
    note: str
    rules: list[str]
    receive: list[Crossing]
    give: list[Crossing]
    months: int
    outlook: Outlook


@dataclass(frozen=True, slots=True)
class Asked:
    """A round of a mediator's suggestions: our answer if it was given (the ids of packages), `waiting` if it waits for
    approval, `open` if we may still answer, and once the mediator told it, the package that both accept (None if
    there is none). Nothing is known of what the other side accepts beside that."""

    channel: Channel
    round: Round
    packages: list[Suggested]
    ours: frozenset[str] | None
    waiting: bool
    open: bool
    agreed: Suggested | None

    @property
    def told(self) -> bool:
        return bool(self.round.result)


@dataclass(frozen=True, slots=True)
class _Known:
    """What every package of the page is held against, read once: the deals open on the day `on`, and the odds."""

    on: date
    deals: Mapping[str, str]
    odds: Learnt | None

    def pool(self, people: Sequence[Named]) -> Pool:
        """Those of them who are in our register, with their chances; who is not held any more is not in it."""
        pool = Pool(candidates.of((one.id for one in people), self.on, self.deals, held=True), self.on)
        return applied(pool, self.odds) if self.odds else pool


def suggestions(at: datetime, language: str) -> list[Asked]:
    """All rounds that we are asked in, the newest first."""
    channels = Channel.objects.exclude(mediator="").order_by("-pk")
    found = [(channel, one) for channel in channels for one in rounds_on(channel).values()]
    if not found:
        return []
    known = _Known(at.date(), candidates.open_deals(), learnt(at.date()))
    newest = sorted(found, key=lambda pair: pair[1].due, reverse=True)
    return [_asked(channel, one, at, known, language) for channel, one in newest]


def rounds_on(channel: Channel) -> dict[str, Round]:
    """The rounds on a channel by their keys."""
    transcript = reading.transcript(channel)
    return rounds(transcript.effective, transcript.roster)[0]


def first(channel: Channel) -> bool:
    """Whether we are the first principal of the channel, who is `one` in a suggested package."""
    return reading.transcript(channel).roster.channel.principals[0] == channel.party


def sides(package: Message, first: bool) -> tuple[list[Named], list[Named]]:
    """Whom we would give and whom we would receive by a suggested package."""
    one, other = _named(package.act.data["one"]), _named(package.act.data["other"])
    return (one, other) if first else (other, one)


def answer_waits(channel: Channel, key: str) -> bool:
    """Whether an answer to the round waits for approval."""
    waiting = Draft.objects.filter(channel=channel, kind=ANSWER, state=Draft.State.WAITING)
    return any(draft.data.get("round") == key for draft in waiting)


def _asked(channel: Channel, round_: Round, at: datetime, known: _Known, language: str) -> Asked:
    """One round as we see it."""
    one_is_us = first(channel)
    packages = [_suggested(one, one_is_us, known, language) for _, one in sorted(round_.packages.items())]
    waits, ours = answer_waits(channel, round_.key), round_.accepts.get(channel.party)
    may = round_.complete and ours is None and not waits and not round_.result and at <= round_.due
    agreed = next((one for one in packages if one.id == round_.agreed), None)
    return Asked(channel, round_, packages, ours, waits, may, agreed)


def _suggested(message: Message, first: bool, known: _Known, language: str) -> Suggested:
    data = message.act.data
    give, receive = sides(message, first)
    pool = known.pool((*give, *receive))
    terms = _terms(data["terms"])
    barred = {id: say("planner", f"bar_{why}", language) for id, why in bars(pool.candidates, terms or _FREE).items()}
    people = {one.public_id: one for one in Person.objects.filter(public_id__in=[one.id for one in (*give, *receive)])}

    def crossing(some: Iterable[Named]) -> list[Crossing]:
        return [Crossing(one.name, people.get(one.id), barred.get(one.id, "")) for one in some]

    ids = {one.id for one in receive}
    return Suggested(
        id=message.id,
        number=int(str(data["number"])),
        note=str(data.get("note", "")),
        rules=[said.in_language(language) for _, said in sentences(terms)] if terms else [],
        receive=crossing(receive),
        give=crossing(give),
        months=sum(one.months(known.on) for one in pool.candidates if one.id in ids),
        outlook=outlook(pool, Package(tuple(ids), (), frozenset(), ())),
    )


_FREE = Terms(0, 0)
"""Terms that bar nobody by category or by name."""


def _terms(value: Value) -> Terms | None:
    try:
        return from_value(value) if isinstance(value, dict) else None
    except BadTerms:
        return None


def _named(value: Value) -> list[Named]:
    return [Named.from_value(one) for one in value] if isinstance(value, list | tuple) else []
