"""The keys that lie at the desk: its own, which it signs dossiers, messages and receipts with, and those of persons,
locked under words that only they know."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from desk.errors import Refused
from homeward import keys
from homeward.disk import make_folder, write_once, write_whole
from homeward.keys import Cost, Identity, Locked

SEED_BYTES = 64


def desk_identity(name: str = "") -> Identity:
    """The identity of our party, or another that speaks for it by `name`; its secret seed is made once and kept in
    VAR/keys, readable by its owner alone, and locked if the desk was started with a passphrase of its own. Raises
    Refused if somebody else may read it, or it is damaged, or the passphrase is another."""
    name = name or settings.HOMEWARD_PARTY
    return Identity.from_seed(_desk_seed(name), name)


def cost() -> Cost:
    """What a guess at a passphrase costs on this desk."""
    return Cost(*settings.HOMEWARD_KEY_COST)


def keep(locked: Locked) -> None:
    """Keep what a person has locked, in a file that holds nothing else: when it is forgotten it is gone."""
    write(_locked(locked.name), locked.to_bytes())


def kept(name: str) -> Locked | None:
    """What was locked under `name`; None if it is not kept here. Raises Refused if others can read it."""
    path = _locked(name)
    return Locked.from_bytes(_read(path)) if path.exists() else None


def forget(name: str) -> None:
    """Delete what was locked under `name`."""
    _locked(name).unlink(missing_ok=True)


def write(path: Path, data: bytes) -> None:
    """Write a file of secrets, whole or not at all, for its owner alone. Raises DiskRefused."""
    make_folder(path.parent, 0o700)
    write_whole(path, data, 0o600)


def _desk_seed(name: str) -> bytes:
    plain = settings.VAR / "keys" / f"{name}.seed"
    passphrase: str = settings.HOMEWARD_DESK_PASSPHRASE
    if not passphrase:
        return _plain_seed(plain)
    if not _locked(name).exists():
        keep(keys.lock(_plain_seed(plain), passphrase, name, cost()))
        plain.unlink()
    return _opened(_read(_locked(name)), passphrase)


@lru_cache(maxsize=8)
def _opened(locked: bytes, passphrase: str) -> bytes:
    """Opened once in each process: the desk signs too often to pay for the passphrase each time."""
    try:
        return keys.unlock(Locked.from_bytes(locked), passphrase)
    except keys.WrongPassphrase as error:
        raise Refused("The desk was started with another passphrase than its keys are locked under.") from error


def _plain_seed(path: Path) -> bytes:
    if not path.exists():
        make_folder(path.parent, 0o700)
        write_once(path, keys.fresh(SEED_BYTES), 0o600)
    seed = _read(path)
    if len(seed) != SEED_BYTES:
        raise Refused("The file of the desk's keys is damaged: restore it from the backup.")
    return seed


def _read(path: Path) -> bytes:
    if path.stat().st_mode & 0o077:
        raise Refused("The file of the desk's keys can be read by others: make it readable by its owner alone.")
    return path.read_bytes()


def _locked(name: str) -> Path:
    return Path(settings.VAR) / "keys" / "locked" / f"{name}.json"
