"""kill -9 of a real process that blinds a register: it goes on after the last page, and commits to the same."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from homeward.channel.matching import round as machine
from homeward.channel.matching import setting
from homeward.channel.matching.pages import Listing
from homeward.cli import main

PEOPLE = 2_000
KILLS = 3


def start(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "homeward.cli", "match", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed_on_its_way(points: Path, arguments: list[str], more: int) -> int:
    """Start, wait until `more` bytes of points were written, kill; the bytes that are there."""
    before = points.stat().st_size if points.exists() else 0
    process = start(*arguments)
    until = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < until:
        if points.exists() and points.stat().st_size >= before + more:
            process.send_signal(signal.SIGKILL)
            break
        time.sleep(0.002)
    process.wait()
    return points.stat().st_size


def test_a_killed_process_loses_a_page_at_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    chance = random.Random(3)
    rows = [f"Коваль Іван,{1950 + n % 50}-{n % 12 + 1:02}-{n % 28 + 1:02},АА{n:06}" for n in range(PEOPLE)]
    Path("register.csv").write_text("name,born,service number\n" + "\n".join(rows), "utf-8")
    for party in ("VRH", "ZLS"):
        assert main(["match", "key", f"{party}.key", "--party", party]) == 0
    who = ["--key", "VRH.key", "--peer", "ZLS.public.json", "--register", "register.csv", "--category", "all"]
    claimed = ["--claimed", f"VRH={PEOPLE}", "--claimed", "ZLS=5"]
    asked = ["prepare", "round", *who, *claimed, "--epoch", datetime.now(UTC).date().isoformat()]
    sizes = [killed_on_its_way(Path("round/kept/points"), asked, chance.randrange(1, 70_000)) for _ in range(KILLS)]
    assert sizes == sorted(set(sizes))
    assert sizes[-1] < PEOPLE * 6 * 32

    assert main(["match", *asked]) == 0
    end = setting.resume(Path("round"))
    whole = Listing.of(machine.blind(end.side.entries(), machine.scalar(end.terms, end.side.kept.secret())))
    assert end.signed().commits["VRH"].root == whole.root
