"""`homeward key`, `homeward approve`, `homeward say`: a person's key, verdict and message, on a machine of his own."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import datetime
from pathlib import Path

from homeward import canonical
from homeward.channel.drafted import Drafted
from homeward.channel.offline import approving, device, keyfile
from homeward.channel.offline.errors import OfflineError
from homeward.channel.offline.ticket import Ticket
from homeward.channel.render import render
from homeward.keys import PublicIdentity
from homeward.words import say

_YES = {"yes", "так", "да"}


def make_key(given: argparse.Namespace) -> int:
    """Make a key and tell what to do with its halves."""
    if given.duty:
        duty = PublicIdentity.from_value(canonical.decode(keyfile.read(given.duty)))
        locked, public, told = keyfile.make_pair(given.out, given.name, duty, _ask)
        print(f"{told}: for the duty officer alone. Hand it to the desk with the public half, then delete it here.")
    else:
        locked, public = keyfile.make(given.out, given.name, _ask)
    print(f"{locked}: the key, locked. Keep it here or on a stick; nobody can open it without the words.")
    print(f"{public}: its public half. Hand it to the desk.")
    return 0


def approve(given: argparse.Namespace, at: datetime) -> int:
    """Show a draft in words and sign it if the person says so; 1 if it was not signed."""
    drafted = Drafted.from_bytes(keyfile.read(given.draft))
    print("\n".join(approving.shown(drafted, given.language)))
    target = given.out or given.draft.with_suffix("").with_suffix(".approval.json")
    if _answer(say("channel", "offline_ask", given.language)) not in _YES:
        print(say("channel", "offline_not_signed", given.language))
        return 1
    approving.sign(drafted, given.key or _only_key(given.draft.parent), target, at, _ask)
    print(say("channel", "offline_signed", given.language, file=str(target)))
    return 0


def say_from_the_road(given: argparse.Namespace, at: datetime) -> int:
    """Sign and seal a message of a device; tell which files to carry."""
    ticket = Ticket.from_bytes(keyfile.read(given.ticket))
    if not 1 <= given.channel <= len(ticket.channels):
        raise OfflineError(f"The ticket names {len(ticket.channels)} channels: say with --channel which.")
    key = keyfile.opened(given.key or _only_key(given.ticket.parent), _ask)
    on = device.Device(ticket, key.identity, given.ticket.with_suffix(".said"), key.secret)
    spoken = on.say(
        ticket.channels[given.channel - 1], given.kind, device.filled(given.kind, given.fields), given.out, at
    )
    for one in spoken:
        text = render(one.act.kind, one.act.data, given.language)
        print(f"{one.by} {one.place.seq}: {text.title} → {', '.join(one.act.to)}")
    print(f"{given.out}: carry what lies there to our desk and to the others.")
    return 0


def _only_key(folder: Path) -> Path:
    found = sorted(folder.glob("*.key.json"))
    if len(found) != 1:
        raise OfflineError("Say with --key which file holds your key.")
    return found[0]


def _ask(prompt: str) -> str:
    """Secret words, typed unseen; from standard input where there is no terminal."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _answer(prompt: str) -> str:
    print(prompt, end=" ", flush=True)
    return sys.stdin.readline().strip().lower()
