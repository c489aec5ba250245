"""The mail carrier: sealed messages as attachments of a complete mail file (.eml), written and read by any program.

The mail tells nothing but its two addresses, its time and its size.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.policy import SMTP
from email.utils import format_datetime

from homeward.channel.carriers.blob import SUFFIX, Blob, found, name_of
from homeward.channel.carriers.errors import CarrierError

MAX_MAIL = 12 * 1024 * 1024
"""Bytes of sealed messages in one mail: with Base64 it stays below the 20 MiB that most servers take."""
MAX_READ = 40 * 1024 * 1024
_WORDS = "Sealed messages. Save this mail as a file and take it in at your desk.\n"


def put(blobs: Iterable[bytes], sender: str, to: str, at: datetime) -> list[bytes]:
    """The mails, as files, that carry `blobs` from one address to another; more than one when they are too many.
    Raises CarrierError for an address that is none."""
    return [_mail(part, sender, to, at) for part in _parts(blobs)]


def pack(mails: Sequence[bytes]) -> bytes:
    """A ZIP file with all the `mails`, numbered in the order in which they are to be sent."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, mail in enumerate(mails, 1):
            archive.writestr(f"{number}-of-{len(mails)}.eml", mail)
    return packed.getvalue()


def take(mail: bytes) -> tuple[Blob, ...]:
    """The sealed messages attached to a mail; raises CarrierError when it is no mail, or has none."""
    if len(mail) > MAX_READ:
        raise CarrierError("mail_too_large", limit=MAX_READ)
    try:
        parsed = BytesParser(policy=SMTP).parsebytes(mail)
        attached = [found(name, _payload(part)) for part in parsed.walk() if (name := _name(part))]
    except (RecursionError, ValueError, LookupError, AttributeError) as error:
        raise CarrierError("mail_unreadable") from error
    if not attached:
        raise CarrierError("mail_empty")
    return tuple(attached)


def _parts(blobs: Iterable[bytes]) -> list[list[bytes]]:
    parts: list[list[bytes]] = []
    room = 0
    for blob in blobs:
        if not parts or len(blob) > room:
            parts.append([])
            room = MAX_MAIL
        parts[-1].append(blob)
        room -= len(blob)
    return parts


def _mail(blobs: Sequence[bytes], sender: str, to: str, at: datetime) -> bytes:
    message, digest = EmailMessage(policy=SMTP), hashlib.sha256(b"".join(blobs)).hexdigest()
    try:
        message["From"], message["To"], message["Subject"] = sender, to, "Sealed messages"
        if not all(len(message[name].addresses) == 1 and "@" in message[name].addresses[0].addr_spec for name in _ENDS):
            raise CarrierError("mail_address")
    except (ValueError, IndexError) as error:
        raise CarrierError("mail_address") from error
    message["Date"], message["Message-ID"] = format_datetime(at), f"<{digest[:32]}@homeward.invalid>"
    message.set_content(_WORDS)
    for blob in blobs:
        message.add_attachment(blob, maintype="application", subtype="octet-stream", filename=name_of(blob))
    return message.as_bytes()


_ENDS = ("From", "To")


def _name(part: Message) -> str:
    name = part.get_filename() or ""
    return name if name.endswith(SUFFIX) and not part.is_multipart() else ""


def _payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""
