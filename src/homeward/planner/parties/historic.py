"""Deals that took place, as tables: data/scenarios.csv says who crossed (with its source), scenario_clauses.csv under
which conditions, as we read the sources."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from homeward.planner.parties.clauses import After, Balance, Clause, Host, Needs, Only
from homeward.planner.parties.table import Act, BadTable, Group, Table


@dataclass(frozen=True, slots=True)
class Scenario:
    """A historic deal: its table and clauses; `uncounted` are the notes of rows that give no number and so release
    nobody here."""

    name: str
    title: str
    table: Table
    clauses: tuple[Clause, ...]
    uncounted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A line of scenario_clauses.csv."""

    scenario: str
    clause: str
    party: str
    groups: tuple[str, ...]
    others: tuple[str, ...]
    number: int
    on: str


@cache
def scenarios() -> tuple[Scenario, ...]:
    """All historic deals, in the order of the data."""
    rows = _lines("scenarios.csv")
    names = dict.fromkeys(row["scenario"] for row in rows)
    return tuple(_scenario(name, [row for row in rows if row["scenario"] == name]) for name in names)


def scenario(name: str) -> Scenario:
    """The deal of this name; raises BadTable if there is none."""
    found = next((one for one in scenarios() if one.name == name), None)
    if found is None:
        raise BadTable(f"No historic deal is called {name}.")
    return found


def _scenario(name: str, rows: list[dict[str, str]]) -> Scenario:
    readings = [one for one in _readings() if one.scenario == name]
    groups = tuple(_read(one, readings) for one in _groups(rows))
    acts = tuple(Act(one.others[0], one.party, date.fromisoformat(one.on)) for one in readings if one.clause == "act")
    parties = [party for one in groups for party in (one.holder, one.claimant, one.stays) if party]
    parties += [row[way] for row in rows for way in ("from_party", "to_party")] + [act.party for act in acts]
    days = [_day(part) for row in rows for part in row["date"].split("/")]
    table = Table(tuple(dict.fromkeys(parties)), groups, min(days), max(days), acts)
    clauses = tuple(clause for one in readings for clause in _clause(one))
    uncounted = tuple(row["note"] for row in rows if not row["persons"])
    return Scenario(name, rows[0]["name"], table, clauses, uncounted)


def _groups(rows: list[dict[str, str]]) -> Iterator[Group]:
    """A group for the living and one for the dead of each row, named FROM-TO, with a number from the second on."""
    seen: Counter[str] = Counter()
    for row in rows:
        for bodies, count in ((False, int(row["persons"] or 0)), (True, int(row["bodies"] or 0))):
            if count:
                id = f"{row['from_party']}-{row['to_party']}" + "-bodies" * bodies
                seen[id] += 1
                stays = row["to_party"] if row["kind"] == "third_country_stay" else ""
                id += f"-{seen[id]}" if seen[id] > 1 else ""
                yield Group(id, row["from_party"], row["to_party"], count, whole=False, bodies=bodies, stays=stays)


def _read(group: Group, readings: list[_Reading]) -> Group:
    """The group as the readings say: whole, or claimed by another than who receives it."""
    about = [one for one in readings if group.id in one.groups]
    claimant = next((one.party for one in about if one.clause == "claims"), group.claimant)
    return replace(group, claimant=claimant, whole=any(one.clause == "whole" for one in about))


def _clause(one: _Reading) -> Iterator[Clause]:
    match one.clause:
        case "needs":
            yield Needs(one.party, one.groups)
        case "only":
            yield Only(one.groups, one.others)
        case "after":
            yield After(one.groups, one.others[0])
        case "host":
            yield Host(one.party, one.number)
        case "balance":
            yield Balance(one.party, one.others[0], tolerance=one.number)


@cache
def _readings() -> tuple[_Reading, ...]:
    return tuple(
        _Reading(
            row["scenario"],
            row["clause"],
            row["party"],
            tuple(row["groups"].split()),
            tuple(row["others"].split()),
            int(row["number"] or 0),
            row["on"],
        )
        for row in _lines("scenario_clauses.csv")
    )


def _lines(name: str) -> list[dict[str, str]]:
    text = resources.files("homeward.planner").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _day(text: str) -> date:
    """The first day of a day, a month or a year."""
    return date.fromisoformat(f"{text}-01-01"[:10])
