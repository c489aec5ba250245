"""The index over the register, built once in each process and brought up to date before it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from django.db.models import Max

from desk.register import queries as register
from desk.register.models import Person, Retraction, Statement
from homeward.linkage.facts import Facts
from homeward.linkage.index import Candidate, Index

_lock = Lock()
_CHUNK = 1000


class Register:
    """The index and how far it has read: the newest statement and retraction it knows."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew, as when the process is shown another database."""
        self.index = Index()
        self.statement = 0
        self.retraction = 0
        self.mark = ""

    def catch_up(self) -> None:
        """Put in every person of whom something was said or taken back since the last time."""
        newest = Statement.objects.aggregate(top=Max("id"))["top"] or 0
        taken_back = Retraction.objects.aggregate(top=Max("id"))["top"] or 0
        if self.statement and not Statement.objects.filter(id=self.statement, public_id=self.mark).exists():
            self.forget()
        if (newest, taken_back) == (self.statement, self.retraction):
            return
        changed = set(Statement.objects.filter(id__gt=self.statement).values_list("person", flat=True).distinct())
        changed |= set(Retraction.objects.filter(id__gt=self.retraction).values_list("statement__person", flat=True))
        self._put_in(sorted(changed))
        self.statement, self.retraction = newest, taken_back
        self.mark = Statement.objects.values_list("public_id", flat=True).get(id=newest)

    def _put_in(self, ids: list[int]) -> None:
        for start in range(0, len(ids), _CHUNK):
            people = list(Person.objects.filter(id__in=ids[start : start + _CHUNK]))
            for person, facts in register.facts_of_all(people):
                self.index.add(person, facts)


_register = Register()


def search(wanted: Sequence[Facts], limit: int) -> list[list[Candidate]]:
    """The likeliest people for each of `wanted`, over the register as it is now. The lock is held throughout: nobody
    may change an index that is being read."""
    with _lock:
        _register.catch_up()
        return [_register.index.search(facts, limit) for facts in wanted]
