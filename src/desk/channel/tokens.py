"""The secrets to a relay's mailboxes, in a file that only its owner can read: never in the database or in logs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from desk.accounts.identity import write
from desk.channel.models import Channel
from desk.errors import Refused
from homeward import canonical
from homeward.channel.carriers.errors import CarrierError

_MAILBOX = re.compile(r"\b[0-9a-f]{32}\b")
_TOKEN = re.compile(r"(?:(write|read)\s+)?\b([0-9a-f]{64})\b")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The secret to write into one mailbox, and the secret to read from the other."""

    write: str
    read: str

    def __repr__(self) -> str:
        return "Tokens(…)"


@dataclass(frozen=True, slots=True)
class Pass:
    """A mailbox with the secret that opens it for one purpose."""

    mailbox: str
    token: str

    def __repr__(self) -> str:
        return f"Pass({self.mailbox!r}, …)"


def read_pass(text: str, purpose: str) -> Pass:
    """The mailbox and its secret to "write" or "read" in what `homeward relay --new-mailbox` printed, or in the two
    words of it that concern the purpose. Raises Refused when they are not there."""
    mailbox, tokens = _MAILBOX.search(text), _TOKEN.findall(text)
    fit = [token for label, token in tokens if label == purpose] or [token for label, token in tokens if not label]
    if mailbox is None or len(fit) != 1:
        raise Refused(_("Paste the number of the mailbox and its secret as the mediator gave them."))
    return Pass(mailbox[0], fit[0])


def keep(channel: Channel, tokens: Tokens) -> None:
    """Keep the secrets of the relay of `channel` in place of any before."""
    write(_path(channel), canonical.encode({"write": tokens.write, "read": tokens.read}))


def kept(channel: Channel) -> Tokens:
    """The secrets of the relay of `channel`; raises CarrierError when the file is missing or damaged."""
    try:
        match canonical.decode(_path(channel).read_bytes()):
            case {"write": str(write), "read": str(read)}:
                return Tokens(write, read)
    except (OSError, canonical.NotCanonical) as error:
        raise CarrierError("relay_secrets_lost") from error
    raise CarrierError("relay_secrets_lost")


def _path(channel: Channel) -> Path:
    return Path(settings.VAR) / "keys" / "relays" / f"{channel.public_id}.json"
