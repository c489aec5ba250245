"""Our people over time and by status, and the operation that comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desk.handover import queries as handover
from desk.handover.models import Operation, Stage
from desk.register import queries as register
from desk.register.models import PersonCurrent
from homeward.register import dates

_LOST = ("capture_at", "custody_from", "last_seen_at")


@dataclass(frozen=True, slots=True)
class Rung:
    """How many people of ours stand on a rung of the ladder of status."""

    grade: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Month:
    """How many of ours, by the end of the month, were lost and not home, and how many had come home."""

    first_on: date
    waiting: int
    home: int


@dataclass(frozen=True, slots=True)
class Next:
    """An operation not yet over and how many of its stages are done."""

    operation: Operation
    done: int
    stages: int


def ladder(language: str) -> list[Rung]:
    """Our own people by rung of the ladder of status."""
    return [Rung(*row) for row in register.ladder(register.home_party(), language)]


def months() -> list[Month]:
    """Our people month by month, from the first loss to the last change. Lost is the day of capture or, where nobody
    knows it, the day the person was last seen; home is the day handed over. The dead count as not home."""
    rows = PersonCurrent.objects.filter(person__party=register.home_party()).values_list("values", flat=True)
    lost: Counter[date] = Counter()
    home: Counter[date] = Counter()
    for values in rows.iterator(chunk_size=2000):
        if day := _first_day(values, _LOST):
            lost[day.replace(day=1)] += 1
            if back := _first_day(values, ("ex_date",)):
                home[back.replace(day=1)] += 1
    return list(_summed(lost, home))


def coming() -> list[Next]:
    """The operations planned or under way, the next first."""
    return [
        Next(one, one.stages.filter(state=Stage.State.RECEIPTED).count(), one.stages.count())
        for one in handover.upcoming()
    ]


def _first_day(values: Mapping[str, Sequence[str]], keys: Iterable[str]) -> date | None:
    texts = (text for key in keys for text in values.get(key, ()))
    return next((day for text in texts if (day := dates.bounds(text).earliest)), None)


def _summed(lost: Counter[date], home: Counter[date]) -> Iterable[Month]:
    known = sorted({*lost, *home})
    month, gone, back = known[0] if known else date.max, 0, 0
    while known and month <= known[-1]:
        gone, back = gone + lost[month], back + home[month]
        yield Month(month, gone - back, back)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
