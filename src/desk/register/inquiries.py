"""A table of inquiries or capture cards: one person a row, one data point a column. Nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from homeward.errors import HomewardError
from homeward.evidence import table
from homeward.evidence.mention import Detail
from homeward.evidence.table import Rejected
from homeward.names.parse import Kind, parse
from homeward.register import values
from homeward.register.data_points import all_data_points

_NAME = ("surname", "first_names", "patronymic")
_KINDS = {"surname": Kind.SURNAME, "first_names": Kind.GIVEN, "patronymic": Kind.PATRONYMIC}


class BadInquiry(HomewardError):
    """The row cannot become a person."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One row: `party` the side the person belongs to, `locator` its place in the table, `details` its values."""

    party: str
    locator: str
    details: tuple[Detail, ...]

    def written(self, key: str) -> str:
        return next((detail.written for detail in self.details if detail.property == key), "")

    @property
    def name(self) -> str:
        """The name in its owner's order."""
        return " ".join(filter(None, map(self.written, _NAME)))

    @property
    def born(self) -> str:
        return next((detail.value for detail in self.details if detail.property == "birth_date"), "")

    @property
    def identity(self) -> str:
        """What two rows on one person share: side, names and full date of birth; empty if it is not enough to
        tell."""
        if len(self.born) != 10 or not self.written("surname") or not self.written("first_names"):
            return ""
        return "\x1f".join((self.party, self.name.casefold(), self.born))


def read_inquiries(data: bytes, party: str) -> tuple[list[Inquiry], tuple[Rejected, ...]]:
    """The good rows of a CSV table and the bad ones with their reasons; raises the table reader's error if it is
    none."""
    read = table.read(data)
    good: list[Inquiry] = []
    bad = list(read.rejected)
    for row in read.rows:
        try:
            good.append(_inquiry(row.values, f"row {row.number}", party))
        except HomewardError as error:
            bad.append(Rejected(row.number, str(error)))
    return good, tuple(bad)


def _in_parts(row: Mapping[str, str]) -> dict[str, str]:
    """The row with a name that stands in one column taken apart."""
    whole = row.get(table.NAME, "")
    if not whole or row.get("surname"):
        return dict(row)
    parts = {key: [part.written for part in parse(whole).parts if part.kind is kind] for key, kind in _KINDS.items()}
    return {**row, **{key: " ".join(words) for key, words in parts.items() if words}}


def _inquiry(row: Mapping[str, str], locator: str, party: str) -> Inquiry:
    known = all_data_points()
    row = _in_parts(row)
    details = [
        Detail(key, values.check(key, part), part.strip())
        for key, cell in row.items()
        if key in known and cell.strip()
        for part in (cell.split("|") if known[key].multivalued else [cell])
        if part.strip()
    ]
    inquiry = Inquiry(row.get("party", "").strip() or party, locator, tuple(details))
    if not inquiry.name:
        raise BadInquiry("The row names nobody.")
    return inquiry
