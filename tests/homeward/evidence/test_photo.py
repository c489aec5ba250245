"""A photographed list cut into its rows."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from homeward.evidence.mention import Strip
from homeward.evidence.photo import BrokenImage, crop, open_image, strips, whole

WIDTH, FIRST, PITCH, HEIGHT = 900, 70, 90, 30


def drawn(rows: int, degrees: float = 0.0, shade: bool = False) -> Image.Image:
    image = Image.new("L", (WIDTH, 120 + rows * PITCH), 235)
    draw = ImageDraw.Draw(image)
    for row in range(rows):
        for word in range(8):
            top = FIRST + row * PITCH
            draw.rectangle((60 + word * 95, top, 130 + word * 95, top + HEIGHT), fill=40)
    image = image.rotate(degrees, fillcolor=235)
    return Image.composite(image, image.point(lambda light: light // 2), shadow(image.size)) if shade else image


def shadow(size: tuple[int, int]) -> Image.Image:
    return Image.linear_gradient("L").resize(size)


def saved(image: Image.Image, form: str = "PNG", **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


@pytest.mark.parametrize(("degrees", "shade"), [(0, False), (1.5, False), (-2.5, False), (0, True)])
def test_every_row_has_its_strip_though_tilted_or_in_shade(degrees: float, shade: bool) -> None:
    found = strips(saved(drawn(6, degrees, shade)))
    assert [one.number for one in found] == [1, 2, 3, 4, 5, 6]


def test_a_strip_holds_its_row_in_pixels_of_the_original() -> None:
    for row, strip in enumerate(strips(saved(drawn(4)))):
        assert strip.top <= FIRST + row * PITCH
        assert strip.bottom >= FIRST + row * PITCH + HEIGHT


def test_a_blank_photo_has_no_rows() -> None:
    assert strips(saved(Image.new("L", (600, 400), 240))) == ()


def test_a_crop_is_a_new_picture_of_the_row_alone() -> None:
    part = Image.open(io.BytesIO(crop(saved(drawn(2)), Strip(1, 60, 110))))
    assert (part.format, part.size) == ("PNG", (WIDTH, 50))


def test_what_the_camera_wrote_into_the_file_does_not_leave_the_house() -> None:
    exif = Image.Exif()
    exif[0x010F] = "maker of the camera"
    data = saved(drawn(2).convert("RGB"), "JPEG", exif=exif)
    assert b"maker of the camera" in data
    assert b"maker of the camera" not in whole(data)


def test_a_photo_taken_sideways_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert open_image(saved(Image.new("RGB", (40, 20)), "JPEG", exif=exif)).size == (20, 40)


def test_a_picture_cut_off_is_a_sentence() -> None:
    data = saved(drawn(2).convert("RGB"), "JPEG")
    with pytest.raises(BrokenImage, match="damaged or cut off"):
        strips(data[: len(data) // 2])


@pytest.mark.parametrize("side", [8_000, 10_000, 20_000])
def test_a_picture_with_too_many_pixels_is_a_sentence(side: int) -> None:
    data = saved(Image.new("1", (side, side)))
    with pytest.raises(BrokenImage, match="opened safely"):
        open_image(data)
