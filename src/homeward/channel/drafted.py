"""A message that waits for approval, as a file for a machine that is no desk: what would be said, on which channel.

Whoever reads it works out the hash from the words it shows, so that nothing else can be signed than what is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from homeward import canonical
from homeward.canonical import Value
from homeward.channel.errors import BadMessage
from homeward.channel.kinds import kind, numbered
from homeward.channel.message import Act
from homeward.channel.moment import read_moment, write_moment
from homeward.channel.pairing import Channel
from homeward.keys import BadKey, decode_bytes, encode_bytes

FORMAT = "homeward draft 1"
LIMIT = 2 * canonical.MAX_BYTES
_FIELDS = {"format", "cards", "number", "mandate", "scope", "kind", "to", "exp", "data", "salt"}


@dataclass(frozen=True, slots=True)
class Drafted:
    """An act that is to be approved, with all of its data, and the channel it would be said on."""

    channel: Channel
    act: Act

    def to_bytes(self) -> bytes:
        """The file; raises BadMessage when not all of the data is known here."""
        act, channel = self.act, self.channel
        if act.shown.salt is None:
            raise BadMessage("disclosure_not_whole")
        what: dict[str, Value] = {"kind": kind(act.kind).number, "to": [*act.to], "exp": write_moment(act.exp)}
        said: dict[str, Value] = {"data": act.data, "salt": encode_bytes(act.shown.salt)}
        return canonical.encode({"format": FORMAT, **channel.to_value(), **what, **said}, LIMIT)

    @classmethod
    def from_bytes(cls, data: bytes) -> Drafted:
        """What a file says; raises ChannelError for anything else."""
        try:
            return _read(canonical.decode(data, LIMIT))
        except (TypeError, ValueError, BadKey, canonical.NotCanonical) as error:
            raise BadMessage("message_malformed") from error


def _read(value: Value) -> Drafted:
    if not isinstance(value, Mapping) or set(value) != _FIELDS or value["format"] != FORMAT:
        raise TypeError
    channel, to, data = Channel.from_value(value), value["to"], value["data"]
    if not isinstance(to, list) or not isinstance(data, Mapping) or not isinstance(value["kind"], int):
        raise TypeError
    names = [channel.card(str(party)).party for party in to]
    exp, salt = read_moment(str(value["exp"])), decode_bytes(str(value["salt"]))
    return Drafted(channel, Act.of(channel.id, numbered(value["kind"]).key, names, exp, data, salt))
