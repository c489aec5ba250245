"""Every decoder, fed with what was once good: it reads it or refuses it with a sentence, and never falls over."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from homeward import canonical
from homeward.channel import message
from homeward.channel.card import Card
from homeward.channel.certificate import Certificate
from homeward.channel.errors import ChannelError
from homeward.channel.export import export, export_fork
from homeward.channel.postmark import Postmark, stamp
from homeward.channel.ratchet import Boxes
from homeward.channel.transcript import Transcript
from homeward.channel.verifier import verify_fork, verify_transcript
from homeward.channel.witness import Cosignature, cosign
from homeward.errors import HomewardError
from tests.homeward.channel.parties import AT, channel, keyring, note, offer, party

STRANGE: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    2**53 - 1,
    "",
    "x",
    "f" * 64,
    "2026-11-24T09:00:00Z",
    [],
    {},
    [[]],
)
MEDIATOR = keyring("MDL").speaker


def samples() -> dict[str, tuple[bytes, Callable[[bytes], object]]]:
    """Good bytes for each decoder, and the decoder."""
    ours, theirs = party("VRH"), party("ZLS")
    spoken = offer(ours)
    claim = ours.transcript.claim("vrh")
    for text in ("one", "other"):
        theirs.transcript.add(note(party("VRH"), text), AT)
    certificate = keyring("VRH").card.certificates[0].to_value()
    witnessed = cosign(MEDIATOR, None, claim, (), AT, lambda claim: None).to_value()
    mark, shown = stamp(MEDIATOR, spoken.id, AT).to_value(), spoken.showing({"give": [0], "deal": None})
    return {
        "canonical": (spoken.to_bytes(), canonical.decode),
        "message": (spoken.to_bytes(), message.read),
        "message in part": (shown.to_bytes(), message.read),
        "card": (keyring("VRH").card.to_bytes(), Card.from_bytes),
        "certificate": (canonical.encode(certificate), lambda data: Certificate.from_value(canonical.decode(data))),
        "postmark": (canonical.encode(mark), lambda data: Postmark.from_value(canonical.decode(data))),
        "cosignature": (canonical.encode(witnessed), lambda data: Cosignature.from_value(canonical.decode(data))),
        "boxes": (Boxes().with_new(b"a" * 32, AT).to_bytes(), Boxes.from_bytes),
        "blob": (ours.seal(spoken, AT), theirs.open),
        "transcript": (export(ours.transcript), verify_transcript),
        "fork": (export_fork(theirs.transcript, theirs.transcript.forks[0]), verify_fork),
    }


SAMPLES = samples()


def mutant(data: bytes, chance: random.Random) -> bytes:
    """`data` with a few bytes, or one value of its JSON, replaced by something else."""
    if chance.random() < 0.6 and data[:1] == b"{":
        lines = data.split(b"\n")
        number = chance.choice([at for at, line in enumerate(lines) if line])
        lines[number] = canonical.encode(bent(json.loads(lines[number]), chance), 10**7)
        return b"\n".join(lines)
    changed = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(changed) + 1)
        changed[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
    return bytes(changed)


def bent(value: Any, chance: random.Random) -> Any:
    """`value` with one part of it replaced, left out or, inside a text that is JSON, bent in its turn."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(sorted(value))
        if chance.random() < 0.1:
            return {other: part for other, part in value.items() if other != key}
        return {**value, key: bent(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        return [*value[:at], bent(value[at], chance), *value[at + 1 :]]
    if isinstance(value, str) and value[:1] == "{" and chance.random() < 0.9:
        return canonical.encode(bent(json.loads(value), chance)).decode()
    return chance.choice(STRANGE)


def feed(name: str, seeds: range) -> None:
    good, decode = SAMPLES[name]
    for seed in seeds:
        try:
            read = decode(mutant(good, random.Random(seed)))
        except HomewardError:
            continue
        take_in(read)


def take_in(read: object) -> None:
    """What was read from a mutant is judged by a transcript, which refuses it with a sentence or holds it."""
    if isinstance(read, message.Message):
        transcript = Transcript(channel())
        try:
            transcript.add(read, AT)
        except ChannelError:
            assert not transcript.held


@pytest.mark.parametrize("name", SAMPLES)
def test_a_decoder_reads_or_refuses(name: str) -> None:
    feed(name, range(60))


@pytest.mark.soak
@pytest.mark.parametrize("name", SAMPLES)
def test_a_decoder_reads_or_refuses_two_hundred_thousand_times(name: str) -> None:
    feed(name, range(60, 200_060 if name not in ("transcript", "fork", "card") else 20_060))


def test_the_good_ones_are_read() -> None:
    for good, decode in SAMPLES.values():
        assert decode(good) is not None
