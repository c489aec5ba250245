"""Atheris looks for bytes that a decoder neither reads nor refuses with a sentence; in slices that go on where the last
ended. Where Atheris cannot be had, the bent samples of `test_decoders` are all there is, and the tests say so."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from benchmarks.peers import environment
from homeward.errors import HomewardError
from tests.soak.decoders import DOORS

ROOT = Path(__file__).resolve().parents[2]
FOUND = Path(os.environ.get("HOMEWARD_SOAK", ROOT / "var" / "soak")) / "fuzz"
RUNS = int(os.environ.get("HOMEWARD_FUZZ_RUNS", "5000000"))
SLICE = 100_000


@cache
def atheris() -> Path:
    found = environment("atheris", ("atheris==3.0.0",), FOUND.parent)
    if found is None:
        pytest.skip("Atheris cannot be installed here, so no decoder was fuzzed with it.")
    return found


@pytest.mark.soak
@pytest.mark.parametrize("door", DOORS)
def test_a_door_reads_or_refuses_whatever_atheris_finds(door: str, count: Callable[[str, int], None]) -> None:
    FOUND.mkdir(parents=True, exist_ok=True)
    done = FOUND / f"{door}.runs"
    runs = int(done.read_text()) if done.exists() else 0
    while runs < RUNS:
        told = run(door, min(SLICE, RUNS - runs))
        assert not told, told
        runs += min(SLICE, RUNS - runs)
        done.write_text(str(runs))
    count("runs without a fault", runs)


def run(door: str, runs: int) -> str:
    """What Atheris says of a fault; nothing when it found none."""
    path = os.pathsep.join((str(ROOT), str(ROOT / "src"), sysconfig.get_path("purelib")))
    command = [str(atheris()), "-m", "tests.soak.fuzz", door, str(runs), str(FOUND / door)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True)
    return (done.stdout + done.stderr)[-3000:] if done.returncode else ""


@pytest.mark.parametrize("door", DOORS)
def test_what_is_good_at_a_door_is_read(door: str) -> None:
    for good in DOORS[door].good:
        assert DOORS[door].decode(good) is not None


@pytest.mark.parametrize("door", DOORS)
def test_a_door_reads_or_refuses_what_is_cut_short_doubled_or_nothing(door: str) -> None:
    for good in DOORS[door].good:
        for data in (b"", good[:-1], good[: len(good) // 2], good + good, bytes(40)):
            with suppress(HomewardError):
                DOORS[door].decode(data)
