"""Writing from the road: a device signs under its own certificate, seals for everybody, and keeps its own chain.

It does not read: what is sealed for it waits until somebody at a desk looks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from homeward import keys
from homeward.canonical import Value
from homeward.channel import duress, message
from homeward.channel.carriers import folder
from homeward.channel.keyring import Keyring
from homeward.channel.kinds import Field, kind
from homeward.channel.message import Message
from homeward.channel.offline import keyfile
from homeward.channel.offline.errors import OfflineError
from homeward.channel.offline.ticket import Ticket
from homeward.channel.pairing import Channel
from homeward.channel.party import Party
from homeward.channel.ratchet import Boxes
from homeward.keys import Identity

ANSWERED_WITHIN = timedelta(days=7)
_LISTS = {"ids", "hashes"}


@dataclass(frozen=True, slots=True)
class Device:
    """A device at work: its ticket, its opened key, the folder in which it keeps what it said, and the secret of the
    passphrase that opened it: whichever it was, the nonce of what it says is made from it."""

    ticket: Ticket
    identity: Identity
    kept: Path
    secret: bytes = b""

    def __post_init__(self) -> None:
        if self.ticket.certificate.holder != self.identity.public:
            raise OfflineError("The ticket is for another key than this one.")

    def say(self, channel: Channel, key: str, data: Mapping[str, Value], out: Path, at: datetime) -> list[Message]:
        """Say a form on `channel` and write it sealed into `out`; the certificate first, if the others have not heard
        it yet. What was said is kept. Raises ChannelError for what the form or the role does not allow."""
        end, own = self._end(channel, at), self._own(channel)
        spoken = [self._spoken(end, *what, at) for what in self._with_certificate(end, key, data)]
        own.mkdir(parents=True, exist_ok=True)
        boxes = keys.seal(end.boxes.to_bytes(), [self.identity.public.box], channel.id.encode())
        (own / "boxes.sealed").write_bytes(boxes)
        for one in spoken:
            keyfile.write_new(own / f"{one.place.seq:06}.message", one.to_bytes())
            folder.put(out, end.seal(one, at))
        return spoken

    def _with_certificate(
        self, end: Party, key: str, data: Mapping[str, Value]
    ) -> Iterator[tuple[str, Mapping[str, Value]]]:
        certificate = self.ticket.certificate
        if certificate not in end.transcript.roster.known(end.name)(end.name):
            yield "certificate", {"certificate": certificate.to_value()}
        yield key, data

    def _spoken(self, end: Party, key: str, data: Mapping[str, Value], at: datetime) -> Message:
        prev = end.transcript.place(end.name).prev
        nonce = duress.nonce(self.secret, end.channel.id, end.name, prev) if self.secret else None
        return end.say(end.act(key, data, at + ANSWERED_WITHIN), at, nonce=nonce)

    def _own(self, channel: Channel) -> Path:
        return self.kept / channel.id[:16]

    def _end(self, channel: Channel, at: datetime) -> Party:
        certificate, own = self.ticket.certificate, self._own(channel)
        card = channel.card(certificate.party)
        kept = own / "boxes.sealed"
        sealed = keyfile.read(kept) if kept.exists() else b""
        opened = keys.open_sealed([self.identity.box], sealed, channel.id.encode()) if sealed else b""
        boxes = Boxes.from_bytes(opened) if opened else Boxes()
        end = Party(Keyring(certificate.party, self.identity, (), card, certificate), channel, boxes)
        for path in sorted(own.glob("*.message")):
            end.transcript.add(message.read(keyfile.read(path)), at)
        return end


def filled(key: str, given: Sequence[str]) -> dict[str, Value]:
    """The data of the form `key` from `field=value` texts; lists are parted by commas. Raises OfflineError for a text
    without a field or a number that is none, BadForm for an unknown form."""
    fields = {field.name: field for field in kind(key).fields}
    data: dict[str, Value] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or name not in fields:
            raise OfflineError(f"The form {key} has the fields {', '.join(fields) or '—'}: write field=value.")
        data[name] = _value(fields[name], value)
    return data


def _value(field: Field, text: str) -> Value:
    if field.type in _LISTS:
        return [part for part in text.split(",") if part]
    if field.type == "number":
        if not text.isdecimal():
            raise OfflineError(f"{field.name} is a number.")
        return int(text)
    return text
