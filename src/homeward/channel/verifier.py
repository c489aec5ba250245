"""Checks an exported transcript. Small on purpose, and it shares no parsing code with what wrote the file.

It checks the certificates under the roots, both signatures of every message, the two approvals of every commitment,
and that every chain is unbroken; it lists forks. Whether the roots are the parties' own, only comparing fingerprints
with them can tell: the result names them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from homeward import keys
from homeward.errors import HomewardError

_Json: TypeAlias = "dict[str, _Json] | list[_Json] | str | int | None"
_COMMITMENTS = frozenset({30, 31, 33, 34, 50, 53})
_QUORUM = 2
_START = "0" * 64


class BrokenTranscript(HomewardError):
    """The file is not a transcript, or something in it does not hold."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a sound transcript holds: the channel's id, each party's root fingerprint, the number of messages, the
    newest message of each author, and the places (author, number) that an author filled twice."""

    channel: str
    roots: tuple[tuple[str, str], ...]
    messages: int
    heads: tuple[tuple[str, int, str], ...]
    forks: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Holder:
    party: str
    role: str
    public: keys.PublicIdentity
    since: str
    until: str


def verify_transcript(source: bytes | Path) -> Verified:
    """What the transcript in `source` (its bytes, or the file) holds; raises BrokenTranscript at the first fault."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    lines = data.split(b"\n")
    if len(lines) < 2 or lines.pop() != b"":
        raise BrokenTranscript("The file is cut short or is not a transcript.")
    return _sound("the cards", lambda: _verify(lines))


def _verify(lines: list[bytes]) -> Verified:
    first = _exact(_line(lines[0]), "cards format number")
    if first["format"] != "homeward transcript 1":
        raise BrokenTranscript("The file is not a transcript of a known version.")
    holders, roots = _holders(first)
    channel = _digest({"roots": [*sorted(root for _, root in roots)], "number": first["number"]})
    places: dict[str, tuple[str, int]] = {}
    for number, line in enumerate(lines[1:], 1):
        _sound(f"message {number}", lambda line=line: _message(line, channel, holders, places))  # type: ignore[misc]
    return Verified(channel, roots, len(places), _heads(places), _forks(places))


def _sound(what: str, check: Callable[[], Verified | None]) -> Verified:
    try:
        return check()  # type: ignore[return-value]
    except (KeyError, TypeError, ValueError, IndexError, RecursionError, keys.BadKey, keys.ForgedSignature) as error:
        raise BrokenTranscript(f"In {what} something is missing, malformed or forged.") from error


def _holders(first: dict[str, _Json]) -> tuple[dict[str, _Holder], tuple[tuple[str, str], ...]]:
    holders: dict[str, _Holder] = {}
    roots: list[tuple[str, str]] = []
    for card in map(_object, _array(first["cards"])):
        if _exact(card, "certificates format party root")["format"] != "homeward card 1":
            raise BrokenTranscript("A card is not of a known version.")
        root = keys.PublicIdentity.from_value(_object(card["root"]))
        roots.append((_text(card["party"]), root.fingerprint))
        for certificate in map(_object, _array(card["certificates"])):
            holder = _holder(certificate, root, _text(card["party"]))
            name = holder.public.name.lower().replace("-", "_")
            if name in holders:
                raise BrokenTranscript("Two certificates bear the same name.")
            holders[name] = holder
    return holders, tuple(sorted(roots))


def _holder(certificate: dict[str, _Json], root: keys.PublicIdentity, party: str) -> _Holder:
    _exact(certificate, "holder party role signature since until")
    content = {key: certificate[key] for key in ("party", "role", "holder", "since", "until")}
    signature = keys.Signature.from_value(_object(certificate["signature"]))
    keys.verify(root, "homeward certificate 1", _bytes(content), signature)
    if certificate["party"] != party:
        raise BrokenTranscript("A certificate names another party than its card.")
    public = keys.PublicIdentity.from_value(_object(certificate["holder"]))
    since, until = _text(certificate["since"]), _text(certificate["until"])
    return _Holder(party, _text(certificate["role"]), public, since, until)


