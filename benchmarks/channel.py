"""How fast the channel is. CPU times of this process."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta

from benchmarks import _command
from homeward.canonical import Value
from homeward.channel.carriers.blob import Blob
from homeward.channel.export import export
from homeward.channel.message import Message, write
from homeward.channel.pairing import Channel
from homeward.channel.party import Keyring, Party
from homeward.channel.transcript import Transcript
from homeward.channel.verifier import verify_transcript

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
EXP = AT + timedelta(days=7)
SIZES = (1_000, 3_000, 10_000)
ROUNDS = 20


def ends() -> tuple[Party, Party]:
    """Two headquarters with a mediator between them."""
    seats = {"VRH": 2, "ZLS": 2, "MDL": 0}
    rings = [Keyring.from_seed(code.encode().ljust(32), code, AT, seats=count) for code, count in seats.items()]
    channel = Channel(tuple(ring.card for ring in rings))
    return Party(rings[0], channel), Party(rings[1], channel)


def seal_and_open() -> tuple[float, int]:
    """Milliseconds of CPU to seal an offer of 100 people and to open it, both signatures and both approvals checked;
    and the bytes of the sealed blob."""
    ours, _ = ends()
    people: list[Value] = [
        {"id": f"p{n}", "name": f"Коваленко{n} Олександр Васильович", "born": "1990-05-12"} for n in range(100)
    ]
    data: dict[str, Value] = {"deal": "d1", "terms": {}, "give": people[:50], "receive": people[50:]}
    act = ours.act("offer", data, EXP)
    offer = ours.say(act, AT, [ours.approve(act, seat, AT) for seat in (1, 2)])
    receivers = [ends()[1] for _ in range(ROUNDS)]
    for receiver in receivers:
        receiver.channel, receiver.transcript = ours.channel, Transcript(ours.channel)
    start = time.process_time()
    for receiver in receivers:
        blob = ours.seal(offer, AT)
        receiver.receive(Blob("offer", blob), AT)
    return (time.process_time() - start) * 1000 / ROUNDS, len(blob)


def talk(size: int) -> tuple[Channel, list[Message]]:
    """A conversation of `size` notes of both sides in turn, each having seen all before it."""
    ours, theirs = ends()
    theirs.channel, theirs.transcript = ours.channel, ours.transcript
    said = []
    for number in range(size):
        end = theirs if number % 2 else ours
        act = end.act("note", {"note": f"Words number {number}"}, EXP)
        name = "zls" if number % 2 else "vrh"
        place = ours.transcript.place(name)
        spoken = write(act, end.keyring.speaker, AT, place, nonce=number.to_bytes(32, "big"))
        ours.transcript.add(spoken, AT)
        said.append(spoken)
    return ours.channel, said


def measure(size: int) -> tuple[float, float]:
    """Shuffled messages taken in a second of CPU, and seconds to verify the export, for a talk of `size`."""
    channel, said = talk(size)
    random.Random(size).shuffle(said)  # noqa: S311 -- the same order every time
    transcript = Transcript(channel)
    start = time.process_time()
    for message in said:
        transcript.add(message, AT)
    adding = time.process_time() - start
    file = export(transcript)
    start = time.process_time()
    if verify_transcript(file).messages != size:
        raise SystemExit("The verifier counted other messages than were said.")
    return size / adding, time.process_time() - start


def main() -> None:
    asked = _command.asked("How long sealing, adding and verifying take.")
    milliseconds, size_of_blob = seal_and_open()
    figures: dict[str, float] = {
        "seal_open_ms_100_people": round(milliseconds, 2),
        "sealed_bytes_100_people": size_of_blob,
    }
    for size in SIZES[:1] if asked.quick else SIZES:
        per_second, seconds = measure(size)
        figures["messages_per_second"] = figures[f"messages_per_second_{size // 1000}k"] = round(per_second)
        figures[f"verify_seconds_{size // 1000}k"] = round(seconds, 2)
    asked.show(figures)


if __name__ == "__main__":
    main()
