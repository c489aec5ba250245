"""The proof of a fork: two messages, one author, one number. It needs no transcript and no trust."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.channel.verifier import strict
from homeward.channel.verifier.errors import BrokenTranscript
from homeward.channel.verifier.file import sound
from homeward.channel.verifier.holders import Holder, holder, parties
from homeward.channel.verifier.strict import Object, array, exact, moment, text, whole


@dataclass(frozen=True, slots=True)
class ForkProof:
    """Who signed two different messages under which number, and the root fingerprint of the party that stands for
    the signer."""

    author: str
    seq: int
    party: str
    root: str


def verify_fork(data: bytes) -> ForkProof:
    """What a proof of a fork proves; raises BrokenTranscript when it proves nothing."""
    return sound("the proof", lambda: _verify(data))


def _verify(data: bytes) -> ForkProof:
    proof = exact(strict.line(data.removesuffix(b"\n")), "cards certificate format mandate messages number scope")
    if proof["format"] != "homeward fork 1":
        raise BrokenTranscript("The file is not the proof of a fork.")
    known = parties(proof)
    one, other = (exact(row, "body signature") for row in array(proof["messages"]))
    bodies = [strict.line(text(row["body"]).encode()) for row in (one, other)]
    if one["body"] == other["body"] or _place(bodies[0]) != _place(bodies[1]):
        raise BrokenTranscript("The two messages do not fill the same place.")
    author = known.holders.get(text(bodies[0]["by"])) or _brought(proof, known.roots)
    for row, body in zip((one, other), bodies, strict=True):
        if body["ch"] != known.channel or not author.since <= moment(body["at"]) <= author.until:
            raise BrokenTranscript("A message is of another channel, or its author might not speak then.")
        strict.signed(author.public, "homeward message 2", text(row["body"]).encode(), row["signature"])
    return ForkProof(author.name, whole(bodies[0]["seq"]), author.party, strict.digest(known.roots[author.party]))


def _place(body: Object) -> tuple[str, int]:
    return text(body["by"]), whole(body["seq"])


def _brought(proof: Object, roots: dict[str, Object]) -> Holder:
    found = holder(proof["certificate"], roots)
    if (
        found.name
        != _place(strict.line(text(exact(array(proof["messages"])[0], "body signature")["body"]).encode()))[0]
    ):
        raise BrokenTranscript("The certificate is another holder's.")
    return found
