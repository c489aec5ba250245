"""A whole exported transcript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from homeward.channel.verifier import strict
from homeward.channel.verifier.errors import BrokenTranscript
from homeward.channel.verifier.holders import Parties, parties
from homeward.channel.verifier.message import Book
from homeward.channel.verifier.strict import exact, obj
from homeward.channel.verifier.witness import cosignature, postmark

_T = TypeVar("_T")
_WITNESS = b'{"witness":'


@dataclass(frozen=True, slots=True)
class Verified:
    """What a sound transcript holds: the channel's id, each party's root fingerprint, the number of messages, the
    newest message of each author, the places (author, number) that an author filled twice, the holders whose say was
    ended, the number of messages that do not show everything, of messages with a postmark, and of cosignatures of
    witnesses."""

    channel: str
    roots: tuple[tuple[str, str], ...]
    messages: int
    heads: tuple[tuple[str, int, str], ...]
    forks: tuple[tuple[str, int], ...]
    ended: tuple[str, ...]
    withheld: int
    postmarked: int
    witnessed: int


def verify_transcript(source: bytes | Path) -> Verified:
    """What the transcript in `source` (its bytes, or the file) holds; raises BrokenTranscript at the first fault."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    lines = data.split(b"\n")
    if len(lines) < 2 or lines.pop() != b"":
        raise BrokenTranscript("The file is cut short or is not a transcript.")
    book = sound("the cards", lambda: Book(_head(lines[0])))
    stamped: set[str] = set()
    for number, line in enumerate(lines[1:], 1):
        sound(f"line {number}", lambda line=line: _line(book, line, stamped))  # type: ignore[misc]
    places = Counter(book.places.values())
    return Verified(
        channel=book.parties.channel,
        roots=book.parties.fingerprints,
        messages=places.total(),
        heads=_heads(book),
        forks=tuple(sorted(place for place, count in places.items() if count > 1)),
        ended=tuple(sorted(book.ended)),
        withheld=book.withheld,
        postmarked=len(stamped & set(book.places)),
        witnessed=sum(line.startswith(_WITNESS) for line in lines),
    )


def sound(what: str, check: Callable[[], _T]) -> _T:
    """What `check` gives; raises BrokenTranscript when something in `what` is malformed."""
    try:
        return check()
    except strict.FAULTS as error:
        raise BrokenTranscript(f"In {what} something is missing, malformed or forged.") from error


def _head(line: bytes) -> Parties:
    first = exact(strict.line(line), "cards format mandate number scope")
    if first["format"] != "homeward transcript 2":
        raise BrokenTranscript("The file is not a transcript of a known version.")
    return parties(first)


def _line(book: Book, line: bytes, stamped: set[str]) -> None:
    if line.startswith(b'{"postmark":'):
        stamped.add(postmark(book.parties, obj(exact(strict.line(line), "postmark")["postmark"])))
    elif line.startswith(_WITNESS):
        cosignature(book.parties, obj(exact(strict.line(line), "witness")["witness"]), _chains(book))
    else:
        book.read(line)


def _chains(book: Book) -> dict[str, list[str]]:
    """The ids of each author's chain by their numbers, up to its first fork."""
    filled: dict[tuple[str, int], list[str]] = {}
    for id, place in book.places.items():
        filled.setdefault(place, []).append(id)
    chains: dict[str, list[str]] = {}
    for (by, seq), ids in sorted(filled.items()):
        if len(ids) == 1 and len(chains.setdefault(by, [])) == seq - 1:
            chains[by].append(ids[0])
    return chains


def _heads(book: Book) -> tuple[tuple[str, int, str], ...]:
    newest: dict[str, tuple[int, str]] = {}
    for id, (by, seq) in book.places.items():
        newest[by] = max(newest.get(by, (0, "")), (seq, id))
    return tuple((by, seq, id) for by, (seq, id) in sorted(newest.items()))
