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
    assert backup.write(out, tmp_path, [tmp_path / name for name in files], WORDS, CHEAP) == 3
    return out.getvalue()


def unpacked(data: bytes, words: str = WORDS) -> dict[str, bytes]:
    return {head.name: b"".join(blocks) for head, blocks in backup.read(io.BytesIO(data), words)}


def test_what_was_put_in_comes_out(kept: bytes) -> None:
    assert unpacked(kept) == {"store/one": b"first " * 10_000, "keys/two": b"", "three": b"third"}


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
