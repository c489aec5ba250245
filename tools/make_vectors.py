"""Write the test vectors of the channel into tests/vectors/channel, from fixed seeds.

Signatures and sealed blobs hold chance, so every run writes others that are as good: the committed files were made
once, and a new run belongs only to a new version of the protocol.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from homeward import canonical, keys
from homeward.canonical import NotCanonical, Value
from homeward.channel import disclosure, duress, pairing, tree
from homeward.channel.export import export, export_fork
from homeward.channel.message import SIGNED_AS, Message
from homeward.channel.pairing import Channel, Mandate
from homeward.channel.party import Keyring, Party
from homeward.channel.postmark import stamp
from homeward.channel.witness import cosign

OUT = Path(__file__).parent.parent / "tests" / "vectors" / "channel"
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
EXP = AT + timedelta(days=7)
VALUES: list[Value] = [None, True, 0, -1, 2**53 - 1, "", "ї", "\U0001f54a", 'a"b\\c', "line\nbreak", "\u2028", [], {}]
VALUES += [[1, [2, [3]]], {"b": 1, "a": {"z": None, "y": [True, False]}}]
REFUSED = (
    *(b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b"1.0", b"1e3", b"-0", b"01", b"NaN", b'"\\u0041"', b'"\\/"'),
    *(b'"e\xcc\x81"', b'"\xff"', b'{"A":1}', b"[1,]", b"", b"9007199254740992", b"[[[[[[[[[[[[[1]]]]]]]]]]]]]"),
)


def ring(code: str) -> Keyring:
    return Keyring.from_seed(f"vector {code}".encode().ljust(32, b"."), code, AT, seats=0 if code == "MDL" else 2)


def of_canonical() -> Value:
    for data in REFUSED:
        try:
            canonical.decode(data)
        except NotCanonical:
            continue
        raise SystemExit(f"{data!r} was not refused.")
    good: list[Value] = [{"value": value, "hex": canonical.encode(value).hex()} for value in VALUES]
    return {"good": good, "refused": [data.hex() for data in REFUSED]}


def of_keys() -> Value:
    seed = b"s" * 32
    identity, box = keys.Identity.from_seed(seed, "VRH-1"), keys.Box.from_seed(b"b" * 32)
    body, kind = "слова".encode(), "homeward message 2"
    signature = keys.sign(identity, kind, body)
    blob = keys.seal(body, [identity.public.box, box.public], b"context")
    return {
        "seed": seed.hex(),
        "name": "VRH-1",
        "public": identity.public.to_value(),
        "fingerprint": identity.public.fingerprint,
        "derived": {label: keys.derive(seed, label, 32).hex() for label in ("ed25519", "ml-dsa-65", "x25519", "any")},
        "body": body.hex(),
        "kind": kind,
        "signed_bytes": keys.pre_authentication(kind, body).hex(),
        "signature": signature.to_value(),
        "box_seed": (b"b" * 32).hex(),
        "box": keys.encode_bytes(box.public.to_bytes()),
        "context": b"context".hex(),
        "sealed": keys.encode_bytes(blob),
        "padded": [[length, keys.padded_length(length)] for length in (0, 1, 2, 9, 100, 1000, 1025, 70_000)],
    }


def of_pairing(rings: dict[str, Keyring]) -> Value:
    cards = {code: one.card for code, one in rings.items()}
    channels: list[Value] = []
    for number, mandate, scope in ((1, Mandate.ALL, ""), (2, Mandate.PASSAGE, "op1")):
        channel = Channel(tuple(cards.values()), number, mandate, scope)
        channels.append({"number": number, "mandate": mandate, "scope": scope, "id": channel.id})
    return {
        "cards": {code: card.to_value() for code, card in cards.items()},
        "hashes": {code: card.hash for code, card in cards.items()},
        "digits": pairing.digits(cards["VRH"], cards["ZLS"]),
        "channels": channels,
    }


def of_disclosure() -> Value:
    data: dict[str, Value] = {"deal": "d1", "people": [{"id": "p1"}, {"id": "p2"}], "empty": [], "count": 2}
    salt = bytes(range(32))
    return {
        "data": data,
        "salt": salt.hex(),
        "digests": disclosure.digests(data, salt),
        "part": disclosure.part(data, salt, {"deal": None, "people": [1]}),
    }


def of_tree() -> Value:
    ids = [f"{number:02x}" * 32 for number in range(7)]
    proofs: list[Value] = [
        {"before": before, "proof": [*tree.consistency(ids, before)]} for before in range(len(ids) + 1)
    ]
    roots: list[Value] = [tree.root(ids[:size]) for size in range(len(ids) + 1)]
    return {"ids": [*ids], "roots": roots, "proofs": proofs}


def talk(rings: dict[str, Keyring]) -> tuple[Party, Party, Party, Message]:
    """An offer accepted and confirmed, a note for one side only, and a fork of the mediator."""
    channel = Channel(tuple(one.card for one in rings.values()))
    ours, theirs, between = (Party(rings[code], channel) for code in ("VRH", "ZLS", "MDL"))
    person: Value = {"id": "p1", "name": "Коваль Іван Петрович", "born": "1990-05-12"}
    offer = say(ours, "offer", {"deal": "d1", "terms": {"ratio": [1, 1]}, "give": [], "receive": [person]})
    pass_on(offer, theirs, between)
    answer = say(theirs, "accept", {"deal": "d1", "on": offer.id})
    pass_on(answer, ours, between)
    pass_on(say(ours, "confirm", {"deal": "d1", "on": answer.id}), theirs, between)
    pass_on(say(ours, "note", {"note": "For you alone."}, to=("ZLS",)), theirs)
    double = Party(rings["MDL"], channel)
    for end in (between, double):
        pass_on(say(end, "note", {"note": f"I am {'one' if end is between else 'the other'}."}), ours)
    return ours, theirs, between, offer


def say(end: Party, kind: str, data: dict[str, Value], to: tuple[str, ...] = ()) -> Message:
    act = end.act(kind, data, EXP, to)
    seats = range(1, len(end.keyring.principals) + 1) if kind != "note" else ()
    return end.say(act, AT, [end.approve(act, seat, AT) for seat in seats])


def pass_on(message: Message, *ends: Party) -> None:
    for end in ends:
        end.transcript.add(message, AT)


def of_messages(rings: dict[str, Keyring]) -> tuple[Value, bytes, bytes]:
    ours, theirs, between, offer = talk(rings)
    mediator = between.keyring.speaker
    ours.transcript.stamp(stamp(mediator, offer.id, AT))
    ours.transcript.witness(cosign(mediator, None, ours.transcript.claim("vrh"), (), AT, lambda claim: None))
    salt = offer.act.shown.salt or b""
    secret = b"duress".ljust(32)
    [fork] = ours.transcript.forks
    described: Value = {
        "offer": {
            "id": offer.id,
            "act": offer.act.hash,
            "salt": salt.hex(),
            "digests": dict(offer.act.digests),
            "message": offer.to_bytes().decode(),
        },
        "sealed": keys.encode_bytes(ours.seal(offer, AT)),
        "archive_seed": keys.derive(b"vector VRH".ljust(32, b"."), "VRH-root").hex(),
        "duress": {
            "secret": secret.hex(),
            "ch": offer.act.ch,
            "by": "vrh",
            "prev": "0" * 64,
            "nonce": duress.nonce(secret, offer.act.ch, "vrh", "0" * 64).hex(),
        },
        "order": [message.id for message in ours.transcript.held],
        "effective": [message.id for message in ours.transcript.effective],
        "forks": [[fork.by, fork.seq]],
        "deal": ours.transcript.deals()[0]["d1"].state.value,
        "claim": ours.transcript.claim("vrh").to_value(),
        "heads": {name: [number, id] for name, (number, id) in theirs.transcript.heads.items()},
    }
    return described, export(ours.transcript), export_fork(ours.transcript, fork)


FAULTS: dict[str, dict[str, Value]] = {
    "of an unknown version": {"v": 9},
    "of an unknown kind": {"kind": 999},
    "of a kind with other fields": {"kind": 43},
    "with a field too many": {"extra": 1},
    "with another digest than its data": {"data": {"note": "f" * 64}},
    "of another channel": {"ch": "f" * 64},
    "by nobody known": {"by": "qqq"},
    "to nobody": {"to": []},
    "to somebody who is not on the channel": {"to": ["QQQ"]},
    "number nought": {"seq": 0},
    "first with something before": {"prev": "f" * 64},
    "seeing itself": {"seen": {"vrh": [1, "f" * 64]}},
    "run out at birth": {"exp": "2026-11-24T09:00:00Z"},
    "with a wrong time": {"at": "2026-11-24 09:00"},
    "with a short nonce": {"nonce": "00"},
    "with a wrong box key": {"box": "AAAA"},
}


def of_refused(rings: dict[str, Keyring]) -> Value:
    """A good note, and notes with one fault each; all signatures hold over what stands there."""
    end = Party(rings["VRH"], Channel(tuple(one.card for one in rings.values())))
    good = say(end, "note", {"note": "words"})
    body = json.loads(good.raw)
    bad: list[Value] = [
        {"why": why, "message": signed_anew(good, canonical.encode({**body, **changes}), rings["VRH"])}
        for why, changes in FAULTS.items()
    ]
    bad.append({"why": "signed by another", "message": signed_anew(good, good.raw, rings["ZLS"])})
    return {"good": good.to_bytes().decode(), "refused": bad}


def signed_anew(good: Message, raw: bytes, ring: Keyring) -> str:
    signature = keys.sign(ring.speaker, SIGNED_AS, raw).to_value()
    return canonical.encode({**good.to_value(), "body": raw.decode(), "signature": signature}).decode()


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    rings = {code: ring(code) for code in ("VRH", "ZLS", "MDL")}
    messages, transcript, fork = of_messages(rings)
    described: dict[str, Value] = {
        "canonical": of_canonical(),
        "keys": of_keys(),
        "pairing": of_pairing(rings),
        "messages": messages,
    }
    described |= {"refused": of_refused(rings), "disclosure": of_disclosure(), "tree": of_tree()}
    for name, value in described.items():
        (OUT / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (OUT / "transcript.jsonl").write_bytes(transcript)
    (OUT / "fork.json").write_bytes(fork)


if __name__ == "__main__":
    main()
