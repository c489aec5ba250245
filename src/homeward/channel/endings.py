"""The holders whose say was ended, and what that took the effect from: messages, and through them deals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from homeward.channel import standing
from homeward.channel.deal import Deal
from homeward.channel.kinds import kind
from homeward.channel.message import Message
from homeward.channel.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Touched:
    """A deal of which moves no longer count: its id, their kinds in order, and its state now; empty if it is none any
    more."""

    deal: str
    kinds: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Ending:
    """The `message` that ended the say of the holder `name` of `party`, the `lost` messages that no longer count for
    it, and the deals that those had moved."""

    message: Message
    name: str
    party: str
    lost: tuple[Message, ...]
    deals: tuple[Touched, ...]


def endings(said: Transcript) -> tuple[Ending, ...]:
    """Every revocation and change of keys, in the order all ends share."""
    found = [message for message in said.effective if message.act.kind in standing.ENDING]
    if not found:
        return ()
    taken, now = standing.uncounted(said.chains, said.roster), said.deals()[0]
    return tuple(_ending(message, said, taken, now) for message in found)


def _ending(message: Message, said: Transcript, taken: Mapping[str, str], now: Mapping[str, Deal]) -> Ending:
    name = standing.named(message)
    lost = tuple(one for one in said.held if taken.get(one.id) == name)
    return Ending(message, name, said.roster.party(message.by), lost, _touched(lost, now))


def _touched(lost: Sequence[Message], now: Mapping[str, Deal]) -> tuple[Touched, ...]:
    moves: dict[str, list[str]] = {}
    for one in lost:
        if "deal" in one.act.data and kind(one.act.kind).commitment:
            moves.setdefault(str(one.act.data["deal"]), []).append(one.act.kind)
    return tuple(Touched(key, tuple(kinds), str(now[key].state) if key in now else "") for key, kinds in moves.items())
