"""A party at work on a channel: its keys, its transcript, its folders. Both headquarters and the mediator are this.

Times come from the caller. A party holds no rows and no files but the folders it is told to write to and read from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from homeward import keys
from homeward.canonical import Value
from homeward.channel import folder, message
from homeward.channel.approval import Approval, approve
from homeward.channel.certificate import Role, call_sign, issue
from homeward.channel.errors import BadCard, BadMessage, ChannelError
from homeward.channel.message import Act, Message
from homeward.channel.pairing import Card, Channel
from homeward.channel.transcript import Added, Transcript
from homeward.keys import Identity
from homeward.words import Saying

VALID = timedelta(days=365)
APPROVED_FOR = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Keyring:
    """All private identities of a party and the card that shows their public halves."""

    party: str
    speaker: Identity
    principals: tuple[Identity, ...]
    card: Card

    def __post_init__(self) -> None:
        held = {self.speaker.public, *(principal.public for principal in self.principals)}
        if {certificate.holder for certificate in self.card.certificates} != held or self.card.party != self.party:
            raise BadCard("card_not_ours")

    @classmethod
    def make(
        cls,
        party: str,
        root: Identity,
        speaker: Identity,
        principals: tuple[Identity, ...],
        at: datetime,
    ) -> Keyring:
        """The keyring whose card `root` signs, valid for a year from `at`; a party without principals mediates. The
        card's bytes differ from call to call (signatures are hedged): keep the first one. `root` is needed only
        here and belongs offline afterwards."""
        role = Role.NEGOTIATOR if principals else Role.MEDIATOR
        holders = [(role, speaker), *((Role.PRINCIPAL, principal) for principal in principals)]
        certificates = tuple(issue(root, party, role, who.public, at, at + VALID) for role, who in holders)
        return cls(party, speaker, principals, Card(party, root.public, certificates))

    @classmethod
    def from_seed(cls, seed: bytes, party: str, at: datetime, seats: int = 2) -> Keyring:
        """A keyring whose root, speaker and `seats` principals all come from one secret seed; 0 seats: a mediator."""
        root, speaker = (Identity.from_seed(keys.derive(seed, name), name) for name in (f"{party}-root", party))
        names = [f"{party}-p{number}" for number in range(1, seats + 1)]
        principals = tuple(Identity.from_seed(keys.derive(seed, name), name) for name in names)
        return cls.make(party, root, speaker, principals, at)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A sealed message that was refused: the file, the hash of its bytes, and why. Nothing else changed."""

    name: str
    sha256: str
    saying: Saying


@dataclass(frozen=True, slots=True)
class Arrival:
    """A sealed message that was read: the file, its bytes, the message, and what became of it."""

    name: str
    blob: bytes
    message: Message
    added: Added


@dataclass(frozen=True, slots=True)
class Collected:
    """What a look into a folder brought."""

    arrived: tuple[Arrival, ...]
    refused: tuple[Refusal, ...]

    @property
    def new(self) -> tuple[Arrival, ...]:
        return tuple(arrival for arrival in self.arrived if arrival.added != Added.KNOWN)


class Party:
    """One end of a channel."""

    def __init__(self, keyring: Keyring, channel: Channel) -> None:
        self.keyring = keyring
        self.channel = channel
        self.transcript = Transcript(channel)

    def act(self, kind: str, data: Mapping[str, Value], exp: datetime, to: Sequence[str] = ()) -> Act:
        """What is to be said; to everybody else on the channel unless `to` names fewer."""
        others = tuple(sorted(card.party for card in self.channel.cards if card.party != self.keyring.party))
        return Act(self.channel.id, kind, tuple(to) or others, exp, data)

    def approve(self, act: Act, seat: int, at: datetime) -> Approval:
        """The approval of the principal in `seat` (from 1), good for three days."""
        if not 1 <= seat <= len(self.keyring.principals):
            raise BadCard("no_such_seat", seat=seat)
        return approve(self.keyring.principals[seat - 1], act.hash, at, at + APPROVED_FOR)

    def say(self, act: Act, at: datetime, approvals: Sequence[Approval] = ()) -> Message:
        """`act` signed, put into our own transcript and returned; raises ChannelError when it would be refused."""
        speaker = self.keyring.speaker
        spoken = message.write(act, speaker, at, self.transcript.place(call_sign(speaker.public.name)), approvals)
        self.transcript.add(spoken, at)
        return spoken

    def seal(self, spoken: Message, at: datetime) -> bytes:
        """`spoken` closed for its recipients and for our own archive."""
        cards = [self.channel.card(party) for party in (*spoken.act.to, self.keyring.party)]
        return keys.seal(spoken.to_bytes(), [card.box(at).box for card in cards], self.channel.id.encode())

    def open(self, blob: bytes) -> Message:
        """The message in a sealed blob, not yet checked against the transcript; raises ChannelError."""
        try:
            data = keys.open_sealed([self.keyring.speaker.box], blob, self.channel.id.encode(), message.LIMIT)
        except keys.CannotOpen as error:
            raise BadMessage("cannot_open") from error
        return message.read(data)

    def send(self, spoken: Message, outbox: Path, at: datetime) -> Path:
        """Seal `spoken` and write it into the folder `outbox`."""
        return folder.put(outbox, self.seal(spoken, at))

    def collect(self, inbox: Path, at: datetime) -> Collected:
        """Take in every sealed message in the folder `inbox`; the bad ones are listed with the reason."""
        arrived: list[Arrival] = []
        refused: list[Refusal] = []
        for blob in folder.blobs(inbox):
            try:
                arrived.append(self.receive(blob, at))
            except ChannelError as error:
                digest = hashlib.sha256(blob.data or b"").hexdigest()
                refused.append(Refusal(blob.name, digest, error.saying))
        return Collected(tuple(arrived), tuple(refused))

    def receive(self, blob: folder.Blob, at: datetime) -> Arrival:
        """Open, check and take in one sealed message; raises ChannelError when it is refused."""
        if blob.data is None:
            raise BadMessage("blob_too_large", limit=folder.MAX_BLOB)
        opened = self.open(blob.data)
        return Arrival(blob.name, blob.data, opened, self.transcript.add(opened, at))
