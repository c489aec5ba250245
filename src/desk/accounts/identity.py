"""The desk's own keys: what it signs dossiers, messages and receipts with."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings

from desk.errors import Refused
from homeward.keys import Identity

SEED_BYTES = 64


def desk_identity(name: str = "") -> Identity:
    """The identity of our party, or of `name` at our desk (such as a seat); its secret seed is made once and kept in
    VAR/keys, readable by its owner alone. Raises Refused if somebody else may read it or it is damaged."""
    name = name or settings.HOMEWARD_PARTY
    return Identity.from_seed(_seed(settings.VAR / "keys" / f"{name}.seed"), name)


def _seed(path: Path) -> bytes:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(SEED_BYTES))
    except FileExistsError:
        pass  # made before
    if path.stat().st_mode & 0o077:
        raise Refused("The file of the desk's keys can be read by others: make it readable by its owner alone.")
    seed = path.read_bytes()
    if len(seed) != SEED_BYTES:
        raise Refused("The file of the desk's keys is damaged: restore it from the backup.")
    return seed
