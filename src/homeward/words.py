"""What the library says to people, in three languages: each room keeps its sentences in a table `words.csv`.

The table has the columns key, en, uk, ru. A sentence may name values in braces. Reasons, notices and judgements
travel as a key with values and become a sentence only here, so that both sides and all three languages say the same.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from homeward.errors import HomewardError


class Language(StrEnum):
    """The languages of every page and notice (ISO 639-1)."""

    ENGLISH = "en"
    UKRAINIAN = "uk"
    RUSSIAN = "ru"


class UnknownWords(HomewardError):
    """No table holds this key."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence not yet spoken: the room whose table holds it, its key, and the values it names."""

    room: str
    key: str
    values: tuple[tuple[str, str | int], ...] = ()

    def in_language(self, language: str) -> str:
        return say(self.room, self.key, language, **dict(self.values))


def saying(room: str, key: str, **values: str | int) -> Saying:
    """A sentence of `room` (such as "linkage") with its values, to be spoken later in any language."""
    return Saying(room, key, tuple(sorted(values.items())))


def say(room: str, key: str, language: str, **values: str | int) -> str:
    """The sentence `key` of `room` in `language`; raises UnknownWords for a key the table lacks."""
    try:
        sentence = _table(room)[key][Language(language)]
    except (KeyError, ValueError) as error:
        raise UnknownWords(f"The table of {room} has no sentence {key} in {language}.") from error
    return sentence.format(**values)


@cache
def _table(room: str) -> dict[str, dict[Language, str]]:
    text = resources.files(f"homeward.{room}").joinpath("words.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["key"]: {language: row[language] for language in Language} for row in rows}
