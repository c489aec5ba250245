"""A disk that is full (ENOSPC) or broken (EIO) at any call of a way to it: a sentence, nothing lost, nothing half
there, and once the disk is well the work goes on."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.soak.injected import DONE, SENTENCE, Shared, failing, impossible
from tests.soak.ways import WAYS, Way

CALLS = ("openat", "write", "fsync", "rename", "mkdir", "ftruncate", "unlink", "fchmod")
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


@cache
def traceable() -> None:
    if reason := impossible():
        pytest.skip(reason)


def faults(make: Callable[[Path, int], Way], steps: int, call: str, error: str, most: int) -> int:
    """Let `call` fail the first, second, … `most`th time, or until there is no further one; how often it failed."""
    for number in range(1, most + 1):
        with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
            way = make(Path(folder) / "work", steps)
            way.begin()
            outcome = failing(way.work, call, error, number)
            assert outcome.code in (DONE, SENTENCE), f"{call} {number}: {outcome.said}"
            way.check(outcome.promised)
            way.work(Shared())
            way.check(steps)
        if not outcome.hit:
            return number - 1
    return most


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("make", WAYS)
def test_one_fault_of_the_disk_loses_nothing(make: type[Way], error: str) -> None:
    traceable()
    assert faults(make, 2, "write", error, 2)


@pytest.mark.soak
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("make", WAYS)
def test_two_hundred_faults_of_the_disk_lose_nothing(
    make: type[Way], error: str, call: str, count: Callable[[str, int], None]
) -> None:
    traceable()
    count("faults survived", faults(make, 200, call, error, 200))
