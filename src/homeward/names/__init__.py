"""Names of people in Ukrainian, Russian and Latin spelling: parse, fold, transliterate, decline, bring to the
nominative."""

from homeward.names.decline import decline
from homeward.names.grammar import Case, Language
from homeward.names.keys import keys
from homeward.names.nominative import nominatives
from homeward.names.parse import Kind, Name, Part, parse
from homeward.names.transliterate import Standard, transliterate

__all__ = [
    "Case",
    "Kind",
    "Language",
    "Name",
    "Part",
    "Standard",
    "decline",
    "keys",
    "nominatives",
    "parse",
    "transliterate",
]
