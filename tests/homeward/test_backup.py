"""A backup gives back what was put in, or says that it cannot; no bit of it can be changed unseen."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from homeward import backup
from homeward.backup import BadBackup
from homeward.keys import Cost, WrongPassphrase

WORDS, CHEAP = "a boat on the dark river", Cost(8, 1, 1)


@pytest.fixture
def kept(tmp_path: Path) -> bytes:
    """A backup of three files, one of them empty."""
    files = {"store/one": b"first " * 10_000, "keys/two": b"", "three": b"third"}
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    out = io.BytesIO()
    backup.write(out, [(name, tmp_path / name) for name in files], WORDS, CHEAP)
    return out.getvalue()


def unpacked(data: bytes, words: str = WORDS) -> dict[str, bytes]:
    return {head.name: b"".join(blocks) for head, blocks in backup.read(io.BytesIO(data), words)}


def test_what_was_put_in_comes_out(kept: bytes) -> None:
    assert unpacked(kept) == {"store/one": b"first " * 10_000, "keys/two": b"", "three": b"third"}


def test_a_file_that_reads_like_the_end_is_not_the_end(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"end")
    out = io.BytesIO()
    backup.write(out, [("one", tmp_path / "one"), ("two", tmp_path / "one")], WORDS, CHEAP)
    assert unpacked(out.getvalue()) == {"one": b"end", "two": b"end"}


def test_a_file_of_several_parts_comes_out_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "PART", 4)
    (tmp_path / "one").write_bytes(b"ten letter")
    out = io.BytesIO()
    backup.write(out, [("one", tmp_path / "one")], WORDS, CHEAP)
    assert unpacked(out.getvalue()) == {"one": b"ten letter"}


@pytest.mark.parametrize("name", ["../one", "/etc/one", ""])
def test_a_backup_that_would_write_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "one").write_bytes(b"first")
    out = io.BytesIO()
    backup.write(out, [(name, tmp_path / "one")], WORDS, CHEAP)
    with pytest.raises(BadBackup):
        unpacked(out.getvalue())


def test_another_passphrase_opens_nothing(kept: bytes) -> None:
    with pytest.raises(WrongPassphrase):
        unpacked(kept, "another boat on the river")


@pytest.mark.parametrize("part", range(20))
def test_a_bit_that_was_changed_anywhere_is_found(kept: bytes, part: int) -> None:
    changed = bytearray(kept)
    changed[len(kept) * part // 20] ^= 1
    with pytest.raises((BadBackup, WrongPassphrase)):
        unpacked(bytes(changed))


@pytest.mark.parametrize("cut", [1, 2000, 4000])
def test_a_backup_cut_short_or_gone_on_is_refused(kept: bytes, cut: int) -> None:
    for data in (kept[:-cut], kept + b"x" * cut):
        with pytest.raises(BadBackup):
            unpacked(data)
