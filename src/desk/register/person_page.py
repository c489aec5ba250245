"""Everything the page of one person shows, gathered as of one moment and for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desk.accounts.models import User
from desk.evidence.models import Mention
from desk.register import current, drawing, queries
from desk.register.companions import Companion, companions
from desk.register.models import Person, Retraction
from desk.register.need import may_see
from desk.register.words import Bar, Event, PageWords, ShownGroup, ShownJudgement, ShownProperty
from homeward.assessment.assess import assess
from homeward.assessment.judgement import Assessment
from homeward.register.data_points import data_point
from homeward.register.fold import PersonView, fold
from homeward.register.labels import label
from homeward.register.wanted import Wanted, missing
from homeward.words import say


@dataclass(frozen=True, slots=True)
class PersonPage:
    """All of it."""

    person: Person
    as_of: datetime
    view: PersonView
    assessed: Assessment
    status: str
    other_names: tuple[str, ...]
    judgements: tuple[ShownJudgement, ...]
    bars: tuple[Bar, ...]
    groups: tuple[ShownGroup, ...]
    contradictions: tuple[ShownProperty, ...]
    events: tuple[Event, ...]
    strip: drawing.Strip | None
    companions: tuple[Companion, ...]
    mentions: tuple[Mention, ...]
    missing: tuple[tuple[Wanted, str], ...]
    retracted: tuple[Retraction, ...]
    hidden: int


def person_page(person: Person, as_of: datetime, reader: User, language: str) -> PersonPage:
    """The page of `person` as the register stood at `as_of`, without what the role of `reader` has no need to
    see."""
    given = queries.statements_of(person, as_of)
    view = fold(given, (), as_of)
    stories = queries.stories_of(said.source.item for said in given)
    assessed = assess(given, as_of.date(), holder=current.holder_of(person), stories=stories)
    words = PageWords(language, reader, given)
    names = current.names_of(view)
    groups = words.groups(view)
    events = words.events(view)
    shown = [one for group in groups for one in group.properties]
    return PersonPage(
        person=person,
        as_of=as_of,
        view=view,
        assessed=assessed,
        status=say("assessment", f"grade_{assessed.grade}", language),
        other_names=tuple(name for name in names if name != person.display_name),
        judgements=tuple(words.judgement(one) for one in assessed.judgements()),
        bars=words.bars(assessed.where),
        groups=groups,
        contradictions=tuple(one for one in shown if one.contradicted and one.values),
        events=events,
        strip=drawing.strip([(one.day, one.label) for one in events if one.day], as_of.date()),
        companions=tuple(companions(person, view)),
        mentions=words.mentions(),
        missing=tuple((one, label(one.key, language)) for one in missing(view)),
        retracted=tuple(
            one
            for one in queries.retractions_of(person).filter(at__lte=as_of)
            if may_see(reader, data_point(one.statement.property))
        ),
        hidden=sum(group.hidden for group in groups),
    )
