"""A disk that is full (ENOSPC) or broken (EIO) at any call of a way to it: a sentence, nothing lost, nothing half
there, and once the disk is well the work goes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.soak.desk import RECEIVER, Desk
from tests.soak.injected import impossible
from tests.soak.peer import peer, write
from tests.soak.ways import WAYS, Way, faults

CALLS = ("openat", "write", "fsync", "rename", "mkdir", "ftruncate", "unlink", "fchmod")


@cache
def traceable() -> None:
    if reason := impossible():
        pytest.skip(reason)


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


@pytest.mark.soak
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
@pytest.mark.parametrize("call", ["pwrite64", "openat", "write", "fsync", "fdatasync", "rename", "unlink", "ftruncate"])
def test_a_desk_receives_all_or_nothing_on_a_bad_disk(
    tmp_path: Path, call: str, error: str, count: Callable[[str, int], None]
) -> None:
    traceable()
    with Desk(RECEIVER, tmp_path / "desk") as desk:
        inbox, *cards = desk.ask("set up")
        end = peer(cards)
        for number in range(12):
            write(end, Path(inbox), f"note {number}")
        count("faults survived", desk.ask(f"faults {call} {error} 200"))
