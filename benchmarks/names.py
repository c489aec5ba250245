"""How well names are declined, brought back to the nominative and read: `python -m benchmarks.names [--data FOLDER]`.

FOLDER holds pairs_inflect.csv and pairs_real.csv of the evaluation data, which are no part of this repository. A
declined name counts as exact if it is the form of the reference, and as allowed if each of its words has a form that
the rules give beside the preferred one (Шевченку, Шевченкові). Names are brought back to the nominative knowing the
language of the text, and once more without (`_unasked`). `readings_top1` is the share of Latin spellings of a person
that are read as just the surname and given name that a Cyrillic source has, `readings_top3` among three.
`matching_any` is the share of pairs of spellings of one person, with a date of birth, that share one of the six keys
of private matching; `matching_two` two of them.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from benchmarks._command import asked
from homeward.names import Case, Kind, Language, decline, nominatives, parse, readings
from homeward.names.decline import declined
from homeward.names.matching import matching_keys
from homeward.names.mend import is_cyrillic
from homeward.names.owner import language_of, sex_of

_CASES = {
    "genitive": Case.GENITIVE,
    "dative": Case.DATIVE,
    "accusative": Case.ACCUSATIVE,
    "ablative": Case.INSTRUMENTAL,
    "locative": Case.LOCATIVE,
    "vocative": Case.VOCATIVE,
}
_QUICK = 10
_READ = 250  # Latin names read; each takes some fifty milliseconds
_DECIMALS = 4
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Declined:
    """A name in the nominative and in another case, as the reference has it; `source` is the set it is of."""

    source: str
    case: Case
    nominative: str
    form: str

    @property
    def language(self) -> Language:
        return Language(self.source[:2])


def measure(folder: Path, every: int) -> dict[str, float]:
    names = list(_declined(folder / "pairs_inflect.csv"))[::every]
    spelled = list(_spelled(folder / "pairs_real.csv"))[::every]
    figures = _speed([name for pair in spelled for name in pair[:2]])
    for group, chosen in _groups(names).items():
        figures |= {f"{name}_{group}": value for name, value in _of(chosen).items()}
    return figures | _matching(spelled) | _readings(spelled)


def _groups(names: list[Declined]) -> dict[str, list[Declined]]:
    return {
        "uk": [one for one in names if one.language == Language.UKRAINIAN],
        "ru": [one for one in names if one.language == Language.RUSSIAN],
        "uk_gold": [one for one in names if one.source == "uk_gold"],
    }


def _of(names: list[Declined]) -> dict[str, float]:
    found = [(one, nominatives(one.form, one.language)) for one in names]
    unasked = [(one, nominatives(one.form)) for one in names]
    return {
        "nominative_top1": _share(found, _is_first),
        "nominative_top3": _share(found, lambda pair: pair[0].nominative in pair[1]),
        "nominative_top1_unasked": _share(unasked, _is_first),
        "decline_exact": _share(
            names, lambda one: decline(one.nominative, one.case, language=one.language) == one.form
        ),
        "decline_allowed": _share(names, _is_allowed),
    }


def _is_first(pair: tuple[Declined, tuple[str, ...]]) -> bool:
    return pair[1][:1] == (pair[0].nominative,)


def _is_allowed(one: Declined) -> bool:
    parts, words = parse(one.nominative).parts, one.form.split()
    sex = sex_of(parts)
    return len(parts) == len(words) and all(
        word in declined(part.word, part.kind, one.case, sex, one.language)
        for part, word in zip(parts, words, strict=True)
    )


def _matching(pairs: list[tuple[str, str, str]]) -> dict[str, float]:
    shared = [
        sum(left is not None and left == right for left, right in zip(*map(_keys_of(born), (one, other)), strict=True))
        for one, other, born in pairs
    ]
    return {
        "matching_any": _share(shared, lambda count: count >= 1),
        "matching_two": _share(shared, lambda count: count >= 2),
    }


def _readings(pairs: list[tuple[str, str, str]]) -> dict[str, float]:
    scripts = [sorted(pair[:2], key=is_cyrillic) for pair in pairs]
    mixed = [(latin, cyrillic) for latin, cyrillic in scripts if is_cyrillic(cyrillic) and not is_cyrillic(latin)]
    found = [(_read(latin, cyrillic), _bare(cyrillic)) for latin, cyrillic in mixed[:: max(len(mixed) // _READ, 1)]]
    return {
        "readings_top1": _share(found, lambda pair: pair[0][:1] == [pair[1]]),
        "readings_top3": _share(found, lambda pair: pair[1] in pair[0]),
    }


def _read(latin: str, cyrillic: str) -> list[frozenset[str]]:
    return [_bare(reading) for reading in readings(latin, language_of(parse(cyrillic).parts))]


def _bare(name: str) -> frozenset[str]:
    """Surname and given name, without the dots of ё."""
    chosen = (part.word for part in parse(name).parts if part.kind in {Kind.SURNAME, Kind.GIVEN})
    return frozenset(word.casefold().replace("ё", "е") for word in chosen)


def _keys_of(born: str) -> Callable[[str], tuple[str | None, ...]]:
    return lambda name: matching_keys(name, born)


def _speed(names: list[str]) -> dict[str, float]:
    """Microseconds of CPU to read a name not met before, on average, once the tables are loaded."""
    parse(".")
    fresh = list(dict.fromkeys(names))
    started = time.process_time()
    for name in fresh:
        parse(name)
    return {"parse_us": round((time.process_time() - started) / len(fresh) * 1e6, 1)}


def _declined(path: Path) -> Iterator[Declined]:
    for row in _rows(path):
        if row["same"] == "1" and row["stratum"] in _CASES:
            yield Declined(row["set"], _CASES[row["stratum"]], row["name_a"], row["name_b"])


def _spelled(path: Path) -> Iterator[tuple[str, str, str]]:
    for row in _rows(path):
        if row["same"] == "1" and row["group"] == "exsov" and len(row["dob_a"]) == len("1985-11-04"):
            yield row["name_a"], row["name_b"], row["dob_a"]


def _rows(path: Path) -> Iterable[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _share(items: list[_T], holds: Callable[[_T], bool]) -> float:
    return round(sum(map(holds, items)) / max(len(items), 1), _DECIMALS)


def main() -> int:
    given = asked("How well names are declined, brought back to the nominative and read.", "../shared/eval/names/open")
    if not (given.data / "pairs_inflect.csv").exists():
        print(f"{given.data} holds no pairs_inflect.csv, so nothing was measured.")
        return 0
    given.show(measure(given.data, _QUICK if given.quick else 1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
