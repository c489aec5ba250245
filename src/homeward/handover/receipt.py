"""The receipt of a stage: one text, signed by both sides, that anybody can verify without either of them.

File form: canonical JSON {"receipt": …, "signatures": {party: {"public": …, "signature": …}}}.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.errors import HomewardError
from homeward.keys import Identity, PublicIdentity, Signature

KIND = "homeward.handover.receipt"


class BadReceipt(HomewardError):
    """The file is not a receipt, or a signature on it does not hold."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """One person named on a receipt: as the giving side's manifest names him, and to which party he went."""

    id: str
    name: str
    born: str
    to: str

    def to_value(self) -> dict[str, Value]:
        return {"id": self.id, "name": self.name, "born": self.born, "to": self.to}


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who crossed in stage `stage` of `operation` under `deal`, at which `place` and when (UTC), who was absent, and
    who came `instead`, by the name he gave."""

    operation: str
    deal: str
    stage: int
    place: str
    at: datetime
    crossed: tuple[Crossed, ...]
    absent: tuple[str, ...]
    instead: tuple[str, ...] = ()

    def to_value(self) -> dict[str, Value]:
        return {
            "operation": self.operation,
            "deal": self.deal,
            "stage": self.stage,
            "place": self.place,
            "at": self.at.isoformat(),
            "crossed": [one.to_value() for one in self.crossed],
            "absent": list(self.absent),
            "instead": list(self.instead),
        }

    def body(self) -> bytes:
        return canonical.encode(self.to_value())

    @property
    def sha256(self) -> str:
        """What both sides sign."""
        return hashlib.sha256(self.body()).hexdigest()


@dataclass(frozen=True, slots=True)
class Signed:
    """A receipt with the signatures it bears, by party."""

    receipt: Receipt
    signatures: tuple[tuple[str, PublicIdentity, Signature], ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(party for party, _, _ in self.signatures)

    def to_bytes(self) -> bytes:
        """The file."""
        marks: dict[str, Value] = {
            party.lower(): {"party": party, "public": public.to_value(), "signature": signature.to_value()}
            for party, public, signature in self.signatures
        }
        return canonical.encode({"receipt": self.receipt.to_value(), "signatures": marks})


def sign(signed: Signed, party: str, identity: Identity) -> Signed:
    """The receipt with the signature of `party` added; raises BadReceipt if it bears one already."""
    if party in signed.parties:
        raise BadReceipt(f"{party} has already signed this receipt.")
    signature = keys.sign(identity, KIND, signed.receipt.body())
    return Signed(signed.receipt, (*signed.signatures, (party, identity.public, signature)))


def verify(data: bytes, trusted: Mapping[str, PublicIdentity] | None = None) -> Signed:
    """The receipt in `data`, every signature checked; with `trusted`, each party's key must be the one known.
    Raises BadReceipt."""
    try:
        value = canonical.decode(data)
        signed = _signed(_mapping(value))
        for party, public, signature in signed.signatures:
            keys.verify(public, KIND, signed.receipt.body(), signature)
            if trusted is not None and trusted.get(party, public) != public:
                raise BadReceipt(f"The key of {party} on this receipt is not the key known of {party}.")
    except (KeyError, TypeError, ValueError) as error:
        raise BadReceipt("The file is not a receipt.") from error
    except BadReceipt:
        raise
    except HomewardError as error:
        raise BadReceipt(f"The receipt does not hold: {error}") from error
    return signed


def _signed(value: Mapping[str, Value]) -> Signed:
    marks = [_mapping(mark) for mark in _mapping(value["signatures"]).values()]
    signatures = tuple(
        (_text(mark["party"]), PublicIdentity.from_value(mark["public"]), Signature.from_value(mark["signature"]))
        for mark in marks
    )
    return Signed(_receipt(_mapping(value["receipt"])), signatures)


def _receipt(value: Mapping[str, Value]) -> Receipt:
    crossed, absent, instead = (_list(value[key]) for key in ("crossed", "absent", "instead"))
    stage = value["stage"]
    if not isinstance(stage, int):
        raise TypeError("not a receipt")
    people = [_mapping(one) for one in crossed]
    return Receipt(
        operation=_text(value["operation"]),
        deal=_text(value["deal"]),
        stage=stage,
        place=_text(value["place"]),
        at=datetime.fromisoformat(_text(value["at"])),
        crossed=tuple(Crossed(*(_text(one[key]) for key in ("id", "name", "born", "to"))) for one in people),
        absent=tuple(_text(one) for one in absent),
        instead=tuple(_text(one) for one in instead),
    )


def _mapping(value: Value) -> Mapping[str, Value]:
    if not isinstance(value, Mapping):
        raise TypeError("not an object")
    return value


def _list(value: Value) -> Sequence[Value]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _text(value: Value) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value
