"""Names of people in Ukrainian, Russian and Latin spelling: parse, fold, transliterate, decline, bring to the
nominative."""

from homeward.names.decline import decline
from homeward.names.forms import Forms, forms
from homeward.names.grammar import Case, Language
from homeward.names.keys import keys
from homeward.names.nominative import nominatives
from homeward.names.parse import Kind, Name, Part, parse
from homeward.names.readings import readings
from homeward.names.respell import in_language
from homeward.names.transliterate import Standard, transliterate

__all__ = [
    "Case",
    "Forms",
    "Kind",
    "Language",
    "Name",
    "Part",
    "Standard",
    "decline",
    "forms",
    "in_language",
    "keys",
    "nominatives",
    "parse",
    "readings",
    "transliterate",
]
