"""The receipt of a stage: one text, signed by both sides and the observer, that anybody can verify without them.

File form: canonical JSON {"receipt": …, "signatures": {party: {"party": …, "public": …, "signature": …}}}. What is
signed is the head of the receipt: it names no person but a root over everybody and every body on it, so that a slip
for one person (`homeward.handover.slip`) carries the same signatures and tells of nobody else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.errors import HomewardError
from homeward.handover import tree
from homeward.handover.stage import Outcome, Seal
from homeward.keys import Identity, PublicIdentity, Signature

KIND = "homeward.handover.receipt"


class BadReceipt(HomewardError):
    """The file is not a receipt, or a signature on it does not hold."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """One person named on a receipt: as the giving side's manifest names him, and to which party he went. The `salt`
    (a random word) keeps others from guessing him from the signed root."""

    id: str
    name: str
    born: str
    to: str
    salt: str = ""

    def to_value(self) -> dict[str, Value]:
        return {"id": self.id, "name": self.name, "born": self.born, "to": self.to, "salt": self.salt}


@dataclass(frozen=True, slots=True)
class Handed:
    """One body on a receipt, by the seal on its bag: to which party it went and whether the seal was whole."""

    seal: str
    to: str
    state: Seal
    salt: str = ""

    def to_value(self) -> dict[str, Value]:
        return {"seal": self.seal, "to": self.to, "state": self.state, "salt": self.salt}


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who crossed in stage `stage` of `operation` under `deal`, at which `place` and when (UTC); which bodies; who
    `stayed` and why (id and outcome), before which `witness` if somebody refused; who came `instead`, by the name he
    gave."""

    operation: str
    deal: str
    stage: int
    place: str
    at: datetime
    crossed: tuple[Crossed, ...]
    bodies: tuple[Handed, ...] = ()
    stayed: tuple[tuple[str, Outcome], ...] = ()
    instead: tuple[str, ...] = ()
    witness: str = ""

    def to_value(self) -> dict[str, Value]:
        return {
            "operation": self.operation,
            "deal": self.deal,
            "stage": self.stage,
            "place": self.place,
            "at": self.at.isoformat(),
            "crossed": [one.to_value() for one in self.crossed],
            "bodies": [one.to_value() for one in self.bodies],
            "stayed": [{"id": id, "why": why} for id, why in self.stayed],
            "instead": list(self.instead),
            "witness": self.witness,
        }

    def head(self) -> dict[str, Value]:
        """What is signed: the frame, the counts, and the root over `leaves`."""
        return {
            "operation": self.operation,
            "deal": self.deal,
            "stage": self.stage,
            "place": self.place,
            "at": self.at.isoformat(),
            "people": len(self.crossed),
            "bodies": len(self.bodies),
            "root": tree.root(self.leaves()),
        }

    def leaves(self) -> tuple[bytes, ...]:
        """One for each person, one for each body, and one for all that is neither."""
        value = self.to_value()
        rest: Value = {key: value[key] for key in ("stayed", "instead", "witness")}
        entries = [*(one.to_value() for one in self.crossed), *(one.to_value() for one in self.bodies), rest]
        return tuple(canonical.encode(one) for one in entries)

    @property
    def sha256(self) -> str:
        """The hash of what all sides sign."""
        return hashlib.sha256(canonical.encode(self.head())).hexdigest()

    def marked(self, outcome: Outcome) -> tuple[str, ...]:
        """The ids of those who stayed for this reason."""
        return tuple(id for id, why in self.stayed if why is outcome)


@dataclass(frozen=True, slots=True)
class Mark:
    """The signature of a party, with the key it is said to be by."""

    party: str
    public: PublicIdentity
    signature: Signature

    def to_value(self) -> dict[str, Value]:
        return {"party": self.party, "public": self.public.to_value(), "signature": self.signature.to_value()}


