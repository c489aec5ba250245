"""The published vectors, checked by what writes and by what verifies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from homeward import canonical, keys
from homeward.canonical import NotCanonical
from homeward.channel import body, disclosure, duress, message, pairing, tree
from homeward.channel.card import Card
from homeward.channel.errors import ChannelError
from homeward.channel.export import export
from homeward.channel.pairing import Channel, Mandate
from homeward.channel.party import read_sealed
from homeward.channel.suggestions import rounds
from homeward.channel.transcript import Transcript
from homeward.channel.verifier import BrokenTranscript, verify_fork, verify_transcript
from tests.homeward.channel.parties import AT

FOLDER = Path(__file__).parents[2] / "vectors" / "channel"


def vector(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def channel() -> Channel:
    return Channel(tuple(Card.from_value(card) for card in vector("pairing")["cards"].values()))


@pytest.fixture(scope="module")
def transcript(channel: Channel) -> Transcript:
    """The exported transcript, taken in by the writer's code, last line first."""
    found = Transcript(channel)
    for line in reversed((FOLDER / "transcript.jsonl").read_bytes().splitlines()[1:]):
        if line.startswith(b'{"approvals"'):
            found.add(message.read(line), AT)
    return found


def test_canonical_values() -> None:
    told = vector("canonical")
    for row in told["good"]:
        assert canonical.encode(row["value"]).hex() == row["hex"]
        assert canonical.decode(bytes.fromhex(row["hex"])) == row["value"]
    for data in told["refused"]:
        with pytest.raises(NotCanonical):
            canonical.decode(bytes.fromhex(data))


def test_keys_come_from_their_seeds() -> None:
    told = vector("keys")
    identity = keys.Identity.from_seed(bytes.fromhex(told["seed"]), told["name"])
    assert identity.public.to_value() == told["public"]
    assert identity.public.fingerprint == told["fingerprint"]
    for label, derived in told["derived"].items():
        assert keys.derive(bytes.fromhex(told["seed"]), label).hex() == derived
    box = keys.Box.from_seed(bytes.fromhex(told["box_seed"]))
    assert keys.encode_bytes(box.public.to_bytes()) == told["box"]


def test_a_signature_and_the_bytes_it_is_over() -> None:
    told = vector("keys")
    data, signature = bytes.fromhex(told["body"]), keys.Signature.from_value(told["signature"])
    assert keys.pre_authentication(told["kind"], data).hex() == told["signed_bytes"]
    keys.verify(keys.PublicIdentity.from_value(told["public"]), told["kind"], data, signature)
    with pytest.raises(keys.ForgedSignature):
        keys.verify(keys.PublicIdentity.from_value(told["public"]), told["kind"], data + b".", signature)


def test_a_sealed_body_is_opened_by_each_recipient() -> None:
    told = vector("keys")
    blob, context = keys.decode_bytes(told["sealed"]), bytes.fromhex(told["context"])
    identity = keys.Identity.from_seed(bytes.fromhex(told["seed"]), told["name"])
    for box in (identity.box, keys.Box.from_seed(bytes.fromhex(told["box_seed"]))):
        assert keys.open_sealed([box], blob, context).hex() == told["body"]
    for length, padded in told["padded"]:
        assert keys.padded_length(length) == padded


def test_cards_digits_and_channels() -> None:
    told = vector("pairing")
    cards = {code: Card.from_value(card) for code, card in told["cards"].items()}
    assert {code: card.hash for code, card in cards.items()} == told["hashes"]
    assert pairing.digits(cards["ZLS"], cards["VRH"]) == told["digits"]
    for row in told["channels"]:
        found = Channel(tuple(cards.values()), row["number"], Mandate(row["mandate"]), row["scope"])
        assert found.id == row["id"]


def test_digests_of_fields_and_a_part_of_them() -> None:
    told = vector("disclosure")
    salt = bytes.fromhex(told["salt"])
    assert disclosure.digests(told["data"], salt) == told["digests"]
    assert disclosure.part(told["data"], salt, {"deal": None, "people": [1]}) == told["part"]
    assert disclosure.read(told["part"], told["digests"]).parts == {"people": {1: {"id": "p2"}}}


