from __future__ import annotations

import stat
from pathlib import Path

import pytest

from homeward.disk import DiskRefused, append_whole, make_folder, whole_lines, write_once, write_whole


def test_a_file_is_replaced_whole_with_its_permissions_and_nothing_beside_it(tmp_path: Path) -> None:
    for data in (b"one", b"two"):
        write_whole(tmp_path / "file", data, 0o600)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"two"]
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600


def test_what_is_written_once_stays(tmp_path: Path) -> None:
    for data in (b"one", b"two"):
        write_once(tmp_path / "file", data, 0o600)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"one"]


def test_a_line_that_a_stop_left_unfinished_is_dropped_by_the_next(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    file.write_bytes(b"one\ntw")
    assert whole_lines(file) == [b"one"]
    append_whole(file, b"three\n")
    assert whole_lines(file) == [b"one", b"three"]


def test_a_disk_that_refuses_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for write in (
        lambda: write_whole(tmp_path / "none" / "x", b"x", 0o600),
        lambda: append_whole(tmp_path / "none" / "x", b"x\n"),
        lambda: make_folder(tmp_path / "file" / "x"),
    ):
        with pytest.raises(DiskRefused, match="nothing that was kept before is lost"):
            write()
