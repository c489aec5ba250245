"""What past deals teach the next one: which words were kept, how large a stage may be, what is still owed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from desk.audit.models import Entry
from desk.channel.models import Deal, State
from desk.register.models import Person, PersonCurrent
from desk.register.queries import home_party
from homeward.assessment.judgement import CaseGrade
from homeward.planner.ladder import Kept, gesture, stake, trust
from homeward.planner.pool import Pool

BEARABLE = 5  # people whom we accept to lose in the mean in one stage, unless the page says otherwise
GESTURE = 3  # people of one gesture
_DUE = (State.CLOSED, State.RULED, State.DISPUTED)
_EMPTY = (State.DECLINED, State.WITHDRAWN, State.LAPSED)


@dataclass(frozen=True, slots=True)
class Ladder:
    """How many words of the other side were kept of how many, the chance that the next one is, how many people one
    stage may expose if `bearable` may be lost in the mean, and whom we could send home unasked."""

    kept: int
    of: int
    trust: Fraction
    bearable: int
    stake: int
    gesture: list[Person]


def ladder(pool: Pool, give: int, bearable: int = BEARABLE) -> Ladder:
    """The next step up or down, for a package that gives `give` people."""
    words = words_kept()
    able = gesture(pool, gestures_answered(), GESTURE)
    people = {one.public_id: one for one in Person.objects.filter(public_id__in=able)}
    return Ladder(
        kept=sum(one.whole for one in words),
        of=len(words),
        trust=trust(words),
        bearable=bearable,
        stake=stake(words, bearable, give),
        gesture=[people[id] for id in able if id in people],
    )


def words_kept() -> list[Kept]:
    """For each deal by which the other side owed people, oldest first: how many, and how many of them are home."""
    ended = {entry.subject for entry in _owed()}
    broken = {str(entry.data["deal"]) for entry in _opened() if entry.subject in ended}
    due = [deal for deal in _deals() if deal.receive and (deal.state in _DUE or deal.public_id in broken)]
    home = _home(id for deal in due for id in deal.receive)
    return [Kept(len(deal.receive), len(home.intersection(deal.receive))) for deal in due]


def gestures_answered() -> list[bool]:
    """Of each deal by which we gave and asked for nobody, oldest first: whether the other side did anything after it
    and before the next one, by a deal that came to something."""
    found: list[bool] = []
    for deal in _deals():
        if deal.ours and deal.give and not deal.receive:
            found += [False] if deal.state == State.CLOSED else []
        elif found and deal.state not in _EMPTY:
            found[-1] = True
    return found


def ahead() -> int:
    """By how many people we are ahead after the operations that were ended early: whom we still owe, less whom they
    do."""
    debts = {(row["by"], row["id"]) for entry in _owed() for row in entry.data["owed"] if row["what"] == "person"}
    home = _home(id for _, id in debts)
    left = [by for by, id in debts if id not in home]
    return sum(1 if by == home_party() else -1 for by in left)


def _deals() -> list[Deal]:
    return list(Deal.objects.order_by("opened_at", "pk"))


def _opened() -> list[Entry]:
    return list(Entry.objects.filter(act="handover.open_operation"))


def _owed() -> list[Entry]:
    return list(Entry.objects.filter(act="handover.owed"))


def _home(ids: Iterable[str]) -> set[str]:
    """Who of `ids` went home: the register says so, or a receipt of both sides."""
    rows = PersonCurrent.objects.filter(person__public_id__in=set(ids)).select_related("person")
    return {
        row.person.public_id
        for row in rows
        if row.as_grade == CaseGrade.RETURNED or "handed_over" in row.values.get("ex_state", ())
    }
