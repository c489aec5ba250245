"""The folder or stick: whole files only, a manifest that notices what was lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.channel.carriers import folder
from homeward.channel.carriers.blob import SUFFIX
from homeward.channel.carriers.errors import CarrierError


def test_what_is_put_is_taken(tmp_path: Path) -> None:
    for blob in (b"one", b"two", b"one"):
        folder.put(tmp_path, blob)
    assert {blob.data for blob in folder.take(tmp_path)} == {b"one", b"two"}
    assert folder.faults(tmp_path) == ()


def test_a_file_lost_or_damaged_on_the_way_is_named(tmp_path: Path) -> None:
    lost, damaged = folder.put(tmp_path, b"one"), folder.put(tmp_path, b"two")
    lost.unlink()
    damaged.write_bytes(b"twx")
    assert [fault.in_language("en") for fault in folder.faults(tmp_path)] == [
        "The sealed file 7692c3ad3540… is on the list of the folder and is not in it.",
        "The sealed file 3fc4ccfe7458… was damaged on the way; ask for it again.",
    ]


def test_the_manifest_is_read_by_sha256sum(tmp_path: Path) -> None:
    path = folder.put(tmp_path, b"one")
    assert (tmp_path / folder.MANIFEST).read_text() == f"{path.stem}  {path.name}\n"


def test_a_line_cut_short_spoils_no_other(tmp_path: Path) -> None:
    first = folder.put(tmp_path, b"one")
    with (tmp_path / folder.MANIFEST).open("ab") as manifest:
        manifest.write(b"abc")
    second = folder.put(tmp_path, b"two")
    for path in (first, second):
        path.unlink()
    assert len(folder.faults(tmp_path)) == 2


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path) -> None:
    kept = folder.put(tmp_path, b"one")
    partial = kept.with_suffix(".partial")
    kept.unlink()
    partial.symlink_to("/dev/full")  # every write to it fails with ENOSPC
    with pytest.raises(CarrierError, match="nothing was lost"):
        folder.put(tmp_path, b"one")
    assert [path.name for path in tmp_path.iterdir()] == [folder.MANIFEST]
    assert folder.put(tmp_path, b"one").name.endswith(SUFFIX)
