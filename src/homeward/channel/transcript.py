"""The transcript: one chain of messages per author, each naming the newest message of every other that it had seen.

Adding is idempotent and free of order: a message whose predecessors are not here yet is parked and taken in when they
come. Two messages by one author with the same number are a fork: both are kept, they prove the fork to anybody. What
counts of it all, `standing` tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from homeward.channel import admission, deals, standing, tree
from homeward.channel.body import Place
from homeward.channel.chains import Chains, Fork
from homeward.channel.deal import Deal
from homeward.channel.errors import BadCard, ChannelError
from homeward.channel.message import Message, merged
from homeward.channel.pairing import Channel
from homeward.channel.parking import Dropped as Dropped
from homeward.channel.parking import Parking
from homeward.channel.postmark import Postmark
from homeward.channel.roster import Roster
from homeward.channel.testimony import Testimony
from homeward.channel.witness import Claim, Cosignature
from homeward.words import Saying, saying

START = admission.START


class Added(StrEnum):
    """What became of a message that was given to a transcript."""

    HELD = "held"
    PARKED = "parked"
    KNOWN = "known"
    FORK = "fork"
    DISCLOSED = "disclosed"


class Transcript:
    """All that was said on one channel, as far as it has arrived here."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.roster = Roster(channel)
        self.chains = Chains()
        self._parking = Parking()
        self._dropped: list[Dropped] = []
        self._late: set[str] = set()
        self.testimony = Testimony(channel)
        self._effective: tuple[Message, ...] | None = None

    def add(self, message: Message, at: datetime) -> Added:
        """Take in `message` at the time `at` (UTC), and whatever was waiting for it.

        Raises ChannelError when the message is refused: nothing has changed then.
        """
        if message.id in self.chains or message.id in self._parking:
            return self._again(message)
        admission.check_arrival(message, self.channel, at)
        missing = [id for id in message.place.named if id not in self.chains]
        verified = self._verify(message, missing)
        admission.check_links(message, self.chains.get)
        if missing:
            self._parking.park(message, missing, verified=verified)
        else:
            admission.check(message, self.roster)
        if message.act.exp < at:
            self._late.add(message.id)
        if missing:
            return Added.PARKED
        forked = self._hold(message)
        self._release(message.id)
        return Added.FORK if forked else Added.HELD

    def stamp(self, postmark: Postmark) -> None:
        """Keep a mediator's postmark, the earliest for each hash; raises ChannelError when it does not hold."""
        self.testimony.stamp(postmark)

    def claim(self, author: str) -> Claim:
        """What the chain of `author` comes to here, for a witness to sign; raises BadMessage for an empty one."""
        ids = self.chains.ids(author)
        return Claim(self.channel.id, author, len(ids), tree.root(ids))

    def witness(self, cosignature: Cosignature) -> None:
        """Keep a witness's cosignature; raises ChannelError when it does not hold, or when the witness was shown
        another chain than the one that is here."""
        self.testimony.witness(cosignature, self.chains.ids(cosignature.claim.author))

    def place(self, author: str) -> Place:
        """The place that the next message of `author` takes."""
        return self.chains.place(author)

    def get(self, id: str) -> Message | None:
        """The held message with this id."""
        return self.chains.get(id)

    def find(self, id: str) -> Message | None:
        """The message with this id, held or parked."""
        return self.chains.get(id) or self._parking.get(id)

    def is_parked(self, id: str) -> bool:
        return id in self._parking

    def warning(self, id: str) -> Saying | None:
        """What a reader must be told of a message: that it had run out when it arrived here."""
        return saying("channel", "message_ran_out") if id in self._late else None

    @property
    def parked(self) -> tuple[Message, ...]:
        return self._parking.messages

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """The messages that had waited here and were refused in the end."""
        return tuple(self._dropped)

    @property
    def postmarks(self) -> Mapping[str, Postmark]:
        """The earliest postmark of each hash."""
        return self.testimony.earliest

    @property
    def held(self) -> tuple[Message, ...]:
        """Every held message, forks too, causes before effects, in the same order at every end."""
        return self.chains.ordered

    @property
    def effective(self) -> tuple[Message, ...]:
        """The held messages that count: without forks and without what a revoked holder signed."""
        if self._effective is None:
            self._effective = standing.counting(self.chains, self.roster)
        return self._effective

    @property
    def forks(self) -> tuple[Fork, ...]:
        """A proof for every place that an author filled twice, in the order of author and number."""
        return self.chains.forks

    @property
    def heads(self) -> dict[str, tuple[int, str]]:
        """The number and id of the newest message of each author, before any fork."""
        return {head.by: (head.place.seq, head.id) for head in self.chains.heads()}

    def deals(self) -> tuple[dict[str, Deal], tuple[deals.Answer, ...]]:
        """Every deal by its id, and what each message about one did."""
        return deals.fold(self.effective, self.roster, self.testimony.marks)

    def _again(self, message: Message) -> Added:
        before = self.chains.get(message.id)
        if before is None or before.act.whole:
            return Added.KNOWN
        fuller = merged(before, message)
        if fuller.act.shown == before.act.shown:
            return Added.KNOWN
        self.chains.replace(fuller)
        self._effective = None
        return Added.DISCLOSED

    def _verify(self, message: Message, missing: list[str]) -> bool:
        """Whether the signature holds (it is checked now if the author is known); raises BadMessage if it does not."""
        certificates = [*self.roster.of(message)]
        if not certificates and missing:
            return False
        if not certificates:
            raise BadCard("speaker_unknown", name=message.by)
        admission.check_signature(message, certificates)
        return True

    def _hold(self, message: Message) -> bool:
        forked = self.chains.hold(message)
        self.roster.bring(message)
        self._effective = None
        return forked

    def _release(self, id: str) -> None:
        arrived = [id]
        while arrived:
            for message in self._parking.waiting_for(arrived.pop()):
                if any(id not in self.chains for id in message.place.named):
                    continue
                if self._admit(message, verified=self._parking.leave(message)):
                    arrived.append(message.id)

    def _admit(self, message: Message, *, verified: bool) -> bool:
        try:
            if not verified:
                self._verify(message, [])
            admission.check_links(message, self.chains.get)
            admission.check(message, self.roster)
        except ChannelError as error:
            self._dropped.append(Dropped(message, error.saying))
            return False
        self._hold(message)
        return True
