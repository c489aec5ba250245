"""Approving on a machine of one's own: what would be bound is read in words, then signed or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from homeward import canonical
from homeward.channel import approval, kinds, pairing
from homeward.channel.drafted import Drafted
from homeward.channel.moment import say_moment
from homeward.channel.offline import keyfile
from homeward.channel.offline.errors import OfflineError
from homeward.channel.render import render
from homeward.words import say

APPROVED_FOR = timedelta(days=3)


def shown(drafted: Drafted, language: str) -> Iterator[str]:
    """A draft in words, a line each: everything that the signature would cover, and the channel it is for."""
    act, channel = drafted.act, drafted.channel
    text = render(act.kind, act.data, language)
    yield f"{text.title} → {', '.join(act.to)}"
    yield text.meaning
    for line in text.lines:
        yield f"{line.label} ({len(line.rows)}):" if len(line.rows) > 1 else f"{line.label}:"
        yield from (f"    {part}" for row in line.rows for part in row.splitlines())
    yield say("channel", "offline_until", language, until=say_moment(act.exp))
    for card in channel.cards:
        yield say("channel", "offline_party", language, party=card.party, root=card.root.fingerprint)
    one, other = (channel.card(party) for party in channel.principals)
    yield say("channel", "offline_digits", language, digits=pairing.digits(one, other))
    yield say("channel", "offline_hash", language, hash=act.hash)


def sign(drafted: Drafted, key: Path, target: Path, at: datetime, ask: keyfile.Ask) -> None:
    """Write the approval of `drafted` by the key in the file `key` into `target`, good for three days. Raises
    OfflineError for what needs no approval or has run out, WrongPassphrase for the wrong words."""
    if not kinds.kind(drafted.act.kind).commitment:
        raise OfflineError("This message binds nobody: it needs no approval.")
    if at > drafted.act.exp:
        raise OfflineError("This message has run out: nothing is left to approve.")
    signed = approval.approve(keyfile.opened(key, ask).identity, drafted.act.hash, at, at + APPROVED_FOR)
    keyfile.write_new(target, canonical.encode(signed.to_value()))
