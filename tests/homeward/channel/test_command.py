"""`homeward verify` on what leaves the channel."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.cli import main

VECTORS = Path(__file__).parents[2] / "vectors" / "channel"


def test_a_transcript_is_verified_without_a_desk(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(VECTORS / "transcript.jsonl")]) == 0
    told = capsys.readouterr().out
    assert "messages: 6" in told
    assert "mdl wrote two different messages as number 1." in told
    assert "Messages with a mediator's postmark: 1." in told
    assert "Chains that a witness signed: 1." in told


def test_the_proof_of_a_fork_is_verified_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(VECTORS / "fork.json")]) == 0
    assert "mdl signed two different messages as number 1." in capsys.readouterr().out


def test_one_changed_letter_is_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "changed.jsonl"
    file.write_text((VECTORS / "transcript.jsonl").read_text("utf-8").replace("Коваль", "Ковель"), "utf-8")
    assert main(["verify", str(file)]) == 1
    assert "not what was signed" in capsys.readouterr().err
