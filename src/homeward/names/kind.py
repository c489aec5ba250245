"""The kinds of words that names are made of."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a part of a name is."""

    SURNAME = "surname"
    GIVEN = "given"
    PATRONYMIC = "patronymic"
    INITIAL = "initial"
    PARTICLE = "particle"
    UNKNOWN = "unknown"
