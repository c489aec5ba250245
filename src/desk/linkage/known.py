"""The one index over the register, on disk and shared by all processes, brought up to date before it is asked.

It is made of the ledger of statements and can be made anew from it, which happens when it is missing, damaged, written
by another version of the library, or goes back to another database than this."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.db import connection
from django.db.models import Max, Model, Q, QuerySet

from desk.register import queries as register
from desk.register.models import Person, Retraction, Statement
from homeward.linkage.facts import Facts
from homeward.linkage.index import Candidate, Index, IndexDamaged, IndexOfAnotherVersion

_lock = Lock()
_opened: dict[Path, Index] = {}
_CHUNK = 500
_AWAITED = 1000  # numbers back from the newest of which one may still be on its way


@dataclass(frozen=True, slots=True)
class Read:
    """How far a table was read: the newest row, and the numbers before it that were not there: transactions take
    numbers in one order and may end in another."""

    newest: int = 0
    missing: tuple[int, ...] = ()

    def unread(self, rows: QuerySet[Model]) -> QuerySet[Model]:
        """The rows that came since."""
        return rows.filter(Q(id__gt=self.newest) | Q(id__in=self.missing))

    def on(self, rows: QuerySet[Model]) -> Read:
        """How far it is read when all that is there now was read."""
        newest: int = rows.aggregate(newest=Max("id"))["newest"] or 0
        since = max(self.newest, newest - _AWAITED) + 1
        awaited = {number for number in self.missing if number > newest - _AWAITED} | set(range(since, newest))
        there = set(rows.filter(id__in=awaited).values_list("id", flat=True))
        return Read(newest, tuple(sorted(awaited - there)))


@dataclass(frozen=True, slots=True)
class Bookmark:
    """How far the ledger was read, and the public id of its newest statement, which no other database has."""

    statements: Read = Read()
    retractions: Read = Read()
    mark: str = ""

    @classmethod
    def of(cls, text: str) -> Bookmark:
        if not text:
            return cls()
        said = json.loads(text)
        statements, retractions = (
            Read(one["newest"], tuple(one["missing"])) for one in (said["statements"], said["retractions"])
        )
        return cls(statements, retractions, said["mark"])

    def holds(self) -> bool:
        """Whether this is the database that was read."""
        newest = Statement.objects.filter(id=self.statements.newest, public_id=self.mark)
        return not self.statements.newest or newest.exists()

    def on(self) -> Bookmark:
        """The bookmark at the end of the ledger as it is now."""
        statements = self.statements.on(Statement.objects.all())
        newest = Statement.objects.filter(id=statements.newest).values_list("public_id", flat=True).first()
        return Bookmark(statements, self.retractions.on(Retraction.objects.all()), str(newest or ""))


def search(wanted: Sequence[Facts], limit: int) -> list[list[Candidate]]:
    """The likeliest people for each of `wanted`, over the register as it is now. The lock is held throughout: nobody
    may change an index that is being read."""
    with _lock:
        index = _caught_up()
        return [index.search(facts, limit) for facts in wanted]


def _caught_up() -> Index:
    """The index with every person of whom something was said or taken back since it was last asked."""
    folder = _folder()
    try:
        index = _opened.get(folder) or _opened_whole(folder)
        bookmark = Bookmark.of(index.bookmark)
    except (IndexDamaged, IndexOfAnotherVersion):
        bookmark = None
    if bookmark is None or not bookmark.mark or not bookmark.holds():
        end = Bookmark().on()
        index = Index.build(folder, _people(Person.objects.all()), json.dumps(asdict(end)))
    else:
        _bring_up(index, bookmark)
    _opened[folder] = index
    return index


def _opened_whole(folder: Path) -> Index:
    """The index as it was left, every byte of it read once."""
    index = Index.open(folder)
    index.check()
    return index


def _bring_up(index: Index, bookmark: Bookmark) -> None:
    end = bookmark.on()
    if end == bookmark:
        return
    said = bookmark.statements.unread(Statement.objects.all()).values("person")
    taken_back = bookmark.retractions.unread(Retraction.objects.all()).values("statement__person")
    changed = Person.objects.filter(Q(id__in=said) | Q(id__in=taken_back))
    index.update(_people(changed), json.dumps(asdict(end)))
    index.settle()


def _people(people: QuerySet[Person]) -> Iterator[tuple[str, Facts]]:
    ids = list(people.order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), _CHUNK):
        yield from register.facts_of_all(list(Person.objects.filter(id__in=ids[start : start + _CHUNK])))


def _folder() -> Path:
    """Where the index of this database lies: two databases never share one."""
    named = [str(connection.settings_dict[name]) for name in ("ENGINE", "HOST", "PORT", "NAME")]
    return Path(settings.VAR) / "linkage" / hashlib.sha256("\n".join(named).encode()).hexdigest()[:16]
