"""A key in a file of its holder: the secret half locked under a passphrase, the public half to be handed over."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from homeward import canonical, keys
from homeward.channel.offline.errors import OfflineError
from homeward.keys import Cost, Identity, Locked

Ask = Callable[[str], str]
"""Asks the person at the machine for secret words, with a prompt."""


def make(folder: Path, name: str, ask: Ask, cost: Cost = keys.STRONG) -> tuple[Path, Path]:
    """A new key called `name`: the paths of its locked and of its public half in `folder`. Raises WeakPassphrase, and
    OfflineError when the words differ or a file is there already."""
    words = ask("A passphrase for the new key, at least twelve signs: ")
    if ask("The same again: ") != words:
        raise OfflineError("The two passphrases are not the same; no key was made.")
    seed = keys.fresh(64)
    public = Identity.from_seed(seed, name).public
    locked, shown = folder / f"{name}.key.json", folder / f"{name}.public.json"
    write_new(locked, keys.lock(seed, words, name, cost).to_bytes())
    write_new(shown, canonical.encode(public.to_value()))
    return locked, shown


def opened(path: Path, ask: Ask) -> Identity:
    """The key in the file `path`, once its passphrase was typed; raises WrongPassphrase, BadKey, OfflineError."""
    locked = Locked.from_bytes(read(path))
    return Identity.from_seed(keys.unlock(locked, ask(f"The passphrase of {locked.name}: ")), locked.name)


def read(path: Path) -> bytes:
    """What a file holds; raises OfflineError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise OfflineError(f"{path}: the file cannot be read.") from error


def write_new(path: Path, data: bytes) -> None:
    """A new file that its owner alone reads; raises OfflineError rather than write over another."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
    except OSError as error:
        raise OfflineError(f"{path}: the file cannot be written, or is there already.") from error
