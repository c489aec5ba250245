"""What mediators signed beside the messages of a channel: postmarks, and cosignatures under chains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from homeward.channel.errors import BadMessage
from homeward.channel.pairing import Channel
from homeward.channel.postmark import Postmark
from homeward.channel.witness import Cosignature, agrees


class Testimony:
    """The postmarks and cosignatures that are here, each checked."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._postmarks: dict[tuple[str, str], Postmark] = {}
        self._witnessed: dict[tuple[str, int, str], Cosignature] = {}

    def stamp(self, postmark: Postmark) -> None:
        """Keep a postmark, of each mediator the earliest for each hash; raises ChannelError when it does not hold."""
        postmark.check(self._channel)
        place = postmark.of, self._party(postmark)
        before = self._postmarks.get(place)
        if before is None or postmark.at < before.at:
            self._postmarks[place] = postmark

    def witness(self, cosignature: Cosignature, ids: Sequence[str]) -> None:
        """Keep a cosignature; raises ChannelError when it does not hold, or when the witness was shown another chain
        than the one with these `ids` that is here."""
        cosignature.check(self._channel)
        claim = cosignature.claim
        if agrees(claim, ids) is False:
            raise BadMessage("witness_contradicts", name=claim.author)
        self._witnessed[claim.author, claim.size, cosignature.by] = cosignature

    @property
    def postmarks(self) -> tuple[Postmark, ...]:
        """Of each mediator the earliest postmark of each hash, by hash."""
        return tuple(mark for _, mark in sorted(self._postmarks.items()))

    @property
    def earliest(self) -> Mapping[str, Postmark]:
        """The earliest postmark of each hash."""
        found: dict[str, Postmark] = {}
        for mark in self.postmarks:
            if mark.of not in found or mark.at < found[mark.of].at:
                found[mark.of] = mark
        return found

    @property
    def marks(self) -> Mapping[str, Mapping[str, datetime]]:
        """For each hash the parties that postmarked it, each with the earliest time (UTC)."""
        found: dict[str, dict[str, datetime]] = {}
        for (of, party), mark in self._postmarks.items():
            found.setdefault(of, {})[party] = mark.at
        return found

    @property
    def cosignatures(self) -> tuple[Cosignature, ...]:
        """The cosignatures, by author and length of the chain."""
        return tuple(cosignature for _, cosignature in sorted(self._witnessed.items()))

    def _party(self, postmark: Postmark) -> str:
        certificate = self._channel.certificate(postmark.by)
        return certificate.party if certificate else ""
