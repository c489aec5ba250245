"""A table and its clauses as data: what a file or a message holds, read with every word checked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date
from typing import Any, ClassVar, Protocol, TypeVar, cast

from homeward.canonical import Value
from homeward.planner.parties.clauses import After, Balance, Clause, Host, Most, Needs, Only
from homeward.planner.parties.columns import Columns
from homeward.planner.parties.table import Act, BadTable, Group, Table

CLAUSES: dict[str, type[Needs | Only | After | Host | Balance | Most]] = {
    "needs": Needs,
    "only": Only,
    "after": After,
    "host": Host,
    "balance": Balance,
    "most": Most,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its clauses."""

    table: Table
    clauses: tuple[Clause, ...]


class _Plain(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


_Made = TypeVar("_Made", bound=_Plain)


def read(value: Value) -> Sheet:
    """The table in `value`: an object of parties, on, until, groups, acts and clauses, whose entries have the names of
    the fields of Group, Act and the clauses (a clause also says which it is: `"clause": "needs"`). Raises BadTable
    for anything else."""
    whole = _object(value)
    table = Table(
        parties=_words(whole.get("parties")),
        groups=tuple(_made(Group, _object(one)) for one in _list(whole.get("groups"))),
        on=_day(whole.get("on")),
        until=_day(whole.get("until")),
        acts=tuple(_made(Act, _object(one)) for one in _list(whole.get("acts", ()))),
    )
    if extra := set(whole) - {"parties", "groups", "on", "until", "acts", "clauses"}:
        raise BadTable(f"A table has no {min(extra)}.")
    clauses = tuple(_clause(_object(one)) for one in _list(whole.get("clauses", ())))
    columns = Columns(table)
    for clause in clauses:
        tuple(clause.rows(columns))  # raises for a clause about what is not on the table
    return Sheet(table, clauses)


def parse(data: bytes) -> Sheet:
    """The table in JSON bytes; raises BadTable."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadTable("The table is not well-formed JSON.") from error
    return read(value)


def _clause(value: Mapping[str, Value]) -> Clause:
    kind = CLAUSES.get(str(value.get("clause")))
    if kind is None:
        raise BadTable(f"A clause is one of {', '.join(CLAUSES)}.")
    return cast(Clause, _made(kind, {key: one for key, one in value.items() if key != "clause"}))


def _made(kind: type[_Made], value: Mapping[str, Value]) -> _Made:
    """A dataclass from an object with the names of its fields."""
    known = {field.name: field for field in fields(kind)}
    needed = {name for name, field in known.items() if field.default is MISSING}
    if not needed <= set(value) <= set(known):
        raise BadTable(
            f"A {kind.__name__.lower()} is told by {', '.join(known)}, and needs {', '.join(sorted(needed))}."
        )
    return kind(**{name: _READ[str(known[name].type)](one) for name, one in value.items()})


def _object(value: Value) -> Mapping[str, Value]:
    if not isinstance(value, Mapping):
        raise BadTable("A table, a group, an act or a clause is not written as an object.")
    return value


def _list(value: Value) -> Sequence[Value]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise BadTable("What should be a list is none.")
    return value


def _word(value: Value) -> str:
    if not isinstance(value, str):
        raise BadTable("What should be a word is none.")
    return value


def _number(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadTable("What should be a whole number, not below nothing, is none.")
    return value


def _truth(value: Value) -> bool:
    if not isinstance(value, bool):
        raise BadTable("What should be true or false is neither.")
    return value


def _day(value: Value) -> date:
    try:
        return date.fromisoformat(_word(value))
    except ValueError as error:
        raise BadTable("A day is written YYYY-MM-DD.") from error


def _words(value: Value) -> tuple[str, ...]:
    return tuple(_word(one) for one in _list(value))


def _ratio(value: Value) -> tuple[int, int]:
    numbers = [_number(one) for one in _list(value)]
    if len(numbers) != 2 or min(numbers) < 1:
        raise BadTable("A ratio is two numbers above nothing.")
    return numbers[0], numbers[1]


_READ: dict[str, Callable[[Value], object]] = {
    "str": _word,
    "int": _number,
    "bool": _truth,
    "date | None": lambda value: None if value is None else _day(value),
    "frozenset[str]": lambda value: frozenset(_words(value)),
    "tuple[str, ...]": _words,
    "tuple[int, int]": _ratio,
}
"""How the type of a field, as it is written, is read."""
