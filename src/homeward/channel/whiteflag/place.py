"""A place on the earth, to about a metre, in whole hundred-thousandths of a degree (WGS 84)."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.channel.whiteflag.errors import BadWhiteflag

_UNIT = 100_000
_NORTH, _EAST = 90 * _UNIT, 180 * _UNIT
_NOWHERE = ("+99.99999", "+999.99999")


@dataclass(frozen=True, slots=True)
class Place:
    """`north` and `east` in hundred-thousandths of a degree, negative in the south and west; both None: not told."""

    north: int | None
    east: int | None

    def __post_init__(self) -> None:
        if (self.north is None) != (self.east is None):
            raise BadWhiteflag("bad_place")
        if self.north is not None and self.east is not None and (abs(self.north) > _NORTH or abs(self.east) > _EAST):
            raise BadWhiteflag("bad_place")

    @property
    def told(self) -> bool:
        return self.north is not None

    @property
    def written(self) -> tuple[str, str]:
        """Latitude and longitude as the standard writes them, such as +48.00000 and +037.80000."""
        if self.north is None or self.east is None:
            return _NOWHERE
        return _write(self.north, 2), _write(self.east, 3)

    @classmethod
    def read(cls, north: str, east: str) -> Place:
        """The place in its written form; raises BadWhiteflag."""
        if (north, east) == _NOWHERE:
            return NOWHERE
        if north == "-00.00000" or east == "-000.00000":
            raise BadWhiteflag("bad_place")
        return cls(int(north.replace(".", "")), int(east.replace(".", "")))


def _write(value: int, figures: int) -> str:
    degrees, rest = divmod(abs(value), _UNIT)
    return f"{'-' if value < 0 else '+'}{degrees:0{figures}}.{rest:05}"


NOWHERE = Place(None, None)
