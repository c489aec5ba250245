"""Whom a side enters: six keys a person, padded, so that the other side sees neither how many keys each person has
nor in which order the register keeps them."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from homeward.channel.matching import group, pages
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.terms import Terms
from homeward.names.matching import KEYS

_CONTENT = b"homeward matching 1\0"


@dataclass(frozen=True, slots=True)
class Entrant:
    """A person to be entered: the id in our register and the six keys of `homeward.names.matching`, None where
    unknown."""

    id: str
    keys: tuple[str | None, ...]

    def __post_init__(self) -> None:
        if len(self.keys) != KEYS:
            raise MatchingRefused("not_six_keys", keys=KEYS)


@dataclass(frozen=True, slots=True)
class Roster:
    """The persons of one side in the order of the round: `ids[n]` has the slots 6n to 6n + 5.

    A key that belongs to several persons stands in a slot of the first; `sharers` gives the places of the others, whose
    slot is padded.
    """

    ids: tuple[str, ...]
    sharers: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Entries:
    """The persons of one side, and the bytes to be blinded for each slot."""

    roster: Roster
    contents: tuple[bytes, ...]

    def page(self, number: int) -> tuple[bytes, ...]:
        return self.contents[number * pages.PER_PAGE : (number + 1) * pages.PER_PAGE]


def enter(people: Sequence[Entrant], terms: Terms, secret: bytes) -> Entries:
    """The entries of a round. `secret` (32 bytes or more) and the terms decide the order and the padding."""
    check_secret(secret)
    own = derive(secret, b"round", bytes.fromhex(terms.hash))
    if len({person.id for person in people}) != len(people):
        raise MatchingRefused("entered_twice")
    ordered = sorted(people, key=lambda person: derive(own, b"order", person.id.encode()))
    prefix = _CONTENT + bytes.fromhex(terms.hash)
    contents: list[bytes] = []
    first: dict[str, int] = {}
    shared: dict[int, list[int]] = {}
    for place, person in enumerate(ordered):
        for slot, key in enumerate(person.keys, place * KEYS):
            if key is not None and first.setdefault(key, slot) == slot:
                contents.append(prefix + key.encode())
                continue
            contents.append(derive(own, b"padding", slot.to_bytes(4, "big")))
            if key is not None:
                shared.setdefault(first[key], []).append(place)
    sharers = {slot: tuple(places) for slot, places in shared.items()}
    return Entries(Roster(tuple(person.id for person in ordered), sharers), tuple(contents))


def derive(secret: bytes, purpose: bytes, data: bytes = b"") -> bytes:
    """64 bytes that only the holder of `secret` can compute, for one purpose."""
    return hmac.digest(secret, purpose + b"\0" + data, "sha512")


def blinding(secret: bytes, purpose: bytes) -> int:
    """A secret scalar, not zero, for one purpose."""
    check_secret(secret)
    return group.reduce(derive(secret, b"scalar " + purpose)) or 1


def check_secret(secret: bytes) -> None:
    if len(secret) < hashlib.sha256().digest_size:
        raise MatchingRefused("short_secret")
