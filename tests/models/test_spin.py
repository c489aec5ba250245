"""A second opinion: two models written from the rules in another language, searched by SPIN."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(
    not (shutil.which("spin") and shutil.which("gcc")), reason="spin or gcc is not installed (apt-get install spin gcc)"
)


def faults(model: str, folder: Path, *defined: str) -> int:
    """How many faults SPIN finds in `model` with these words defined."""
    options = [f"-D{word}" for word in defined]
    subprocess.run(["spin", "-a", *options, HERE / model], cwd=folder, check=True, capture_output=True)
    subprocess.run(
        ["gcc", "-O0", "-w", "-DNOREDUCE", "-o", "pan", "pan.c"], cwd=folder, check=True, capture_output=True
    )
    said = subprocess.run(["./pan", "-a", "-m1000000", "-w22"], cwd=folder, check=True, capture_output=True, text=True)
    assert "max search depth too small" not in said.stdout
    return int(said.stdout.partition("errors: ")[2].split()[0])


@pytest.mark.parametrize("model", ["lease.pml", "deal.pml"])
def test_spin_finds_no_fault(model: str, tmp_path: Path) -> None:
    assert faults(model, tmp_path) == 0


@pytest.mark.parametrize(
    ("model", "reached"),
    [("lease.pml", "was_on_the_road"), ("lease.pml", "was_revoked"), ("deal.pml", "closed_by_both")],
)
def test_spin_reaches_the_end(model: str, reached: str, tmp_path: Path) -> None:
    assert faults(model, tmp_path, f"REACH={reached}") > 0


@pytest.mark.soak
@pytest.mark.parametrize(
    ("model", "rule"), [("lease.pml", n) for n in (1, 2, 3, 4)] + [("deal.pml", n) for n in (1, 2, 3)]
)
def test_spin_finds_the_harm_of_a_broken_rule(model: str, rule: int, tmp_path: Path) -> None:
    assert faults(model, tmp_path, f"RULE{rule}=0") > 0
