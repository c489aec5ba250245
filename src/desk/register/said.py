"""What is to be stated, before it is a row: the argument of the register's acts."""

from __future__ import annotations

from dataclasses import dataclass

from desk.evidence.models import Item, Mention
from desk.register.models import Person
from homeward.register.statement import Grade

UNGRADED = Grade("F", 6)


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of `person`: `value` is canonical (`homeward.register.values.check`), `written` as it stood in
    `item` at `locator`; `true_on` and `said_on` are EDTF or empty."""

    person: Person
    property: str
    value: str
    written: str
    item: Item
    locator: str
    grade: Grade
    asserted_by: str
    true_on: str = ""
    said_on: str = ""
    mention: Mention | None = None
