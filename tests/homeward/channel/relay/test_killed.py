"""kill -9 of a real relay while it accepts messages: whatever it gave a postmark for is there afterwards."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from homeward.channel.card import Card
from homeward.channel.carriers.errors import CarrierError
from homeward.channel.carriers.post import Mailbox
from homeward.channel.pairing import Channel
from homeward.channel.relay.book import Access
from tests.homeward.channel.parties import keyring

WRITERS = 4


class Running:
    """The relay as a mediator starts it, in a process group of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"

    def command(self, *more: str) -> list[str]:
        return [sys.executable, "-m", "homeward.cli", "relay", str(self.folder), "--port", str(self.port), *more]

    def new_mailbox(self) -> Access:
        told = subprocess.run(self.command("--new-mailbox"), check=True, capture_output=True, text=True).stdout.split()
        return Access(told[told.index("mailbox") + 1], told[told.index("write") + 1], told[told.index("read") + 1])

    def start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(self.command(), start_new_session=True, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with suppress(httpx.HTTPError):  # an open port alone may be our own probe, connected to itself
                assert httpx.get(self.url).status_code == 400
                return process
            time.sleep(0.02)
        raise AssertionError("the relay did not start")


def write_until_killed(relay: Running, access: Access, channel: Channel, name: str) -> list[bytes]:
    """The messages that were postmarked before the relay was gone."""
    kept: list[bytes] = []
    with Mailbox(relay.url, access.id, access.write) as box, suppress(CarrierError):
        while True:
            blob = f"{name} {len(kept)} ".encode() * 200
            carried = box.put(blob, channel, datetime.now(UTC))
            assert carried.postmark, carried.warning
            kept.append(blob)
    return kept


def killed(relay: Running, access: Access, channel: Channel, name: str, after: float) -> list[bytes]:
    process = relay.start()
    with ThreadPoolExecutor(WRITERS) as writers:
        given = [writers.submit(write_until_killed, relay, access, channel, f"{name}-{n}") for n in range(WRITERS)]
        time.sleep(after)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return [blob for one in given for blob in one.result()]


@pytest.mark.parametrize("kills", [3, pytest.param(300, marks=pytest.mark.soak)])
def test_whatever_was_postmarked_is_there_after_a_kill(
    tmp_path: Path, kills: int, count: Callable[[str, int], None]
) -> None:
    relay, chance = Running(tmp_path / "relay"), random.Random(kills)
    access = relay.new_mailbox()
    card = Card.from_bytes((tmp_path / "relay" / "MDL.card.json").read_bytes())
    channel = Channel((keyring("VRH").card, keyring("ZLS").card, card))
    promised: set[bytes] = set()
    found: list[bytes] = []
    after = 0
    for number in range(kills):
        promised |= {*killed(relay, access, channel, str(number), chance.uniform(0.05, 0.6))}
        process = relay.start()
        with Mailbox(relay.url, access.id, access.read) as box:
            for letter in box.take(after):
                found.append(letter.blob.data or b"")
                after = letter.number
            box.taken(after)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert promised
    assert promised <= {*found}
    assert len(found) == len({*found})
    count("kills survived", kills)
    count("messages postmarked, none lost, none doubled", len(promised))
