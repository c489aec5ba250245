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
