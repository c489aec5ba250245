"""Codes shown, photographed and read back: in any order, twice, several in one picture, on two days."""

from __future__ import annotations

import hashlib
import io
import random
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from homeward.channel.carriers import loop, qr
from homeward.channel.carriers.errors import CarrierError
from tests.homeward.channel.parties import AT, EXP, note, party

BLOB = random.Random(4).randbytes(3000)


def pictures(blob: bytes) -> list[bytes]:
    return [qr.draw(frame, scale=3) for frame in qr.put(blob)]


def test_the_smallest_message_takes_ten_codes_and_an_offer_of_a_hundred_seventeen() -> None:
    ours = party("VRH")
    assert len(qr.put(ours.seal(note(ours), AT))) == 10
    people = [{"id": f"p{n}", "name": f"Коваль Іван Петрович {n}", "born": "1990-05-12"} for n in range(100)]
    data = {"deal": "d1", "terms": {"parity": "equal"}, "give": people[:50], "receive": people[50:]}
    act = ours.act("offer", data, EXP)
    spoken = ours.say(act, AT, [ours.approve(act, seat, AT) for seat in (1, 2)])
    assert len(qr.put(ours.seal(spoken, AT))) == 17


def test_codes_are_read_in_any_order_with_repeats_and_on_another_day(tmp_path: Path) -> None:
    shown = pictures(BLOB)
    first = [frame for number in (2, 0, 2) for frame in qr.take(shown[number])]
    assert loop.keep(tmp_path, first) == 2
    [begun] = loop.progress(tmp_path)
    assert (begun.read, begun.total, begun.missing) == (2, 4, (2, 4))
    assert loop.keep(tmp_path, [frame for number in (3, 1, 0) for frame in qr.take(shown[number])]) == 2
    [whole] = loop.progress(tmp_path)
    assert loop.whole(tmp_path, whole) == BLOB
    loop.forget(tmp_path, whole)
    assert loop.progress(tmp_path) == ()


def test_several_codes_in_one_tilted_blurred_photo_are_read(tmp_path: Path) -> None:
    codes = [Image.open(io.BytesIO(qr.draw(frame))).convert("L") for frame in qr.put(BLOB[:1800])]
    side = codes[0].width
    sheet = Image.new("L", (2 * side + 200, side + 160), 250)
    for number, code in enumerate(codes):
        sheet.paste(code, (60 + number * (side + 60), 80))
    photo = sheet.rotate(4, fillcolor=240, expand=True).filter(ImageFilter.GaussianBlur(0.8))
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=80)
    loop.keep(tmp_path, qr.take(out.getvalue()))
    [read] = loop.progress(tmp_path)
    assert loop.whole(tmp_path, read) == BLOB[:1800]


def test_two_messages_read_at_once_are_kept_apart(tmp_path: Path) -> None:
    loop.keep(tmp_path, [*qr.put(BLOB), *qr.put(BLOB[1:])])
    assert {loop.whole(tmp_path, one) for one in loop.progress(tmp_path)} == {BLOB, BLOB[1:]}


def test_a_false_code_under_a_true_hash_spoils_no_message_for_good(tmp_path: Path) -> None:
    true = qr.put(BLOB)
    loop.keep(tmp_path, [qr.Frame(true[0].digest, 4, 1, bytes(qr.CHUNK)), *true])
    [one] = loop.progress(tmp_path)
    with pytest.raises(CarrierError, match="read all of its codes again"):
        loop.whole(tmp_path, one)
    loop.keep(tmp_path, true)
    assert loop.whole(tmp_path, one) == BLOB


@pytest.mark.parametrize("cut", [b"", b"HWQR1", b"HWQR1\0\1\0\2" + bytes(40), b"HWQR1\0\2\0\1" + bytes(32) + b"short"])
def test_bytes_that_are_no_code_of_ours_are_refused(cut: bytes) -> None:
    with pytest.raises(CarrierError, match="No code of a sealed message"):
        qr.Frame.from_bytes(cut)


def test_a_picture_without_codes_and_a_file_that_is_no_picture_are_told_apart() -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 300), "white").save(out, "PNG")
    with pytest.raises(CarrierError, match="No code"):
        qr.take(out.getvalue())
    with pytest.raises(CarrierError, match="no picture"):
        qr.take(b"%PDF-1.7")


def test_a_stranger_cannot_begin_messages_without_end(tmp_path: Path) -> None:
    for number in range(loop.MAX_LOOPS):
        loop.keep(tmp_path, [qr.Frame(hashlib.sha256(bytes([number])).hexdigest(), 2, 2, b"x")])
    with pytest.raises(CarrierError, match="begun and not finished"):
        loop.keep(tmp_path, qr.put(BLOB))


def test_a_full_disk_loses_no_code_read_before(tmp_path: Path) -> None:
    frames = qr.put(BLOB)
    loop.keep(tmp_path, frames[:2])
    (tmp_path / f"{frames[2].digest}-4-3.partial").symlink_to("/dev/full")
    with pytest.raises(CarrierError, match="nothing was lost"):
        loop.keep(tmp_path, frames[2:])
    assert loop.progress(tmp_path)[0].missing == (3, 4)


def test_the_drawing_for_a_page_holds_no_script() -> None:
    assert qr.drawing(qr.put(BLOB)[0]).startswith("<svg")
