"""Orthography-neutral forms: one key for Олександр and Oleksandr, close keys for Александр and Aleksandr.

Cyrillic letters and Latin orthographies are brought into one small alphabet by two tables (data/cyrillic.csv,
data/latin.csv); vowels that only spelling tells apart are merged. A key loses what a spelling adds.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from homeward.names import lexicon
from homeward.names.lexicon import fold_case, rows

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_GLUED = re.compile("(?<=[а-яёіїєґ])(?=[А-ЯЁІЇЄҐ])")
_DOUBLE = re.compile(r"(.)\1+")
_IOTATED = re.compile("i+(?=[aeou])")
_HOMOGLYPHS = str.maketrans("aeocpxiyk", "аеосрхіук")
_VOWELS = str.maketrans({"e": "i", "o": "a"})
_ENDING = re.compile("((?<=.{4})[oe]vi|iga|igo|aga|ima|ogo|omu|imu|ami|aia|uiu|oiu|aiu|oi|im|om|am|em|ii|a|o|u|i|e)$")


def unglue(text: str) -> str:
    """`text` in NFC, with a space between Cyrillic words that lost theirs (АлексейВикторович)."""
    return _GLUED.sub(" ", unicodedata.normalize("NFC", text))


def words(text: str) -> tuple[str, ...]:
    """The words of a name in lower case, in the order written; hyphens part them."""
    return tuple(_WORD.findall(fold_case(unglue(text))))


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """`word` in the neutral alphabet."""
    if any("\u0400" <= letter <= "\u04ff" for letter in word):
        letters = _cyrillic()
        folded = "".join(letters.get(letter, "") for letter in word.translate(_HOMOGLYPHS))
    else:
        folded = _fold_latin(word)
    return _DOUBLE.sub(r"\1", _IOTATED.sub("", folded))


@lru_cache(maxsize=200_000)
def coarse(word: str) -> str:
    """The skeleton of `word`: vowels merged, the ending of a case taken off."""
    folded = fold(word)
    stem = _ENDING.sub("", folded) if len(folded) > 4 else folded
    return stem.translate(_VOWELS)


@lru_cache(maxsize=200_000)
def identity(word: str) -> str:
    """What a word stands for: the identity of a given name or patronymic, else its skeleton."""
    known = lexicon.given(word) or lexicon.patronymic(word)
    if known:
        return fold(fold_case(known.identity))
    return _by_skeleton().get(coarse(word), coarse(word))


def is_known_given(word: str) -> bool:
    """Whether `word` spells a given name in any script and case: by the lists, or by its skeleton if no surname."""
    return lexicon.is_given(word) or (coarse(word) in _skeletons("given") and word not in lexicon.surname_weights())


def is_known_patronymic(word: str) -> bool:
    """Whether `word` spells a patronymic in any script."""
    return lexicon.patronymic(word) is not None or (word.isascii() and coarse(word) in _skeletons("patronymics"))


def keys(text: str) -> frozenset[str]:
    """The search keys of a name: the skeleton of each word and the identity of each given name and patronymic."""
    found = {coarse(word) for word in words(text)} | {identity(word) for word in words(text)}
    return frozenset(key for key in found if len(key) > 1)


@cache
def _by_skeleton() -> dict[str, str]:
    """Given names and patronymics by skeleton, the commonest first: for Latin spellings and other cases."""
    found: dict[str, str] = {}
    for name in ("given", "patronymics"):
        for row in rows(name):
            for form in (row["uk"], row["ru"]):
                target = lexicon.given(form) if name == "given" else lexicon.patronymic(form)
                if target:
                    found.setdefault(coarse(fold_case(form)), fold(fold_case(target.identity)))
    return found


@cache
def _skeletons(name: str) -> frozenset[str]:
    return frozenset(coarse(fold_case(form)) for row in rows(name) for form in (row["uk"], row["ru"]))


@cache
def _cyrillic() -> dict[str, str]:
    return {row["letter"]: row["folded"] for row in rows("cyrillic")}


@cache
def _latin() -> tuple[tuple[re.Pattern[str], str], ...]:
    table = sorted(rows("latin"), key=lambda row: int(row["order"]))
    return tuple((re.compile(row["pattern"]), row["folded"]) for row in table)


def _fold_latin(word: str) -> str:
    for pattern, folded in _latin():
        word = pattern.sub(folded, word)
    plain = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in plain if not unicodedata.combining(letter) and letter != "'")
