"""A desk as a newcomer starts it, with its sample, for tests that reach it over HTTP."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Served:
    """A desk that runs: where, and the accounts of its sample by role."""

    base: str
    accounts: dict[str, dict[str, str]]


@contextmanager
def serve(var: Path, database: str, people: int) -> Iterator[Served]:
    """A desk in a process of its own, started by the very command a newcomer types; its files lie in `var`. `database`
    is the address of one on PostgreSQL, nothing for SQLite."""
    environment = os.environ | {
        "HOMEWARD_VAR": str(var),
        "HOMEWARD_DATABASE_URL": database,
        "HOMEWARD_NOW": "2026-11-24T09:00:00+00:00",
        "DJANGO_SETTINGS_MODULE": "desk.settings",
    }
    port = _free_port()
    command = [sys.executable, "-m", "desk.manage", "run", "--people", str(people), "--port", str(port)]
    with (
        (var / "log").open("wb") as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as process,
    ):
        try:
            _wait(process, port, var / "log")
            rows = json.loads((var / "sample.json").read_text())["accounts"]
            yield Served(f"http://127.0.0.1:{port}", {row["role"]: row for row in reversed(rows)})
        finally:
            process.terminate()


def _free_port() -> int:
    """A port of which the next one is free too, for the portal of the families."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if process.poll() is not None:
            pytest.fail("The desk did not start: " + log.read_text()[-1500:])
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0 and "Stop with Ctrl-C" in log.read_text():
                return
        time.sleep(0.2)
    pytest.fail("The desk was not ready within two minutes: " + log.read_text()[-1500:])