def test_roots_and_proofs_of_a_chain() -> None:
    told = vector("tree")
    ids, roots = told["ids"], told["roots"]
    assert [tree.root(ids[:size]) for size in range(len(ids) + 1)] == roots
    for row in told["proofs"]:
        assert list(tree.consistency(ids, row["before"])) == row["proof"]
        assert tree.continues(row["before"], roots[row["before"]], len(ids), roots[-1], row["proof"])


def test_a_message_its_act_and_its_digests(channel: Channel) -> None:
    told = vector("messages")["offer"]
    found = message.read(told["message"].encode())
    assert (found.id, found.act.hash, dict(found.act.digests)) == (told["id"], told["act"], told["digests"])
    assert found.act.shown.salt == bytes.fromhex(told["salt"])
    assert body.read(found.raw).to_bytes() == found.raw
    assert found.to_bytes().decode() == told["message"]
    assert found.act.ch == channel.id


def test_bad_messages_are_refused_by_the_writer_and_by_the_verifier(channel: Channel) -> None:
    told, head = vector("refused"), export(Transcript(channel))
    assert Transcript(channel).add(message.read(told["good"].encode()), AT) == "held"
    assert verify_transcript(head + told["good"].encode() + b"\n").messages == 1
    for row in told["refused"]:
        with pytest.raises(ChannelError):
            Transcript(channel).add(message.read(row["message"].encode()), AT)
        with pytest.raises(BrokenTranscript):
            verify_transcript(head + row["message"].encode() + b"\n")


def test_a_sealed_message_is_opened_by_the_archive(channel: Channel) -> None:
    told = vector("messages")
    box = keys.Box.from_seed(bytes.fromhex(told["archive_seed"]))
    assert read_sealed([box], keys.decode_bytes(told["sealed"]), channel).id == told["offer"]["id"]


def test_a_nonce_under_duress() -> None:
    told = vector("messages")["duress"]
    found = duress.nonce(bytes.fromhex(told["secret"]), told["ch"], told["by"], told["prev"])
    assert found.hex() == told["nonce"]


def test_the_transcript_for_the_writer(transcript: Transcript) -> None:
    told = vector("messages")
    assert [one.id for one in transcript.held] == told["order"]
    assert [one.id for one in transcript.effective] == told["effective"]
    assert [[fork.by, fork.seq] for fork in transcript.forks] == told["forks"]
    assert transcript.deals()[0]["d1"].state == told["deal"]
    assert transcript.claim("vrh").to_value() == told["claim"]
    lines = (FOLDER / "transcript.jsonl").read_bytes().splitlines()
    assert export(transcript).splitlines() == [one for one in lines if one[:9] not in (b'{"postmar', b'{"witness')]


def test_the_transcript_for_the_verifier(channel: Channel) -> None:
    told, found = vector("messages"), verify_transcript(FOLDER / "transcript.jsonl")
    assert found.channel == channel.id
    assert found.messages == len(told["order"])
    assert [list(fork) for fork in found.forks] == told["forks"]
    assert (found.withheld, found.ended, found.postmarked) == (0, (), 1)
    assert {name: [number, id] for name, number, id in found.heads if name == "zls"} == {"zls": told["heads"]["zls"]}


def test_the_proof_of_the_fork_for_the_verifier() -> None:
    found = verify_fork((FOLDER / "fork.json").read_bytes())
    assert [found.author, found.seq] == vector("messages")["forks"][0]
    assert found.party == "MDL"


@pytest.mark.parametrize("reader", ["MDL", "VRH", "ZLS"])
def test_a_round_of_blind_suggestions_as_each_end_reads_it(reader: str) -> None:
    told = vector("suggestions")
    found = Transcript(Channel(tuple(Card.from_value(card) for card in told["cards"]), told["number"]))
    hidden = told["heads"].get(reader)
    whole = [one for one in told["messages"] if not hidden or json.loads(one)["body"] != json.loads(hidden)["body"]]
    for line in [*whole, *([hidden] if hidden else [])]:
        found.add(message.read(line.encode()), AT)
    [read] = rounds(found.effective, found.roster)[0].values()
    assert (list(read.ids), read.agreed) == (told["packages"], told["agreed"])
    assert {party: sorted(ids) for party, ids in read.accepts.items()} == told["accepts"][reader]
