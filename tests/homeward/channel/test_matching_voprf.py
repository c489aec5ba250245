"""The vectors of RFC 9497, appendix A.1, for ristretto255-SHA512 in the modes OPRF and VOPRF: all of them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from homeward.channel.matching import group, voprf
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.voprf import Mode, Proof


@dataclass(frozen=True, slots=True)
class Vector:
    """One test vector: a batch of inputs under one key."""

    mode: Mode
    seed: bytes
    info: bytes
    private: bytes
    public: bytes
    inputs: list[bytes]
    blinds: list[bytes]
    blinded: list[bytes]
    evaluated: list[bytes]
    proof: bytes
    nonce: bytes
    outputs: list[bytes]


def vectors() -> list[Vector]:
    path = Path(__file__).parents[2] / "vectors" / "rfc9497_ristretto255.csv"
    many = {"inputs", "blinds", "blinded", "evaluated", "outputs"}
    found = []
    for row in csv.DictReader(path.read_text("utf-8").splitlines()):
        mode = Mode(int(row.pop("mode")))
        fields = {
            name: [bytes.fromhex(part) for part in text.split()] if name in many else bytes.fromhex(text)
            for name, text in row.items()
        }
        found.append(Vector(mode, **fields))
    return found


VECTORS = vectors()
PROVED = [vector for vector in VECTORS if vector.proof]


def test_the_table_holds_both_modes_and_a_batch_of_two() -> None:
    assert [(vector.mode, len(vector.inputs)) for vector in VECTORS] == [(0, 1), (0, 1), (1, 1), (1, 1), (1, 2)]


@pytest.mark.parametrize("vector", VECTORS)
def test_the_key_comes_from_the_seed(vector: Vector) -> None:
    key = voprf.derive_key(vector.seed, vector.info, vector.mode)

    assert group.encode(key) == vector.private
    assert not vector.public or group.base(key) == vector.public


@pytest.mark.parametrize("vector", VECTORS)
def test_blinding_evaluating_and_finalizing_give_what_the_standard_gives(vector: Vector) -> None:
    key, blinds = group.decode(vector.private), [group.decode(blind) for blind in vector.blinds]

    blinded = [voprf.blind(data, blind, vector.mode) for data, blind in zip(vector.inputs, blinds, strict=True)]
    evaluated = [voprf.evaluate(key, element) for element in blinded]
    outputs = [voprf.finalize(*three) for three in zip(vector.inputs, blinds, evaluated, strict=True)]

    assert (blinded, evaluated, outputs) == (vector.blinded, vector.evaluated, vector.outputs)


@pytest.mark.parametrize("vector", VECTORS)
def test_who_holds_key_and_input_comes_to_the_same_output(vector: Vector) -> None:
    key = group.decode(vector.private)

    assert [voprf.evaluate_openly(key, data, vector.mode) for data in vector.inputs] == vector.outputs


@pytest.mark.parametrize("vector", PROVED)
def test_the_proof_is_that_of_the_standard_and_holds(vector: Vector) -> None:
    proof = voprf.prove(group.decode(vector.private), vector.blinded, vector.evaluated, group.decode(vector.nonce))

    assert proof.to_bytes() == vector.proof
    voprf.verify(vector.public, vector.blinded, vector.evaluated, Proof.from_bytes(vector.proof))


@pytest.mark.parametrize("vector", PROVED)
def test_a_proof_holds_for_no_other_key_and_no_other_evaluation(vector: Vector) -> None:
    proof = Proof.from_bytes(vector.proof)
    false = [group.multiply(2, vector.evaluated[0]), *vector.evaluated[1:]]

    with pytest.raises(MatchingRefused):
        voprf.verify(group.base(7), vector.blinded, vector.evaluated, proof)
    with pytest.raises(MatchingRefused):
        voprf.verify(vector.public, vector.blinded, false, proof)
    with pytest.raises(MatchingRefused):
        voprf.verify(vector.public, vector.blinded, vector.evaluated, Proof(proof.c, proof.s + 1))


def test_an_empty_batch_proves_nothing() -> None:
    with pytest.raises(MatchingRefused):
        voprf.verify(group.base(7), [], [], Proof(1, 1))


NOT_POINTS = {
    "the identity": bytes(32),
    "minus one, which no point has": bytes([0xEC]) + bytes([0xFF]) * 30 + bytes([0x7F]),
    "the field's modulus, another spelling of zero": bytes([0xED]) + bytes([0xFF]) * 30 + bytes([0x7F]),
    "a negative number": bytes([1]) + bytes(31),
    "ones": bytes([0xFF]) * 32,
    "a point of small order of the curve below": bytes.fromhex(
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
    ),
    "too short": bytes(31),
    "too long": group.base(1) + b"\0",
}


@pytest.mark.parametrize("bad", NOT_POINTS.values(), ids=NOT_POINTS)
def test_what_is_no_point_is_neither_evaluated_nor_taken(bad: bytes) -> None:
    with pytest.raises(MatchingRefused, match="not a point"):
        voprf.evaluate(5, bad)
    with pytest.raises(MatchingRefused, match="not a point"):
        group.check(bad)


def test_a_scalar_has_one_spelling() -> None:
    assert group.decode(group.encode(group.ORDER - 1)) == group.ORDER - 1
    with pytest.raises(MatchingRefused):
        group.decode(group.ORDER.to_bytes(32, "little"))


BAD_ENCODINGS = """
00ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
f3ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
0100000000000000000000000000000000000000000000000000000000000000
01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
ed57ffd8c914fb201471d1c3d245ce3c746fcbe63a3679d51b6a516ebebe0e20
c34c4e1826e5d403b78e246e88aa051c36ccf0aafebffe137d148a2bf9104562
c940e5a4404157cfb1628b108db051a8d439e1a421394ec4ebccb9ec92a8ac78
47cfc5497c53dc8e61c91d17fd626ffb1c49e2bca94eed052281b510b1117a24
f1c6165d33367351b0da8f6e4511010c68174a03b6581212c71c0e1d026c3c72
87260f7a2f12495118360f02c26a470f450dadf34a413d21042b43b9d93e1309
26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371
4eac077a713c57b4f4397629a4145982c661f48044dd3f96427d40b147d9742f
de6a7b00deadc788eb6b6c8d20c0ae96c2f2019078fa604fee5b87d6e989ad87
bcab477be20861e01e4a0e295284146a510150d9817763caf1a6f4b422d67042
2a292df7e32cababbd9de088d1d1abec9fc0440f637ed2fba145094dc14bea08
f4a9e534fc0d216c44b218fa0c42d99635a0127ee2e53c712f70609649fdff22
8268436f8c4126196cf64b3c7ddbda90746a378625f9813dd9b8457077256731
2810e5cbc2cc4d4eece54f61c6f69758e289aa7ab440b3cbeaa21995c2f4232b
3eb858e78f5a7254d8c9731174a94f76755fd3941c0ac93735c07ba14579630e
a45fdc55c76448c049a1ab33f17023edfb2be3581e9c7aade8a6125215e04220
d483fe813c6ba647ebbfd3ec41adca1c6130c2beeee9d9bf065c8d151c5f396e
8a2e1d30050198c65a54483123960ccc38aef6848e1ec8f5f780e8523769ba32
32888462f8b486c68ad7dd9610be5192bbeaf3b443951ac1a8118419d9fa097b
227142501b9d4355ccba290404bde41575b037693cef1f438c47f8fbf35d1165
5c37cc491da847cfeb9281d407efc41e15144c876e0170b499a96a22ed31e01e
445425117cb8c90edcbc7c1cc0e74f747f2c1efa5630a967c64f287792a48a4b
ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
"""


@pytest.mark.parametrize("bad", BAD_ENCODINGS.split())
def test_the_bad_encodings_of_rfc_9496_are_refused(bad: str) -> None:
    with pytest.raises(MatchingRefused, match="not a point"):
        group.check(bytes.fromhex(bad))
    with pytest.raises(MatchingRefused, match="not a point"):
        group.multiply(5, bytes.fromhex(bad))


def test_the_multiples_of_the_base_point_are_those_of_rfc_9496() -> None:
    assert group.base(1).hex() == "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"
    assert group.base(2).hex() == "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919"
    assert group.add(group.base(2), group.multiply(3, group.base(1))) == group.base(5)
