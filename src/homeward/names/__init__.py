"""Names of people in Ukrainian, Russian and Latin spelling: parse, fold, transliterate, bring to the nominative."""

from homeward.names.keys import keys
from homeward.names.nominative import nominatives
from homeward.names.parse import Kind, Name, Part, parse
from homeward.names.transliterate import Standard, transliterate

__all__ = ["Kind", "Name", "Part", "Standard", "keys", "nominatives", "parse", "transliterate"]
