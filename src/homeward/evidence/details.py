"""What else a line says of the person it names: date of birth, rank, cell, place, condition, day seen.

Rules over the words around a name, in three languages; tables in data/ranks.csv and data/conditions.csv. What a
rule reads is a proposal: it becomes a statement only when a person links the mention."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from homeward.evidence.mention import Detail

_DATE = re.compile(r"\b(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})\b")
_BORN_YEAR = re.compile(
    r"\b(19\d\d|20[01]\d)\s*(?:р\.?\s?н\.?|г\.?\s?р\.?|року народження|года рождения)", re.IGNORECASE
)
_AGE = re.compile(
    r"\b([1-7]\d)[\s-]?(?:рок[иуі]|років|рік|річн\w+|лет\b|год[аи]?\b|летн\w+|years?[ -]old)|\baged? ([1-7]\d)\b",
    re.IGNORECASE,
)
_BORN = re.compile(r"нар\.|народ|рожд|р\.?\s?н\.|г\.?\s?р\.|born", re.IGNORECASE)
_CELL = re.compile(r"(?:камер[аиіуе]\w*|cell)\s*(?:№|no\.?)?\s*(\d+)", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:СІЗО|СИЗО|[Вв]иправн\w+ колоні\w+|[Ии]справительн\w+ колони\w+|[Кк]олон[іи]\w+|[Тт]аб[оі]р\w*|[Лл]агер\w*"
    r"|[Шш]питал\w*|[Гг]оспитал\w*|[Cc]amp|[Cc]olony|[Pp]rison|[Hh]ospital)\s*(?:№\s?\d+)?(?:\s*[«\"“][^»\"”]{2,40}[»\"”])?"
)
_NUMBER = re.compile(r"\b[А-ЯІЇЄҐA-Z]{2}-?\d{6}\b")
_NEAR = 40  # code points between a date and the word that makes it a date of birth


def details(line: str, lead: str = "") -> tuple[Detail, ...]:
    """What `line` says besides a name, at most one detail for each data point; `lead` is what stands before the
    name, of which a rank alone is taken."""
    found: dict[str, Detail] = {}
    for detail in (*_ranks(lead), *_dates(line), *_ranks(line), *_places(line), *_condition(line), *_number(line)):
        found.setdefault(detail.property, detail)
    return tuple(found.values())


def date_value(written: str) -> str:
    """The EDTF form of a date written with figures; empty if it is no date of the calendar."""
    match = _DATE.search(written)
    return _edtf(match) if match else ""


def _dates(line: str) -> Iterator[Detail]:
    for match in _DATE.finditer(line):
        value = _edtf(match)
        if not value:
            continue
        around = line[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
        born = _BORN.search(around) is not None or int(value[:4]) < 2010
        yield Detail("birth_date" if born else "seen_alive_in_enemy_hands_at", value, match.group())
    for match in _BORN_YEAR.finditer(line):
        yield Detail("birth_date", match.group(1), match.group())
    for match in _AGE.finditer(line):
        yield Detail("age_stated", match.group(1) or match.group(2), match.group())


def _edtf(match: re.Match[str]) -> str:
    day, month, year = match.group(1), match.group(2), match.group(3)
    if match.group(4):
        year, month, day = match.group(4), match.group(5), match.group(6)
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return ""
    return f"{year}-{int(month):02}-{int(day):02}"


def _ranks(line: str) -> Iterator[Detail]:
    low = line.casefold()
    for word, code in _rank_table():
        if re.search(rf"\b{re.escape(word)}\w{{0,3}}\b", low):
            yield Detail("rank", word, word)
            yield Detail("rank_code", code, word)
            return


def _places(line: str) -> Iterator[Detail]:
    if cell := _CELL.search(line):
        yield Detail("cell_or_barrack", cell.group(1), cell.group())
    if place := _PLACE.search(line):
        yield Detail("facility", place.group().strip(), place.group().strip())


def _condition(line: str) -> Iterator[Detail]:
    for pattern, state in _conditions():
        if match := pattern.search(line):
            yield Detail("hc_last_state", state, match.group())
            return


def _number(line: str) -> Iterator[Detail]:
    if match := _NUMBER.search(line):
        yield Detail("service_number", match.group().replace("-", ""), match.group())


@cache
def _rank_table() -> tuple[tuple[str, str], ...]:
    """Ranks, the longest first, so that a senior sergeant is not read as a sergeant."""
    rows = [(row["word"], row["rank_code"]) for row in _table("ranks")]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def _conditions() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["state"]) for row in _table("conditions"))


def _table(name: str) -> list[dict[str, str]]:
    text = resources.files("homeward.evidence").joinpath("data", f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
