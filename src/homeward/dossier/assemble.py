"""Assembling a dossier: what is stated, on which exhibit it rests, how sure it is, and what stays withheld.

The rules:
1. A data point is shown to an audience only if data/shown.csv says so; whatever the table does not name stays here.
2. Values that are secret by their nature stay here. A statement raised to secret by hand is shown, its source is not.
3. A protected witness becomes "protected witness A"; of what he or she said only the name of the person remains, days
   become months, and the original is not attached: its hash is, for a mediator to compare.
4. Contradictions are shown, not smoothed: a reader on the other side will find them anyway.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib import resources

from homeward.assessment.judgement import Judgement, Question
from homeward.dossier.dossier import Audience, Case, Claim, Dossier, Evidence, Exhibit, Line, Withheld
from homeward.dossier.exhibits import exhibits
from homeward.dossier.protect import Mask, letters, protected_items, raised_to_secret
from homeward.errors import HomewardError
from homeward.register.data_points import data_point
from homeward.register.fold import Held, PropertyView, fold
from homeward.register.statement import Sensitivity, Statement
from homeward.words import Language, UnknownWords, say, saying

BILINGUAL = (Language.UKRAINIAN, Language.RUSSIAN)
ENGLISH = (Language.ENGLISH,)


class NothingToShow(HomewardError):
    """There is not one statement that this audience may see."""


class MissingExhibit(HomewardError):
    """A statement rests on an item that was not given."""


def assemble(
    case: Case,
    *,
    languages: tuple[Language, ...],
    audience: Audience,
    made_at: datetime,
    made_by: str,
) -> Dossier:
    """The dossier of `case` for `audience`. `made_by` is the code of the party that makes it. Raises NothingToShow,
    or MissingExhibit if the case lacks an item that a statement rests on."""
    shown = tuple(s for s in case.statements if s.recorded_at <= made_at and may_be_shown(s, audience))
    if not shown:
        raise NothingToShow("Nothing is known of this person that may be shown to this audience.")
    needed = _needed(case, shown)
    hidden = protected_items(case)
    witnesses = letters(needed, hidden)
    mask = Mask(case.conceal, case.subject)
    numbered = exhibits(needed, witnesses, _by_item(shown), mask)
    numbers = {one.sha256: one.number for one in numbered}
    return Dossier(
        subject=case.subject,
        audience=audience,
        languages=languages,
        made_at=made_at,
        made_by=made_by,
        lines=tuple(
            _line(case, one, numbers, hidden, languages, made_at.date()) for one in case.assessment.judgements()
        ),
        claims=_claims(case, shown, numbers, hidden, mask, made_at),
        exhibits=numbered,
        withheld=_withheld(case, shown, numbered),
    )


def may_be_shown(statement: Statement, audience: Audience) -> bool:
    """Whether `audience` may see what this statement says."""
    listed = audience in _shown().get(statement.property, frozenset())
    return listed and (statement.sensitivity is not Sensitivity.SECRET or raised_to_secret(statement))


def _needed(case: Case, shown: Sequence[Statement]) -> list[Evidence]:
    """The items under the statements shown and under the judgements."""
    items = {one.source.item for one in shown}
    counted = {id for judgement in case.assessment.judgements() for id in judgement.rests_on}
    items |= {one.source.item for one in case.statements if one.id in counted}
    given = {one.item.sha256: one for one in case.evidence}
    if missing := items - set(given):
        raise MissingExhibit(f"The evidence {min(missing)[:16]} is not there, though a statement rests on it.")
    return [given[item] for item in sorted(items)]


def _by_item(shown: Iterable[Statement]) -> dict[str, list[Statement]]:
    groups: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in shown:
        groups[statement.source.item].append(statement)
    return groups


def _claims(
    case: Case,
    shown: Sequence[Statement],
    numbers: Mapping[str, int],
    hidden: frozenset[str],
    mask: Mask,
    made_at: datetime,
) -> tuple[Claim, ...]:
    views = fold(shown, (), made_at).properties
    order = list(_shown())
    found = [
        _claim(case, view, held, numbers, hidden, mask)
        for view in sorted(views.values(), key=lambda one: order.index(one.key))
        for held in view.values
    ]
    return tuple(found)


def _claim(
    case: Case, view: PropertyView, held: Held, numbers: Mapping[str, int], hidden: frozenset[str], mask: Mask
) -> Claim:
    best = held.best
    return Claim(
        property=view.key,
        group=data_point(view.key).group,
        value=mask(case.subject.named(held.value)),
        written=mask(held.written),
        true_on=_coarse(best.true_on or best.said_on, best.source.item in hidden),
        grade=best.grade,
        exhibits=_exhibit_numbers(held.statements, numbers),
        contradicted=view.contradicted,
    )


def _exhibit_numbers(statements: Iterable[Statement], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted({numbers[one.source.item] for one in statements if one.source.item in numbers}))


def _coarse(vague: str, protected: bool) -> str:
    """An EDTF date, of a protected witness only its month."""
    return "/".join(part[:7] for part in vague.split("/")) if protected else vague


def _line(
    case: Case,
    judgement: Judgement,
    numbers: Mapping[str, int],
    hidden: frozenset[str],
    languages: tuple[Language, ...],
    today: date,
) -> Line:
    rests = [one for one in case.statements if one.id in judgement.rests_on]
    protected = any(one.source.item in hidden for one in rests)
    sign_on = judgement.sign_on
    if sign_on and protected:
        sign_on = sign_on.replace(day=1)
    return Line(
        question=judgement.question,
        answers=tuple((language, _answer(case, judgement, language)) for language in languages),
        percent=round(judgement.certainty * 100),
        sign_on=_coarse(sign_on.isoformat(), protected) if sign_on else "",
        age_days=(today - sign_on).days if sign_on else None,
        reason=judgement.saying,
        exhibits=_exhibit_numbers(rests, numbers),
    )


def _answer(case: Case, judgement: Judgement, language: Language) -> str:
    prefix = "state" if judgement.question is Question.CONDITION else "answer"
    for key in (f"{prefix}_{judgement.answer}", f"answer_{judgement.answer}"):
        try:
            return say("assessment", key, language)
        except UnknownWords:
            continue  # a party or a place: it has a name instead of a word
    return case.subject.named(judgement.answer)


def _withheld(case: Case, shown: Sequence[Statement], numbered: Sequence[Exhibit]) -> tuple[Withheld, ...]:
    counts = Counter(
        {
            "withheld_statements": len(case.statements) - len(shown),
            "withheld_witnesses": len({one.witness for one in numbered if one.witness}),
            "withheld_originals": sum(not one.whole for one in numbered),
        }
    )
    return tuple(Withheld(saying("dossier", key, number=number), number) for key, number in counts.items() if number)


@cache
def _shown() -> dict[str, frozenset[str]]:
    """The data points that an audience may see, in the order in which they are shown."""
    text = resources.files("homeward.dossier").joinpath("data", "shown.csv").read_text("utf-8")
    return {row["key"]: frozenset(row["audiences"].split()) for row in csv.DictReader(text.splitlines())}
