"""A key in a file of its holder: the secret half locked under a passphrase, the public half to be handed over."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.channel import duress
from homeward.channel.offline.errors import OfflineError
from homeward.keys import Cost, Identity, Locked, PublicIdentity, decode_bytes, encode_bytes

PAIR = "homeward pair 1"
_SEED = 64

Ask = Callable[[str], str]
"""Asks the person at the machine for secret words, with a prompt."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A key that was opened, and the secret that came with the passphrase; empty for a key with only one."""

    identity: Identity
    secret: bytes


def make(folder: Path, name: str, ask: Ask, cost: Cost = keys.STRONG) -> tuple[Path, Path]:
    """A new key called `name`: the paths of its locked and of its public half in `folder`. Raises WeakPassphrase, and
    OfflineError when the words differ or a file is there already."""
    words = _twice(ask, "A passphrase for the new key")
    seed = keys.fresh(_SEED)
    public = Identity.from_seed(seed, name).public
    locked, shown = folder / f"{name}.key.json", folder / f"{name}.public.json"
    write_new(locked, keys.lock(seed, words, name, cost).to_bytes())
    write_new(shown, canonical.encode(public.to_value()))
    return locked, shown


def make_pair(folder: Path, name: str, duty: PublicIdentity, ask: Ask, cost: Cost = keys.STRONG) -> tuple[Path, ...]:
    """The same with two passphrases, the second for writing under duress: the paths of the key, of its public half, and
    of what tells the duty officer with the key `duty`, and nobody else, which is which."""
    words, second = (_twice(ask, told) for told in ("The passphrase", "The second one, if somebody forces you"))
    if keys.alike(words, second):
        raise OfflineError("The two passphrases are the same; no key was made.")
    seed, plain, forced = keys.fresh(_SEED), keys.fresh(), keys.fresh()
    slots = [keys.lock(seed + secret, typed, name, cost) for secret, typed in ((plain, words), (forced, second))]
    slots.sort(key=lambda slot: slot.salt)  # chance decides which of the two stands first
    rows: list[Value] = [encode_bytes(slot.to_bytes()) for slot in slots]
    locked, shown, told = (folder / f"{name}.{what}" for what in ("key.json", "public.json", "duty"))
    write_new(locked, canonical.encode({"format": PAIR, "slots": rows}))
    write_new(shown, canonical.encode(Identity.from_seed(seed, name).public.to_value()))
    write_new(told, keys.seal(forced, [duty.box], duress.CONTEXT))
    return locked, shown, told


def opened(path: Path, ask: Ask) -> Opened:
    """The key in the file `path`, once a passphrase of it was typed; raises WrongPassphrase, BadKey, OfflineError. Of
    two slots both are tried, whichever opens."""
    slots = _slots(read(path))
    words = ask(f"The passphrase of {slots[0].name}: ")
    found = [secret for slot in slots for secret in _tried(slot, words)]
    if not found:
        raise keys.WrongPassphrase("The passphrase is not right.")
    seed, secret = (found[0][:_SEED], found[0][_SEED:]) if len(slots) == 2 else (found[0], b"")
    return Opened(Identity.from_seed(seed, slots[0].name), secret)


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


def _twice(ask: Ask, told: str) -> str:
    words = ask(f"{told}, at least {keys.SHORTEST} signs: ")
    if ask("The same again: ") != words:
        raise OfflineError("The two passphrases are not the same; no key was made.")
    return words


def _slots(data: bytes) -> tuple[Locked, ...]:
    try:
        value = canonical.decode(data)
    except canonical.NotCanonical as error:
        raise keys.BadKey("This is not a locked key.") from error
    rows = value.get("slots") if isinstance(value, Mapping) and value.get("format") == PAIR else None
    if not isinstance(rows, list) or len(rows) != 2:
        return (Locked.from_bytes(data),)
    return tuple(Locked.from_bytes(decode_bytes(str(row))) for row in rows)


def _tried(slot: Locked, words: str) -> list[bytes]:
    try:
        return [keys.unlock(slot, words)]
    except keys.WrongPassphrase:
        return []
