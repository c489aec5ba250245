"""A name in every form in which others may write it: for dossiers, for lists sent to the other side, for searches."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.names.grammar import Language
from homeward.names.mend import is_cyrillic
from homeward.names.owner import language_of
from homeward.names.parse import parse
from homeward.names.readings import readings
from homeward.names.respell import in_language, spellings_in
from homeward.names.transliterate import Standard, transliterate


@dataclass(frozen=True, slots=True)
class Forms:
    """`own` is the form that its owner uses. `ukrainian` and `russian` are spellings in these languages, the likeliest
    first, `latin` those of the passports: the Ukrainian one (resolution 55), then the Russian one (ICAO 9303)."""

    own: str
    ukrainian: tuple[str, ...]
    russian: tuple[str, ...]
    latin: tuple[str, ...]

    def of(self, language: Language) -> tuple[str, ...]:
        return self.ukrainian if language == Language.UKRAINIAN else self.russian

    def every(self) -> tuple[str, ...]:
        """All forms once, the owner's first."""
        return tuple(dict.fromkeys((self.own, *self.ukrainian, *self.russian, *self.latin)))


def forms(name: str, language: Language | None = None) -> Forms:
    """The forms of `name`, which stands in the nominative. `language` is the owner's, told from the letters and names
    if it is not given; a Latin name is turned back into Cyrillic first."""
    parts = parse(name).parts
    if not parts:
        return Forms(name, (), (), ())
    if not any(is_cyrillic(part.word) for part in parts):
        return _of_latin(name)
    owner = language or language_of(parts)
    other = next(one for one in Language if one != owner)
    spelled = {owner: (name,), other: spellings_in(name, other)}
    ukrainian, russian = spelled[Language.UKRAINIAN], spelled[Language.RUSSIAN]
    return Forms(name, ukrainian, russian, _latin(ukrainian, russian))


def _of_latin(name: str) -> Forms:
    ukrainian = readings(name, Language.UKRAINIAN)
    russian = tuple(dict.fromkeys((in_language(ukrainian[0], Language.RUSSIAN), *readings(name, Language.RUSSIAN))))
    return Forms(name, ukrainian, russian, (name, *_latin(ukrainian, russian)))


def _latin(ukrainian: tuple[str, ...], russian: tuple[str, ...]) -> tuple[str, ...]:
    """The best spelling of each language as its passports write it."""
    pairs = ((ukrainian, Standard.CMU55), (russian, Standard.ICAO9303))
    return tuple(dict.fromkeys(transliterate(names[0], standard) for names, standard in pairs))
