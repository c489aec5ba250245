"""Public ids: random, so that they tell nothing and cannot be guessed."""

from __future__ import annotations

import secrets

from django.db import models

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_id() -> str:
    """Twelve letters and figures that are not mistaken for each other: about 59 bits of chance."""
    return "".join(secrets.choice(_LETTERS) for _ in range(12))


class PublicIdField(models.CharField[str, str]):
    """The id of a row in addresses and exports."""

    def __init__(self, *args: object, **options: object) -> None:
        options |= {"max_length": 12, "default": new_id, "unique": True, "editable": False}
        super().__init__(*args, **options)  # type: ignore[arg-type]
