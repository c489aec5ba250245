"""Lists of made-up cells, each line read alone and all read together, for `benchmarks.linkage`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

import pyarrow as pa

from homeward.linkage.bulk_batches import batch_of
from homeward.linkage.bulk_links import stranger
from homeward.linkage.bulk_offers import Slice, offers
from homeward.linkage.facts import Facts
from homeward.linkage.resolve import Meaning, Offer, Reading, resolve
from homeward.simulator.people import GROUP, TruePerson, people
from homeward.simulator.world import VRH, Scenario
from homeward.simulator.writing import genitive, name

Figures = dict[str, float]
_OFFERED = 40  # people offered for a line of a list


@dataclass(frozen=True, slots=True)
class TrueList:
    """A list of one cell: what each line says, and who is truly meant, "" for somebody whom the register lacks."""

    lines: tuple[Facts, ...]
    meant: tuple[str, ...]


def register(scenario: Scenario, random: Random) -> Iterator[tuple[TruePerson, frozenset[str]]]:
    """Nine in ten of our people. Of nine in ten of them it is known in which unit they served, of three in five where
    they were captured, of three in ten in which cell they were first."""
    for one in people(scenario):
        if one.party == VRH and random.random() < 0.9:
            cell = f"place {one.stays[0].place}, cell {one.stays[0].cell}"
            marks = ((one.unit, 0.9), (f"capture {one.number // GROUP}", 0.6), (cell, 0.3))
            yield one, frozenset(mark for mark, share in marks if random.random() < share)


def lists(scenario: Scenario, known: set[int], count: int, random: Random) -> Iterator[TrueList]:
    """What was brought out of cells: surnames with a given name or an initial, few with a year of birth."""
    together: list[TruePerson] = []
    for one in people(scenario):
        if together and one.number // GROUP != together[0].number // GROUP:
            if len(together) >= 4 and random.random() < 0.5 and (count := count - 1) >= 0:
                yield _list(together, known, random)
            together = []
        if one.party == VRH and (not together or one.stays[0].cell == together[0].stays[0].cell):
            together.append(one)


def _list(together: Sequence[TruePerson], known: set[int], random: Random) -> TrueList:
    meant = tuple(str(one.number) if one.number in known else "" for one in together)
    return TrueList(tuple(line(one, random) for one in together), meant)


def line(one: TruePerson, random: Random) -> Facts:
    """What a line of a list says of somebody: a surname with a given name or an initial, seldom a year of birth."""
    language = random.choice(("uk", "ru"))
    surname, given, father = one.uk if language == "uk" else one.ru
    short = f"{surname} {given[0]}.", f"{surname} {given[0]}.{father[0]}."
    full = name(one, language, random, patronymic=False)
    written = random.choices((full, genitive(full, one), *short), (5, 2, 2, 1))[0]
    return Facts((written,), (str(one.born.year),) if random.random() < 0.15 else ())


def list_figures(quick: bool) -> Figures:
    """Lines whose answer is not the truth, a share of all: each read alone, and each in the light of its list."""
    random, scenario = Random(5), Scenario(11, 6_000 if quick else 30_000, date(2026, 11, 1))  # noqa: S311
    held = list(register(scenario, random))
    marks = {str(one.number): borne for one, borne in held}
    known = Slice(pa.Table.from_batches([batch_of([(str(one.number), facts_of_person(one)) for one, _ in held])]))
    outside = stranger(len(held))
    alone = together = lines = 0
    for one in lists(scenario, {one.number for one, _ in held}, 150, random):
        offered = _offered(known, one, marks, outside)
        together += _wrong(one.meant, resolve(one.lines, offered))
        alone += _wrong(
            one.meant, [resolve([line], [offer])[0] for line, offer in zip(one.lines, offered, strict=True)]
        )
        lines += len(one.lines)
    return {"list_lines": lines, "list_errors_alone": alone / lines, "list_errors_together": together / lines}


def _wrong(meant: Sequence[str], readings: Sequence[Reading]) -> int:
    answers = [one.person if one.meaning is Meaning.PERSON else "" for one in readings]
    return sum(answer != truth for answer, truth in zip(answers, meant, strict=True))


def facts_of_person(one: TruePerson) -> Facts:
    """What a register knows of somebody: the names in both languages and the date of birth."""
    return Facts((" ".join(one.uk), " ".join(one.ru)), (one.born.isoformat(),))


def _offered(known: Slice, one: TrueList, marks: dict[str, frozenset[str]], outside: float) -> list[list[Offer]]:
    found = offers(known, batch_of([(str(number), line) for number, line in enumerate(one.lines)]), _OFFERED)
    offered: list[list[Offer]] = [[] for _ in one.lines]
    for row in found.to_pylist():
        if row["person"]:
            offered[int(row["mention"])].append(Offer(row["person"], row["log_odds"] - outside, marks[row["person"]]))
    return offered
