"""What mediators signed beside the messages: postmarks and cosignatures."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from homeward.channel.verifier import strict
from homeward.channel.verifier.errors import BrokenTranscript
from homeward.channel.verifier.holders import Parties
from homeward.channel.verifier.strict import Object, exact, moment, spelled, text, whole


def postmark(known: Parties, value: Object) -> str:
    """The hash that a postmark is for, if a mediator signed it."""
    fields = exact(value, "at by of signature")
    content: Object = {key: fields[key] for key in ("of", "by", "at")}
    _mediator(known, fields, "homeward postmark 1", content)
    return text(fields["of"])


def cosignature(known: Parties, value: Object, chains: dict[str, list[str]]) -> None:
    """Nothing, if a mediator signed it and it is of the chain in the file; else raises BrokenTranscript."""
    fields = exact(value, "at author by ch root signature size")
    content: Object = {key: fields[key] for key in ("ch", "author", "size", "root", "by", "at")}
    _mediator(known, fields, "homeward witness 1", content)
    ids, size = chains.get(text(fields["author"]), []), whole(fields["size"])
    if fields["ch"] != known.channel or (len(ids) >= size and _root(ids[:size]) != fields["root"]):
        raise BrokenTranscript("A witness saw another chain than the one in the file.")


def _mediator(known: Parties, fields: Object, kind: str, content: Object) -> None:
    mediator, at = known.holders[text(fields["by"])], moment(fields["at"])
    if mediator.role != "mediator" or not mediator.since <= at <= mediator.until:
        raise BrokenTranscript("A postmark or cosignature is not a mediator's.")
    strict.signed(mediator.public, kind, spelled(content), fields["signature"])


def _root(ids: Sequence[str]) -> str:
    """The root of RFC 9162, built level by level: whoever has no neighbour goes up alone."""
    level = [hashlib.sha256(b"\x00" + bytes.fromhex(id)).digest() for id in ids]
    while len(level) > 1:
        pairs = [level[at : at + 2] for at in range(0, len(level), 2)]
        level = [hashlib.sha256(b"\x01" + pair[0] + pair[1]).digest() if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0].hex()