def _message(line: bytes, channel: str, holders: dict[str, _Holder], places: dict[str, tuple[str, int]]) -> None:
    envelope = _exact(_line(line), "approvals body signature")
    raw = _text(envelope["body"]).encode()
    body = _exact(_line(raw), "at by ch data exp kind prev seen seq to v")
    if body["v"] != 1 or body["ch"] != channel:
        raise BrokenTranscript("A message is of another version or of another channel.")
    author, at = holders[_text(body["by"])], _text(body["at"])
    if author.role not in ("negotiator", "mediator") or not author.since <= at <= author.until:
        raise BrokenTranscript("A message was written by somebody who might not speak then.")
    keys.verify(author.public, "homeward message 1", raw, keys.Signature.from_value(_object(envelope["signature"])))
    approved = _approvals(envelope, body, author.party, holders)
    if body["kind"] in _COMMITMENTS and approved < _QUORUM:
        raise BrokenTranscript("A commitment lacks the approval of two principals.")
    _links(body, places)
    places[hashlib.sha256(raw).hexdigest()] = (_text(body["by"]), _whole(body["seq"]))


def _links(body: dict[str, _Json], places: dict[str, tuple[str, int]]) -> None:
    by, seq, prev = _text(body["by"]), _whole(body["seq"]), _text(body["prev"])
    if (seq == 1) != (prev == _START) or (seq > 1 and places.get(prev) != (by, seq - 1)):
        raise BrokenTranscript("A chain of messages is broken.")
    for name, head in _object(body["seen"]).items():
        number, id = _array(head)
        if places.get(_text(id)) != (name, number):
            raise BrokenTranscript("A message names one that is not in the transcript.")


def _approvals(envelope: dict[str, _Json], body: dict[str, _Json], party: str, holders: dict[str, _Holder]) -> int:
    act, at = _digest({key: body[key] for key in ("ch", "kind", "to", "exp", "data")}), _text(body["at"])
    approved = set()
    for row in map(_object, _array(envelope["approvals"])):
        holder = holders[_text(_exact(row, "act at by signature until")["by"])]
        content = _bytes({key: row[key] for key in ("by", "act", "at", "until")})
        keys.verify(holder.public, "homeward approval 1", content, keys.Signature.from_value(_object(row["signature"])))
        timely = _text(row["at"]) <= at <= _text(row["until"]) and holder.since <= at <= holder.until
        if timely and row["act"] == act and (holder.party, holder.role) == (party, "principal"):
            approved.add(row["by"])
    return len(approved)


def _heads(places: dict[str, tuple[str, int]]) -> tuple[tuple[str, int, str], ...]:
    newest: dict[str, tuple[int, str]] = {}
    for id, (by, seq) in places.items():
        newest[by] = max(newest.get(by, (0, "")), (seq, id))
    return tuple((by, seq, id) for by, (seq, id) in sorted(newest.items()))


def _forks(places: dict[str, tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    filled: set[tuple[str, int]] = set()
    return tuple(sorted({place for place in places.values() if place in filled or filled.add(place)}))  # type: ignore[func-returns-value]


def _line(data: bytes) -> dict[str, _Json]:
    value = _object(json.loads(data))
    if _bytes(value) != data:
        raise BrokenTranscript("A line is not in canonical form.")
    return value


def _exact(value: dict[str, _Json], names: str) -> dict[str, _Json]:
    if sorted(value) != names.split():
        raise BrokenTranscript("A line has fields missing or too many.")
    return value


def _bytes(value: _Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _digest(value: _Json) -> str:
    return hashlib.sha256(_bytes(value)).hexdigest()


def _object(value: _Json) -> dict[str, _Json]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _array(value: _Json) -> list[_Json]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _text(value: _Json) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: _Json) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value
