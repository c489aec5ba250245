"""A folder of sealed messages as one ZIP file."""

from __future__ import annotations

import io
import zipfile

import pytest

from homeward.channel.carriers import bag
from homeward.channel.carriers.blob import MAX_BLOB, name_of
from homeward.channel.carriers.errors import CarrierError


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_what_is_packed_is_taken_out() -> None:
    blobs, faults = bag.take(bag.put([b"one", b"two", b"one"]))
    assert ([blob.data for blob in blobs], faults) == ([b"one", b"two"], ())


def test_what_is_missing_of_the_manifest_is_named() -> None:
    name = name_of(b"one")
    _, [fault] = bag.take(packed({bag.MANIFEST: f"{name[:64]}  {name}\n".encode()}))
    assert "is on the list of the folder and is not in it" in fault.in_language("en")


def test_other_files_and_paths_in_it_are_never_followed() -> None:
    blobs, _ = bag.take(packed({"../../etc/x.sealed": b"one", "notes.txt": b"two"}))
    assert [(blob.name, blob.data) for blob in blobs] == [("x.sealed", b"one")]


def test_a_file_blown_up_by_compression_is_not_unpacked() -> None:
    [blob], _ = bag.take(packed({"x.sealed": bytes(MAX_BLOB + 1)}))
    assert blob.data is None


def test_many_files_that_unpack_to_too_much_are_not_read() -> None:
    with pytest.raises(CarrierError, match="unpacks to more than"):
        bag.take(packed({f"{number}.sealed": bytes(MAX_BLOB) for number in range(65)}))


def test_a_file_damaged_inside_is_said() -> None:
    damaged = bytearray(packed({"x.sealed": bytes(range(256)) * 8}))
    damaged[40:60] = bytes(20)
    with pytest.raises(CarrierError, match="cannot be read"):
        bag.take(bytes(damaged))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_that_cannot_be_bounded_is_refused(method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("x.sealed", bytes(MAX_BLOB))
    with pytest.raises(CarrierError, match="cannot be read"):
        bag.take(out.getvalue())


@pytest.mark.parametrize("cut", [0, 4, 30, 60])
def test_a_file_cut_short_is_said(cut: int) -> None:
    with pytest.raises(CarrierError, match="cannot be read"):
        bag.take(bag.put([b"one"])[:cut])
