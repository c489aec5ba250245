"""The receipt for one person or one body: the signatures of the whole receipt, and of its names this one only.

File form: canonical JSON {"head": …, "path": […], "place": n, "signatures": …, "size": n, "slip": …}.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from homeward import canonical
from homeward.canonical import Value
from homeward.handover import tree
from homeward.handover.receipt import (
    BadReceipt,
    Mark,
    Signed,
    check_marks,
    decoded,
    mapping,
    marks_value,
    read_marks,
    rows,
    text,
)
from homeward.keys import PublicIdentity


@dataclass(frozen=True, slots=True)
class Slip:
    """One entry of a receipt, the head that was signed, and where the entry stands under its root."""

    entry: Mapping[str, Value]
    head: Mapping[str, Value]
    place: int
    size: int
    path: tuple[str, ...]
    marks: tuple[Mark, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(mark.party for mark in self.marks)

    def to_bytes(self) -> bytes:
        """The file."""
        value: dict[str, Value] = {
            "slip": self.entry,
            "head": self.head,
            "place": self.place,
            "size": self.size,
            "path": list(self.path),
            "signatures": marks_value(self.marks),
        }
        return canonical.encode(value)


def slips(signed: Signed) -> tuple[Slip, ...]:
    """A slip for every person and every body on the receipt, in its order."""
    receipt = signed.receipt
    head, leaves = receipt.head(), receipt.leaves()
    entries = [*(one.to_value() for one in receipt.crossed), *(one.to_value() for one in receipt.bodies)]
    return tuple(
        Slip(entry, head, place, len(leaves), tree.path(leaves, place), signed.marks)
        for place, entry in enumerate(entries)
    )


def verify_slip(data: bytes, trusted: Mapping[str, PublicIdentity] | None = None) -> Slip:
    """The slip in `data`, its place under the root and every signature checked; raises BadReceipt."""
    value = mapping(decoded(data))
    try:
        slip = Slip(
            entry=mapping(value["slip"]),
            head=mapping(value["head"]),
            place=_number(value["place"]),
            size=_number(value["size"]),
            path=tuple(text(one) for one in rows(value["path"])),
            marks=read_marks(value),
        )
        found = tree.climbed(canonical.encode(slip.entry), slip.place, slip.size, slip.path)
    except (KeyError, TypeError, ValueError) as error:
        raise BadReceipt("The file is not a receipt.") from error
    if found != slip.head.get("root"):
        raise BadReceipt("This person is not on the receipt that was signed.")
    check_marks(slip.marks, slip.head, trusted)
    return slip


def _number(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("not a number")
    return value