@dataclass(frozen=True, slots=True)
class Signed:
    """A receipt with the signatures it bears."""

    receipt: Receipt
    marks: tuple[Mark, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        return tuple(mark.party for mark in self.marks)

    def to_bytes(self) -> bytes:
        """The file."""
        return canonical.encode({"receipt": self.receipt.to_value(), "signatures": marks_value(self.marks)})


def sign(signed: Signed, party: str, identity: Identity) -> Signed:
    """The receipt with the signature of `party` added; raises BadReceipt if it bears one already."""
    if party in signed.parties:
        raise BadReceipt(f"{party} has already signed this receipt.")
    signature = keys.sign(identity, KIND, canonical.encode(signed.receipt.head()))
    return Signed(signed.receipt, (*signed.marks, Mark(party, identity.public, signature)))


def verify(data: bytes, trusted: Mapping[str, PublicIdentity] | None = None) -> Signed:
    """The receipt in `data`, every signature checked; with `trusted`, each party's key must be the one known.
    Raises BadReceipt."""
    value = mapping(decoded(data))
    try:
        signed = Signed(_receipt(mapping(value["receipt"])), read_marks(value))
    except (KeyError, TypeError, ValueError) as error:
        raise BadReceipt("The file is not a receipt.") from error
    check_marks(signed.marks, signed.receipt.head(), trusted)
    return signed


def decoded(data: bytes) -> Value:
    """The value of a file; raises BadReceipt for one that is not canonical."""
    try:
        return canonical.decode(data)
    except HomewardError as error:
        raise BadReceipt(f"The receipt does not hold: {error}") from error


def check_marks(marks: Sequence[Mark], head: Value, trusted: Mapping[str, PublicIdentity] | None) -> None:
    """Nothing, if every signature is by its key over `head` and, where `trusted` knows the party, by the known key;
    else raises BadReceipt."""
    for mark in marks:
        try:
            keys.verify(mark.public, KIND, canonical.encode(head), mark.signature)
        except HomewardError as error:
            raise BadReceipt(f"The receipt does not hold: {error}") from error
        if trusted is not None and trusted.get(mark.party, mark.public) != mark.public:
            raise BadReceipt(f"The key of {mark.party} on this receipt is not the key known of {mark.party}.")


def marks_value(marks: Sequence[Mark]) -> dict[str, Value]:
    return {mark.party.lower(): mark.to_value() for mark in marks}


def read_marks(value: Mapping[str, Value]) -> tuple[Mark, ...]:
    """The signatures of a file; raises KeyError, TypeError, ValueError or BadReceipt for other things."""
    rows = [mapping(mark) for mark in mapping(value["signatures"]).values()]
    try:
        return tuple(
            Mark(text(row["party"]), PublicIdentity.from_value(row["public"]), Signature.from_value(row["signature"]))
            for row in rows
        )
    except keys.BadKey as error:
        raise BadReceipt(f"The receipt does not hold: {error}") from error


def _receipt(value: Mapping[str, Value]) -> Receipt:
    stage = value["stage"]
    if not isinstance(stage, int):
        raise TypeError("not a receipt")
    people, bodies, stayed = ([mapping(one) for one in rows(value[key])] for key in ("crossed", "bodies", "stayed"))
    return Receipt(
        operation=text(value["operation"]),
        deal=text(value["deal"]),
        stage=stage,
        place=text(value["place"]),
        at=datetime.fromisoformat(text(value["at"])),
        crossed=tuple(Crossed(*(text(one[key]) for key in ("id", "name", "born", "to", "salt"))) for one in people),
        bodies=tuple(
            Handed(text(one["seal"]), text(one["to"]), Seal(text(one["state"])), text(one["salt"])) for one in bodies
        ),
        stayed=tuple((text(one["id"]), Outcome(text(one["why"]))) for one in stayed),
        instead=tuple(text(one) for one in rows(value["instead"])),
        witness=text(value["witness"]),
    )


def mapping(value: Value) -> Mapping[str, Value]:
    """The object that a value is; raises BadReceipt for others."""
    if not isinstance(value, Mapping):
        raise BadReceipt("The file is not a receipt.")
    return value


def rows(value: Value) -> Sequence[Value]:
    """The list that a value is; raises TypeError for others."""
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def text(value: Value) -> str:
    """The text that a value is; raises TypeError for others."""
    if not isinstance(value, str):
        raise TypeError("not text")
    return value
