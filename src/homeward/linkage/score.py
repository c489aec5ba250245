"""How probable is it that a mention and a person are the same human being, and why.

After Fellegi and Sunter (1969): each part of what is known agrees, nearly agrees, differs or is absent, and each
outcome has a log-odds (data/weights.csv, each with its reason). Their sum with the prior of the search is the
log-odds of the pair. A surname weighs more the rarer it is. The weights were set by hand from frequencies of the
name lists; nothing is trained on real people."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz.distance import JaroWinkler, Levenshtein

from homeward.linkage.facts import Facts
from homeward.names import Kind, Name, lexicon, parse
from homeward.names import Part as NamePart
from homeward.names.keys import coarse, fold
from homeward.names.lexicon import fold_case, surname_weights
from homeward.words import Saying, saying

_RARE, _COMMON = 0.8, -3.9  # bounds: surnames alike share a skeleton, so chance never falls under 1 in 15,000
_SECOND_WORD = 2.0  # what each further word of a surname adds that agrees too
_USUAL_WEIGHT = 100  # median weight in the counted lists, which count 660,000 and 890,000 people


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the comparison: its name, its outcome, what it adds to the log-odds, and the sentence that says
    so."""

    name: str
    outcome: str
    log_odds: float
    saying: Saying


@dataclass(frozen=True, slots=True)
class Score:
    """`probability` that the two are one person; `parts` add up, with the prior, to its log-odds."""

    probability: float
    prior: float
    parts: tuple[Part, ...]

    @property
    def log_odds(self) -> float:
        return self.prior + sum(part.log_odds for part in self.parts)


def score(mention: Facts, person: Facts, population: int = 1000) -> Score:
    """Compare `mention` with `person`, who is one of `population` people the mention could speak of."""
    prior = -math.log(max(population, 2))
    parts = (*_names(mention, person), *_others(mention, person))
    total = prior + sum(part.log_odds for part in parts)
    return Score(1 / (1 + math.exp(-max(min(total, 40.0), -40.0))), prior, parts)


def _names(mention: Facts, person: Facts) -> tuple[Part, ...]:
    """The parts on names for the two spellings that agree best."""
    pairs = [(_parsed(left), _parsed(right)) for left in mention.names for right in person.names]
    compared = [_compare_names(left, right) for left, right in pairs]
    if not compared:
        return tuple(_part(name, "absent") for name in ("surname", "given", "patronymic"))
    return max(compared, key=lambda parts: sum(part.log_odds for part in parts))


def _compare_names(left: Name, right: Name) -> tuple[Part, ...]:
    left, right = _promoted(left, right), _promoted(right, left)
    straight = _family((_surname(left, right), _first(left, right, 0), _first(left, right, 1)))
    if straight[0].outcome != "different" or straight[1].outcome not in {"different", "absent"}:
        return straight
    crossed = _crossed(left, right)
    return max(straight, crossed, key=lambda parts: sum(part.log_odds for part in parts))


def _promoted(name: Name, other: Name) -> Name:
    """`name` with one of its words taken for the given name, if no list knows one in it but `other` has one: the word
    that fits the surname of `other` least (Ринчиннямын Амаржаргал)."""
    surnames = name.of(Kind.SURNAME)
    lacks = not name.of(Kind.GIVEN) and not name.of(Kind.INITIAL)
    if not lacks or len(surnames) < 2 or not other.of(Kind.GIVEN) or not other.of(Kind.SURNAME):
        return name
    theirs = [part.written for part in other.of(Kind.SURNAME)]
    least = min(surnames, key=lambda part: max(_likeness(part.written, one) for one in theirs))
    return Name(name.written, tuple(replace(part, kind=Kind.GIVEN) if part is least else part for part in name.parts))


def _family(parts: tuple[Part, Part, Part]) -> tuple[Part, ...]:
    """Brothers and sisters share surname and patronymic: the second then says next to nothing."""
    surname, given, patronymic = parts
    if surname.outcome in {"same", "near"} and given.outcome == "different" and patronymic.outcome == "same":
        written = dict(patronymic.saying.values)
        return (
            surname,
            given,
            _part("patronymic", "same_as_siblings", left=str(written["left"]), right=str(written["right"])),
        )
    return parts


def _crossed(left: Name, right: Name) -> tuple[Part, ...]:
    """A surname that is a given name too may have been taken for one (Роман Андрій)."""
    return (
        _words("surname", left.of(Kind.GIVEN), right.of(Kind.SURNAME)),
        _part("given", "absent"),
        _part("patronymic", "absent"),
    )


def _surname(left: Name, right: Name) -> Part:
    return _words("surname", left.of(Kind.SURNAME), right.of(Kind.SURNAME))


def _words(name: str, lefts: tuple[NamePart, ...], rights: tuple[NamePart, ...]) -> Part:
    """Every word of the shorter surname must have its like in the longer: half of a double surname agrees with the
    whole, but one word in common of two does not make two surnames one."""
    ours, theirs = ([word for part in side for word in part.written.split("-")] for side in (lefts, rights))
    fewer, more = sorted((ours, theirs), key=len)
    if not fewer:
        return _part(name, "absent")
    fits = [max((_likeness(one, other), one, other) for other in more) for one in fewer]
    near, one, other = min(fits)
    outcome = "same" if near >= 0.995 else "near" if near >= 0.83 else "far" if near >= 0.66 else "different"
    extra = _rarity(other) + _SECOND_WORD * (len(fewer) - 1) if outcome == "same" else 0.0
    left, right = (one, other) if fewer is ours else (other, one)
    return _part(name, outcome, extra, left=left, right=right)


