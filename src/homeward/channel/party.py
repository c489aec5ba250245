"""A party at work on a channel: its keys, its transcript, its folders. Both headquarters and the mediator are this.

Times come from the caller. A party holds no rows and no files but the folders it is told to write to and read from;
its box keys (`boxes`) change as it speaks, and the caller keeps them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.channel import admission, kinds, message, standing
from homeward.channel.approval import Approval, approve
from homeward.channel.arrival import Arrival, Collected, Refusal
from homeward.channel.carriers import folder
from homeward.channel.carriers.blob import MAX_BLOB, Blob
from homeward.channel.certificate import Certificate, call_sign
from homeward.channel.errors import BadCard, BadMessage, ChannelError
from homeward.channel.keyring import Keyring as Keyring
from homeward.channel.message import Act, Message
from homeward.channel.moment import write_moment
from homeward.channel.outcome import seen_by
from homeward.channel.pairing import Channel
from homeward.channel.ratchet import Boxes
from homeward.channel.transcript import Transcript
from homeward.keys import Box, PublicBox

APPROVED_FOR = timedelta(days=3)


class Party:
    """One end of a channel."""

    def __init__(
        self,
        keyring: Keyring,
        channel: Channel,
        boxes: Boxes | None = None,
        taken: Mapping[str, str] | None = None,
    ) -> None:
        """`boxes` are our box keys as they were kept last; `taken` gives, for each sealed blob that was read or made
        before (SHA-256 in hexadecimal), the id of its message: the key that opened it may be forgotten by now."""
        self.keyring = keyring
        self.channel = channel
        self.boxes = boxes or Boxes()
        self._taken = dict(taken or {})
        self.name = call_sign(keyring.speaker.public.name)
        self.transcript = Transcript(channel)

    def act(self, kind: str, data: Mapping[str, Value], exp: datetime, to: Sequence[str] = ()) -> Act:
        """What is to be said; to everybody else on the channel unless `to` names fewer. The same words give the same
        act, so that it can be made again when its approvals have come."""
        others = tuple(sorted(card.party for card in self.channel.cards if card.party != self.keyring.party))
        to, number = tuple(to) or others, kinds.kind(kind).number
        said: Value = [self.channel.id, number, [*to], write_moment(exp), data]
        salt = keys.tag(self.keyring.speaker.secret("salts"), canonical.encode(said))
        return Act.of(self.channel.id, kind, to, exp, data, salt)

    def approve(self, act: Act, seat: int, at: datetime) -> Approval:
        """The approval of the principal in `seat` (from 1), good for three days."""
        if not 1 <= seat <= len(self.keyring.principals):
            raise BadCard("no_such_seat", seat=seat)
        return approve(self.keyring.principals[seat - 1], act.hash, at, at + APPROVED_FOR)

    def say(self, act: Act, at: datetime, approvals: Sequence[Approval] = (), *, nonce: bytes | None = None) -> Message:
        """`act` signed, put into our own transcript and returned; raises ChannelError when it would be refused.

        A new turn brings a new box key, kept in `boxes`. `nonce` is chance unless `duress` made it.
        """
        if self.name in self.transcript.chains.forked:
            raise BadMessage("author_forked", name=self.name)
        boxes = self.boxes.with_new(keys.fresh(), at) if self._new_turn() else self.boxes
        box = boxes.kept[0].box.public if boxes is not self.boxes else None
        place, chance = self.transcript.place(self.name), nonce or keys.fresh()
        spoken = message.write(act, self.keyring.speaker, at, place, approvals, nonce=chance, box=box)
        self.transcript.add(spoken, at)
        self.boxes = boxes.pruned(self._announced(self.name), at)
        return spoken

    def seal(self, spoken: Message, at: datetime) -> bytes:
        """`spoken` closed for its recipients, for the others of our own party, and for our archive (the root)."""
        return self._close(spoken, spoken.act.to, at)

    def seal_head(self, spoken: Message, at: datetime) -> bytes | None:
        """`spoken` without its data, closed for those on the channel whom it does not name: so they can follow the
        chains and later check what is disclosed to them. None when it names everybody."""
        named = {*spoken.act.to, self.keyring.party}
        rest = [card.party for card in self.channel.cards if card.party not in named]
        head = spoken if spoken.act.kind in admission.WHOLE else spoken.showing({})
        return self._close(head, rest, at) if rest else None

    def disclose(self, shown: Message, to: str, at: datetime) -> bytes:
        """`shown` (see `Message.showing`) closed for the party `to`, whether or not the message names it."""
        return self._close(shown, [to], at)

    def unseen(self, party: str) -> tuple[Message, ...]:
        """Our messages to `party` that nothing it wrote has seen yet: seal them anew when they may be lost."""
        seen = seen_by(self.transcript, party).get(self.name, 0)
        ours = (one for one in self.transcript.held if one.by == self.name and party in one.act.to)
        return tuple(one for one in ours if one.place.seq > seen)

    def open(self, blob: bytes) -> Message:
        """The message in a sealed blob, not yet checked against the transcript; raises ChannelError."""
        return read_sealed((*self.boxes.private, self.keyring.speaker.box), blob, self.channel)

    def send(self, spoken: Message, outbox: Path, at: datetime) -> Path:
        """Seal `spoken` and write it into the folder `outbox`."""
        return folder.put(outbox, self.seal(spoken, at))

    def collect(self, inbox: Path, at: datetime) -> Collected:
        """Take in every sealed message in the folder `inbox`; the bad ones are listed with the reason."""
        return self.take_in(folder.take(inbox), at)

    def take_in(self, blobs: Iterable[Blob], at: datetime) -> Collected:
        """Take in the sealed messages that a carrier brought; the bad ones are listed with the reason."""
        arrived: list[Arrival] = []
        refused: list[Refusal] = []
        for blob in blobs:
            try:
                arrived.append(self.receive(blob, at))
            except ChannelError as error:
                digest = hashlib.sha256(blob.data or b"").hexdigest()
                refused.append(Refusal(blob.name, digest, error.saying))
        return Collected(tuple(arrived), tuple(refused))

    def receive(self, blob: Blob, at: datetime) -> Arrival:
        """Open, check and take in one sealed message; raises ChannelError when it is refused."""
        if blob.data is None:
            raise BadMessage("blob_too_large", limit=MAX_BLOB)
        digest = hashlib.sha256(blob.data).hexdigest()
        before = self.transcript.find(self._taken.get(digest, ""))
        opened = before or self.open(blob.data)
        added = self.transcript.add(opened, at)
        self._taken[digest] = opened.id
        return Arrival(blob.name, blob.data, opened, added, copy=before is not None)

    def boxes_of(self, party: str, at: datetime) -> list[PublicBox]:
        """The newest keys of everybody who reads what is sent to `party`, ourselves left out."""
        ended = standing.ended(self.transcript.chains)
        return [self._box(one) for one in self._readers(party, ended, at)]

    def forget(self, at: datetime) -> None:
        """Forget the box keys whose time is over."""
        self.boxes = self.boxes.pruned(self._announced(self.name), at)

    def _new_turn(self) -> bool:
        """Whether every other party that makes deals has seen our newest box key (or there is none yet)."""
        announced = self.transcript.chains.boxes(self.name)
        if not announced:
            return True
        newest = announced[-1][0]
        others = {party for party in self.channel.principals if party != self.keyring.party}
        heard = {
            self.transcript.roster.party(head.by)
            for head in self.transcript.chains.heads()
            if any(name == self.name and number >= newest for name, number, _ in head.place.seen)
        }
        return others <= heard

    def _announced(self, name: str) -> tuple[PublicBox, ...]:
        return tuple(box for _, box in self.transcript.chains.boxes(name))

    def _close(self, spoken: Message, to: Sequence[str], at: datetime) -> bytes:
        boxes = [box for party in (*to, self.keyring.party) for box in self.boxes_of(party, at)]
        boxes.append(self.channel.card(self.keyring.party).root.box)
        blob = keys.seal(spoken.to_bytes(), boxes, self.channel.id.encode())
        self._taken[hashlib.sha256(blob).hexdigest()] = spoken.id
        return blob

    def _readers(self, party: str, ended: frozenset[str], at: datetime) -> Iterator[Certificate]:
        found = {one.call_sign: one for one in self.transcript.roster.readers(party) if one.in_force(at)}
        readers = [one for name, one in found.items() if name not in ended and name != self.name]
        if not readers and party != self.keyring.party:
            raise BadCard("card_out_of_date", party=party)
        return iter(readers)

    def _box(self, certificate: Certificate) -> PublicBox:
        announced = self._announced(certificate.call_sign)
        return announced[-1] if announced else certificate.holder.box


def read_sealed(boxes: Sequence[Box], blob: bytes, channel: Channel) -> Message:
    """The message that one of the private `boxes` opens, such as the archive's; raises ChannelError."""
    try:
        return message.read(keys.open_sealed(boxes, blob, channel.id.encode(), message.LIMIT))
    except keys.CannotOpen as error:
        raise BadMessage("cannot_open") from error
