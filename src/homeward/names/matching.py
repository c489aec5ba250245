"""The six keys under which two sides look for one person without showing each other a name.

Private matching compares keys for equality only, so a key must come out the same whatever the script, the spelling and
the order of the words. A name alone is never a key: without a date of birth or a service number there is nothing to
enter. Found with them on spellings of public office-holders: `python -m benchmarks.names`.
"""

from __future__ import annotations

import re
from datetime import date

from homeward.names.keys import coarse
from homeward.names.lexicon import fold_case
from homeward.names.parse import Kind, Name, parse

KEYS = 6
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SHORT = 4  # letters of the skeleton that survive a misread ending
_LEAST_NUMBER = 4  # a service number of fewer signs tells nobody apart
_TO_LATIN = str.maketrans("АВЕКМНОРСТХІУЅЈ", "ABEKMHOPCTXIYSJ")
_MERGED = str.maketrans({"Z": "s", "C": "s", "S": "s", "Q": "s", "c": "s", "z": "s", "d": "t", "b": "p", "f": "v"})
_VOWELS = re.compile("[aeiou]")
_HARD_TO_HEAR = re.compile(r"t(?=s)|(.)(?=\1)")  # Дж and j, тс and ц, тч and ч; double letters


def matching_keys(name: str, born: str, service_number: str = "") -> tuple[str | None, ...]:
    """Exactly six keys of a person, in this order; None where what a key needs is not known.

    1. service number; 2. skeleton of the surname, given name, date of birth; 3. given name, patronymic, date;
    4. skeleton, date with day and month in ascending order; 5. skeleton, given name, patronymic, year; 6. the first
    four letters of the skeleton of the last surname, given name, date. `born` is ISO 8601: YYYY-MM-DD, or less if less
    is known; a day that no calendar has counts as not known.
    """
    parsed = parse(name)
    skeletons = _skeletons(parsed)
    surname, last = "".join(sorted(skeletons)), "".join(skeletons[-1:])
    given, patronymic = _of(parsed, Kind.GIVEN), _of(parsed, Kind.PATRONYMIC)
    year, day = _year(born), _day(born)
    on = day.isoformat() if day else ""
    return (
        _key(1, _number(service_number)),
        _key(2, surname, given, on),
        _key(3, given, patronymic, on),
        _key(4, surname, _sorted(day)),
        _key(5, surname, given, patronymic, year),
        _key(6, last[:_SHORT], given, on),
    )


def _key(number: int, *parts: str) -> str | None:
    return "|".join((str(number), *parts)) if all(parts) else None


def _skeletons(name: Name) -> list[str]:
    """What is left of each word of the surname when its ending and its spelling are taken off it."""
    words = [word for part in name.of(Kind.SURNAME) for word in part.word.split("-")]
    return [_skeleton(coarse(fold_case(word))) for word in words]


def _skeleton(folded: str) -> str:
    """The consonants of a folded word, those alike merged; the word itself if it has none (Ія)."""
    return _HARD_TO_HEAR.sub("", _VOWELS.sub("", folded.translate(_MERGED))) or folded


def _of(name: Name, kind: Kind) -> str:
    """The skeletons of the names of a kind. A man's and a woman's name may share one: the surname tells them apart."""
    return "".join(_skeleton(part.identity) for part in name.of(kind))


def _year(born: str) -> str:
    found = _DATE.fullmatch(born.strip())
    return found[1] if found else ""


def _day(born: str) -> date | None:
    found = _DATE.fullmatch(born.strip())
    if not found or not found[3]:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def _sorted(day: date | None) -> str:
    return f"{day.year}-{min(day.month, day.day):02}-{max(day.month, day.day):02}" if day else ""


def _number(written: str) -> str:
    """A service number in capitals without separators, Cyrillic letters that look like Latin ones as these."""
    number = "".join(filter(str.isalnum, written.upper().translate(_TO_LATIN)))
    return number if len(number) >= _LEAST_NUMBER else ""
