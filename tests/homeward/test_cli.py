"""The commands of the library: what a file proves, without a desk."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from homeward.cli import main
from homeward.handover.receipt import Crossed, Receipt, Signed, sign
from homeward.keys import Identity

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
RECEIPT = Receipt("operation-1", "deal-1", 1, "the bridge", AT, (Crossed("a1", "Коваль Ігор", "1990", "VRH"),), ())
OURS = Identity.from_seed(b"\x01" * 32, "VRH-escort")
THEIRS = Identity.from_seed(b"\x02" * 32, "ZLS-escort")


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    path = tmp_path / "receipt.json"
    path.write_bytes(sign(sign(Signed(RECEIPT), "VRH", OURS), "ZLS", THEIRS).to_bytes())
    return path


def test_a_receipt_signed_by_both_says_who_signed(receipt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(receipt)]) == 0
    said = capsys.readouterr().out
    assert f"VRH signed it with the key {OURS.public.fingerprint}." in said
    assert f"ZLS signed it with the key {THEIRS.public.fingerprint}." in said


def test_a_receipt_with_one_changed_name_is_refused(receipt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    receipt.write_bytes(receipt.read_bytes().replace("Коваль".encode(), "Ковань".encode()))
    assert main(["verify", str(receipt)]) == 1
    assert "does not hold" in capsys.readouterr().err


def test_a_receipt_nobody_signed_proves_nothing(receipt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    receipt.write_bytes(Signed(RECEIPT).to_bytes())
    assert main(["verify", str(receipt)]) == 1
    assert "proves nothing" in capsys.readouterr().err


def test_the_signer_asked_for_must_have_signed(receipt: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(receipt), "--signer", OURS.public.fingerprint]) == 0
    assert main(["verify", str(receipt), "--signer", "0000"]) == 1
    assert "somebody else" in capsys.readouterr().err


def test_an_absent_file_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path / "absent")]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_damaged_transcript_is_refused_with_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "transcript.jsonl"
    path.write_bytes(b'{"cards":[{}],"format":"homeward transcript 1","number":"1"}\n')
    assert main(["verify", str(path)]) == 1
    assert "fields missing or too many" in capsys.readouterr().err


def test_a_zip_that_is_no_dossier_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "dossier.zip"
    path.write_bytes(b"PK\x03\x04 cut off")
    assert main(["verify", str(path)]) == 1
    assert "cannot be unpacked" in capsys.readouterr().err


TABLE = (
    '{"parties":["A","B"],"on":"2026-12-01","until":"2026-12-31","groups":['
    '{"id":"one","holder":"A","claimant":"B","people":1},{"id":"many","holder":"B","claimant":"A","people":9}],'
    '"clauses":[{"clause":"needs","party":"B","groups":["one"]}]}'
)


def test_a_plan_says_who_is_released_and_what_it_hangs_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "table.json"
    path.write_text(TABLE, "utf-8")
    assert main(["plan", str(path), "--language", "uk"]) == 0
    said = capsys.readouterr().out
    assert "B звільняє для A: many, 9 з 9." in said
    assert "Без one не звільняють інших, осіб: 9." in said


def test_a_table_that_contradicts_itself_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "table.json"
    path.write_text(TABLE.replace('"claimant":"A"', '"claimant":"C"'), "utf-8")
    assert main(["plan", str(path)]) == 1
    assert "names a party that is not at the table" in capsys.readouterr().err
