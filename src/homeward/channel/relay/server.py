"""The relay as a process: the one module of the library that serves the network, and reads the clock for it."""

from __future__ import annotations

import fcntl
import os
from datetime import UTC, datetime
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces

from homeward import keys
from homeward.channel.carriers.errors import CarrierError
from homeward.channel.keyring import Keyring
from homeward.channel.relay.application import Relay
from homeward.channel.relay.book import Access, Book
from homeward.disk import make_folder, write_whole
from homeward.keys import Identity

FOLDER = "HOMEWARD_RELAY"
PARTY = "HOMEWARD_RELAY_PARTY"
SEED = "relay.seed"
THREADS = 8


def set_up(folder: Path, party: str) -> Path:
    """Make the mediator's keys in `folder`, once; the file with its card, to be handed to both sides. Raises
    DiskRefused."""
    make_folder(folder, 0o700)
    card = folder / f"{party}.card.json"
    if not (folder / SEED).exists():
        write_whole(folder / SEED, keys.fresh(64), 0o600)
    if not card.exists():
        made = Keyring.from_seed(_seed(folder), party, datetime.now(UTC), seats=0).card
        write_whole(card, made.to_bytes(), 0o644)
    return card


def new_mailbox(folder: Path) -> Access:
    """Make a mailbox; whoever writes gets one of its secrets, whoever reads the other. They are not kept here."""
    access = Access(keys.fresh(16).hex(), keys.fresh().hex(), keys.fresh().hex())
    Book(folder).add(access)
    return access


def serve(folder: Path, party: str, host: str, port: int) -> None:
    """Answer until stopped. TLS is for the proxy before it. Raises CarrierError when another relay has the folder."""
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CarrierError("relay_runs_already") from error
        os.environ |= {FOLDER: str(folder), PARTY: party}
        Granian(
            "homeward.channel.relay.server:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            blocking_threads=THREADS,
            factory=True,
            log_enabled=False,
        ).serve()


def application() -> Relay:
    """The application over the folder that `serve` named."""
    folder, party = Path(os.environ[FOLDER]), os.environ[PARTY]
    mediator = Identity.from_seed(keys.derive(_seed(folder), party), party)
    return Relay(Book(folder), mediator, lambda: datetime.now(UTC))


def _seed(folder: Path) -> bytes:
    return (folder / SEED).read_bytes()