def _first(left: Name, right: Name, place: int) -> Part:
    """The given name (place 0) or the patronymic (place 1), written out or as an initial."""
    kind, name = ((Kind.GIVEN, "given"), (Kind.PATRONYMIC, "patronymic"))[place]
    ours, theirs = _word(left, kind, place), _word(right, kind, place)
    if not ours or not theirs:
        return _part(name, "absent")
    if len(ours) == 1 or len(theirs) == 1:
        same = _initial(ours) == _initial(theirs)
        return _part(name, "initial_same" if same else "initial_different", left=ours, right=theirs)
    if _identity(ours) == _identity(theirs):
        return _part(name, "same", left=ours, right=theirs)
    return _part(name, _outcome_of_unlike(ours, theirs), left=ours, right=theirs)


def _outcome_of_unlike(ours: str, theirs: str) -> str:
    """A slip is near; two names that the lists both know are two names, however alike (Марія, Марина)."""
    known = bool(lexicon.given(ours) or lexicon.patronymic(ours)) and bool(
        lexicon.given(theirs) or lexicon.patronymic(theirs)
    )
    return "near" if _likeness(ours, theirs) >= (0.9 if known else 0.75) else "different"


def _word(name: Name, kind: Kind, place: int) -> str:
    """The word of a kind, else the initial that stands for it, without its full stop."""
    words = name.of(kind)
    if words:
        return words[0].written.rstrip(".")
    initials = [part.written.rstrip(".") for part in name.of(Kind.INITIAL)]
    wanted = place if not name.of(Kind.GIVEN) else place - 1
    return initials[wanted] if 0 <= wanted < len(initials) else ""


def _initial(word: str) -> str:
    """The first sound of a word: Ю and Yu are one, Є and E are one."""
    folded = fold(fold_case(word))
    known = _identity(word)
    first = (known if len(word) > 1 else folded)[:1]
    return {"o": "a", "e": "i"}.get(first, first)


def _identity(word: str) -> str:
    parts = _parsed(word).parts
    return parts[0].identity if parts else ""


@lru_cache(maxsize=200_000)
def _likeness(left: str, right: str) -> float:
    """Between 0 and 1, over the orthography-neutral skeletons."""
    one, other = coarse(fold_case(left)), coarse(fold_case(right))
    if one == other:
        return 1.0
    edit = Levenshtein.normalized_similarity(one, other)
    return max(edit, JaroWinkler.normalized_similarity(one, other) - 0.12)


def _rarity(surname: str) -> float:
    weight = surname_weights().get(fold_case(surname), 3)
    return max(min(math.log(_USUAL_WEIGHT / weight), _RARE), _COMMON)


@lru_cache(maxsize=100_000)
def _parsed(text: str) -> Name:
    return parse(text)


def _others(mention: Facts, person: Facts) -> Iterator[Part]:
    yield _born(mention.born, person.born)
    yield _same_or_different("service_number", mention.service_numbers, person.service_numbers)
    yield _same_or_different("unit", mention.units, person.units)
    yield _same_or_different("rank", mention.ranks, person.ranks)
    yield _same_or_different("place", mention.places, person.places)


def _same_or_different(name: str, lefts: Iterable[str], rights: Iterable[str]) -> Part:
    pairs = [(_plain(left), _plain(right), left, right) for left in lefts for right in rights]
    if not pairs:
        return _part(name, "absent")
    for one, other, left, right in pairs:
        if one == other or (len(one) > 5 and Levenshtein.normalized_similarity(one, other) >= 0.8):
            return _part(name, "same", left=left, right=right)
    return _part(name, "different", left=pairs[0][2], right=pairs[0][3])


def _plain(text: str) -> str:
    return " ".join(
        fold(fold_case(word)) if word.isalpha() else fold_case(word)
        for word in text.replace("«", " ").replace("»", " ").split()
    )


def _born(lefts: Iterable[str], rights: Iterable[str]) -> Part:
    outcomes = [
        (_weights()["born", outcome][0], outcome, left, right)
        for left in lefts
        for right in rights
        for outcome in [_dates(left, right)]
    ]
    if not outcomes:
        return _part("born", "absent")
    _, outcome, left, right = max(outcomes)
    return _part("born", outcome, left=left, right=right)


def _dates(left: str, right: str) -> str:
    """How two dates in EDTF compare; a date known to the year only is compared by its year."""
    if left == right and len(left) == 10:
        return "same"
    if len(left) < 10 or len(right) < 10:
        return _years(left, right)
    if (left[:4], left[5:7], left[8:10]) == (right[:4], right[8:10], right[5:7]):
        return "swapped"
    if sum(one != other for one, other in zip(left, right, strict=False)) == 1:
        return "one_digit"
    return "different"


def _years(left: str, right: str) -> str:
    if not (left[:4].isdigit() and right[:4].isdigit()):
        return "absent"
    apart = abs(int(left[:4]) - int(right[:4]))
    return ("year_same", "year_near")[apart] if apart <= 1 else "different"


def _part(name: str, outcome: str, extra: float = 0.0, **values: str) -> Part:
    log_odds = _weights()[name, outcome][0] + extra
    return Part(name, outcome, log_odds, saying("linkage", f"{name}_{outcome}", **values))


@cache
def _weights() -> dict[tuple[str, str], tuple[float, str]]:
    text = resources.files("homeward.linkage").joinpath("data", "weights.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {(row["part"], row["outcome"]): (float(row["log_odds"]), row["why"]) for row in rows}
