"""A register as a table, read into the keys of a round; and whom the round found, as a table again."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from homeward.channel.matching.entries import Entrant
from homeward.channel.matching.keeping import private
from homeward.channel.matching.matches import Match
from homeward.evidence import table
from homeward.evidence.details import date_value
from homeward.evidence.table import Rejected, Row
from homeward.names.matching import matching_keys


def read(data: bytes) -> tuple[list[Entrant], tuple[Rejected, ...]]:
    """Everybody in a table (columns as `homeward.evidence.table` knows them: name, birth date, service number), and
    the rows that cannot be used; raises NoTable."""
    found = table.read(data)
    people = [_entrant(row) for row in found.rows]
    bare = (
        Rejected(row.number, "Neither a date of birth nor a service number.")
        for row, one in zip(found.rows, people, strict=True)
        if not any(one.keys)
    )
    return [one for one in people if any(one.keys)], (*found.rejected, *bare)


def write(path: Path, found: Iterable[Match]) -> None:
    """Whom both sides know, a pair a row, for the owner of the file alone."""
    with private(path) as file:
        out = csv.writer(file)
        out.writerow(("who", "their_place", "keys", "needs_second_step"))
        for one in found:
            keys = "+".join(map(str, one.keys))
            out.writerow((one.id, one.other + 1, keys, "yes" if one.needs_second_step else "no"))


def _entrant(row: Row) -> Entrant:
    stated = row.values.get("birth_date", "")
    born, number = date_value(stated) or stated, row.values.get("service_number", "")
    return Entrant(f"{row.number} {row.name} {born}".strip(), matching_keys(row.name, born, number))
