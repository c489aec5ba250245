"""What the library says, turned into what one reader sees in one language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk.accounts.models import User
from desk.evidence.models import Mention
from desk.register import current
from desk.register.models import Place, Statement
from desk.register.need import may_see
from homeward.assessment.judgement import Judgement, Question
from homeward.assessment.weigh import sign_day, signs
from homeward.register import dates
from homeward.register import statement as lib
from homeward.register.data_points import all_data_points, data_point
from homeward.register.fold import Held, PersonView, PropertyView
from homeward.register.labels import group_label, label, value_label
from homeward.words import UnknownWords, say


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement as the page shows it."""

    row: Statement
    shown: str
    day: date | None
    title: str


@dataclass(frozen=True, slots=True)
class Event:
    """What one evidence item tells of one day."""

    day: date | None
    claims: tuple[Claim, ...]

    @property
    def label(self) -> str:
        return "; ".join(f"{claim.title}: {claim.shown}" for claim in self.claims)


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One value in words with its claims, best first."""

    shown: str
    written: str
    grade: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class ShownProperty:
    """One data point; without `values` if the reader's role has no need of them."""

    key: str
    label: str
    values: tuple[ShownValue, ...]
    contradicted: bool
    sensitivity: str


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """One group of the form: what is known of it and how much of it the form asks for."""

    key: str
    label: str
    properties: tuple[ShownProperty, ...]
    asked: int
    hidden: int

    @property
    def known(self) -> int:
        return len(self.properties)

    @property
    def contradicted(self) -> bool:
        return any(one.contradicted for one in self.properties)


@dataclass(frozen=True, slots=True)
class ShownJudgement:
    """One of the four judgements in words; without `judgement` if the reader's role has no need of it."""

    judgement: Judgement | None
    question: str
    answer: str
    reason: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One place with its chance in per cent."""

    label: str
    place: Place | None
    percent: int


class PageWords:
    """Words for one reader, who sees only what his or her role needs, in one language."""

    def __init__(self, language: str, reader: User, given: Sequence[lib.Statement]) -> None:
        self.language, self.reader = language, reader
        self.given = {one.id: one for one in given}
        rows = Statement.objects.filter(public_id__in=self.given).select_related("item", "mention__item", "recorded_by")
        self.rows = {row.public_id: row for row in rows}
        wanted = {one.value for one in given if one.property in current.PLACES}
        self.places = {place.public_id: place for place in Place.objects.filter(public_id__in=wanted)}

    def may_see(self, id: str) -> bool:
        """Whether the reader's role needs the statement of this public id."""
        return may_see(self.reader, data_point(self.given[id].property))

    def value(self, key: str, value: str, written: str) -> str:
        if key in current.PLACES and value in self.places:
            return str(self.places[value])
        shown = value_label(key, value, self.language)
        return written or shown if data_point(key).type in ("text", "name", "place", "geo_place") else shown

    def claim(self, id: str) -> Claim:
        said = self.given[id]
        shown = self.value(said.property, said.value, said.written)
        vague = said.true_on or said.said_on
        day = dates.bounds(vague).earliest if vague else None
        return Claim(self.rows[id], shown, day, label(said.property, self.language))

    def groups(self, view: PersonView) -> tuple[ShownGroup, ...]:
        known: defaultdict[str, list[ShownProperty]] = defaultdict(list)
        asked: defaultdict[str, int] = defaultdict(int)
        for key, point in all_data_points().items():
            asked[point.group] += point.core
            if key in view.properties:
                known[point.group].append(self.property(view.properties[key]))
        return tuple(
            ShownGroup(group, group_label(group, self.language), tuple(known[group]), number, _hidden(known[group]))
            for group, number in asked.items()
            if number or known[group]
        )

    def property(self, held: PropertyView) -> ShownProperty:
        point = data_point(held.key)
        values = tuple(self.held(held.key, one) for one in held.values) if may_see(self.reader, point) else ()
        return ShownProperty(held.key, label(held.key, self.language), values, held.contradicted, point.sensitivity)

    def held(self, key: str, one: Held) -> ShownValue:
        claims = tuple(self.claim(said.id) for said in one.statements)
        return ShownValue(self.value(key, one.value, one.written), one.written, str(one.best.grade), claims)

    def judgement(self, one: Judgement) -> ShownJudgement:
        question = say("assessment", f"question_{one.question}", self.language)
        if one.question is Question.WHERE and not may_see(self.reader, data_point("facility")):
            return ShownJudgement(None, question, "", "", ())
        claims = tuple(self.claim(id) for id in one.rests_on if self.may_see(id))
        return ShownJudgement(one, question, self.answer(one.answer), one.saying.in_language(self.language), claims)

    def answer(self, answer: str) -> str:
        return answer_words(answer, self.places, self.language)

    def bars(self, where: Judgement) -> tuple[Bar, ...]:
        if not may_see(self.reader, data_point("facility")):
            return ()
        odds = [(answer, chance) for answer, chance in where.distribution if chance >= 0.01]
        return tuple(Bar(self.answer(answer), self.places.get(answer), round(100 * chance)) for answer, chance in odds)

    def events(self, view: PersonView) -> tuple[Event, ...]:
        """What bears on life, captivity, place or health, by the day it tells of and the item that tells it, newest
        first."""
        told: defaultdict[tuple[date, str], list[Claim]] = defaultdict(list)
        for said in view.statements:
            if signs(said) and self.may_see(said.id):
                told[sign_day(said, {}) or date.min, said.source.item].append(self.claim(said.id))
        return tuple(
            Event(None if day == date.min else day, tuple(claims))
            for (day, _), claims in sorted(told.items(), key=lambda one: one[0], reverse=True)
        )

    def mentions(self) -> tuple[Mention, ...]:
        found = {row.mention_id: row.mention for row in self.rows.values() if row.mention}
        return tuple(found.values())


def answer_words(answer: str, places: dict[str, Place], language: str) -> str:
    """An answer of a judgement in words: a place's name, a state of health, or a word of the table."""
    if answer in places:
        return str(places[answer])
    if answer.isupper():
        return answer
    try:
        return say("assessment", f"answer_{answer}", language)
    except UnknownWords:
        return value_label("hc_last_state", answer, language)


def _hidden(shown: list[ShownProperty]) -> int:
    return sum(not one.values for one in shown)
