"""Reading the ledgers: pages of entries, and the proof that nothing in them was changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from desk.audit.models import Chain, Entry
from homeward import ledger
from homeward.canonical import Value

PAGE = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """What to look for; an empty field does not narrow."""

    by: str = ""
    act: str = ""
    subject: str = ""
    chain: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """The result of going through a chain: `fault` is empty when it is unbroken."""

    chain: str
    length: int
    head: str
    fault: str


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as a reviewer reads it: beside its fields, what it says of the act, by name."""

    entry: Entry
    details: tuple[tuple[str, str], ...]


def line(entry: Entry) -> Line:
    said = ((name, value) for name, value in entry.data.items() if name != "subject" and value not in ("", []))
    return Line(entry, tuple((name, _written(value)) for name, value in said))


def entries(wanted: Filter, before: int | None = None) -> tuple[list[Entry], int | None]:
    """A page of entries, newest first, and the key of the next page if there is one."""
    rows = _narrow(Entry.objects.select_related("chain").order_by("-id"), wanted)
    if before is not None:
        rows = rows.filter(id__lt=before)
    page = list(rows[: PAGE + 1])
    return page[:PAGE], page[PAGE - 1].id if len(page) > PAGE else None


def chain(name: str) -> Iterable[ledger.Entry]:
    """The entries of a chain from the first, read as a stream."""
    rows = Entry.objects.filter(chain__name=name).order_by("seq")
    return (row.to_value() for row in rows.iterator(chunk_size=2000))


def prove(name: str) -> Proof:
    """Go through the whole chain and compare its end with the head kept beside it."""
    kept = Chain.objects.get(name=name)
    try:
        last = ledger.verify(chain(name))
    except ledger.BrokenChain as fault:
        return Proof(name, kept.length, kept.head, str(fault))
    end = (last.seq, last.hash) if last else (0, ledger.START)
    fault_text = "" if end == (kept.length, kept.head) else "The end of the chain is missing."
    return Proof(name, end[0], end[1], fault_text)


def acts() -> list[str]:
    """Every act that stands in the ledgers."""
    return sorted(Entry.objects.order_by().values_list("act", flat=True).distinct())


def _written(value: Value) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _narrow(rows: QuerySet[Entry], wanted: Filter) -> QuerySet[Entry]:
    given = {"by": wanted.by, "act": wanted.act, "subject": wanted.subject, "chain__name": wanted.chain}
    return rows.filter(**{field: value for field, value in given.items() if value})
