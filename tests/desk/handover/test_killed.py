"""kill -9 at any moment of an operation loses nothing that was promised and does nothing twice."""

from __future__ import annotations

import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.soak.desk import ROOT, environment

ONCE = ("close", "acknowledge", "notice", "substitute", "substitute_agree")
KILLS: Counter[int] = Counter()
"""How many kills of each seed came before the end."""


def led(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.desk.handover.lead"]
    return subprocess.Popen(command, env=environment(folder), cwd=ROOT, stdout=subprocess.PIPE, text=True)


def entries(folder: Path) -> list[tuple[str, dict[str, object]]]:
    """The operation's ledger as the file on the disk has it."""
    with sqlite3.connect(folder / "homeward.sqlite3") as database:
        rows = database.execute(
            "SELECT act, data FROM audit_entry JOIN audit_chain ON audit_chain.id = chain_id"
            " WHERE name LIKE 'handover %' ORDER BY seq"
        ).fetchall()
    return [(act.removeprefix("handover."), json.loads(data)) for act, data in rows]


def killed(folder: Path, after: float) -> tuple[int, bool]:
    """Lead the operation, kill it `after` seconds from its first act; how many entries it had promised, and whether it
    was not at its end yet."""
    with led(folder) as process:
        assert process.stdout is not None
        promised = [process.stdout.readline()]
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        early = process.wait() == -signal.SIGKILL
        promised += process.stdout.read().splitlines()
    return max((int(line) for line in promised if line.strip().isdecimal()), default=0), early


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk's folder with an empty database."""
    folder = tmp_path_factory.mktemp("empty")
    command = [sys.executable, "-m", "desk.manage", "migrate", "-v", "0"]
    subprocess.run(command, env=environment(folder), cwd=ROOT, check=True)
    return folder


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
def test_an_operation_killed_again_and_again_is_led_to_its_end(empty: Path, tmp_path: Path, seed: int) -> None:
    folder, chance = tmp_path / "desk", random.Random(seed)
    shutil.copytree(empty, folder)
    early = True
    for _ in range(8):
        promised, early = killed(folder, chance.uniform(0, 0.12)) if early else (0, False)
        KILLS[seed] += early
        assert len(entries(folder)) >= promised
    with led(folder) as process:
        process.communicate()
    assert process.returncode == 0
    done = [one for one in entries(folder) if one[0] != "refused_move"]  # what a second run tried in vain stands too
    counted = Counter(act for act, _ in done)
    assert [counted[act] for act in ONCE] == [1] * 5
    assert counted["start"] == counted["move"] == counted["roll_call"] == 2
    assert counted["receipt"] == 4
    assert len({(act, json.dumps(data, sort_keys=True)) for act, data in done}) == len(done)
    command = [sys.executable, "-c", CHECK]
    found = subprocess.run(command, env=environment(folder), cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["closed", "closed", "4", "2"]
    print(f"seed {seed}: killed {KILLS[seed]} times on its way; killed in all: {KILLS.total()}")


CHECK = """
import django; django.setup()
from desk.audit.models import Chain
from desk.audit.queries import prove
from desk.handover import queries
from desk.handover.models import Operation, Receipt, Row
for chain in Chain.objects.all():
    assert not prove(chain.name).fault
row = Operation.objects.get()
print(row.phase, queries.machine(row).phase, Row.objects.filter(mark="present").count(), Receipt.objects.count())
"""
