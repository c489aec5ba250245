"""Random schedules: whatever is lost, doubled, late or forked, all ends come to the same transcript, and every
equivocation is proved to a stranger."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from homeward.channel.carriers.blob import Blob
from homeward.channel.chains import Fork
from homeward.channel.errors import BadMessage
from homeward.channel.export import export, export_fork
from homeward.channel.message import Message
from homeward.channel.party import Party
from homeward.channel.verifier import verify_fork, verify_transcript
from tests.homeward.channel.parties import AT, bind, enter, newcomer, note, offer, party

FEW = range(40)
SLICE = 1_000


def speak(end: Party, chance: random.Random, number: int) -> Message:
    """Something that `end` may say: mostly notes, sometimes what moves a deal or ends a holder's say."""
    if end.name == "vrh" and chance.random() < 0.2:
        return offer(end, f"d{number}")
    standing = [deal for deal in end.transcript.deals()[0].values() if deal.offered_by != end.keyring.party]
    if end.name == "zls" and standing and chance.random() < 0.5:
        return bind(end, "accept", {"deal": standing[0].id, "on": standing[0].on})
    if end.name == "vrh" and chance.random() < 0.1:
        return bind(end, "revoke", {"name": "vrh_t1", "reason": "lost"})
    return note(end, f"note {number}")


def talk(chance: random.Random) -> tuple[list[Party], list[Message]]:
    """A few messages of all ends, some delivered at once, in any order; sometimes a double of VRH speaks too."""
    ends = [party("VRH"), party("ZLS"), party("MDL"), newcomer("VRH", "VRH-t1")]
    if chance.random() < 0.3:
        ends.append(party("VRH"))
    said = [enter(ends[3])]
    for number in range(chance.randint(3, 7)):
        end = chance.choice(ends)
        if end.name not in end.transcript.chains.forked:
            said.append(speak(end, chance, number))
        deliver(chance.sample(said, chance.randint(0, len(said))), ends, chance)
    return ends, said


def deliver(messages: Sequence[Message], ends: Sequence[Party], chance: random.Random) -> None:
    for message in messages:
        for end in ends:
            if chance.random() < 0.6:
                end.transcript.add(message, AT)


def check_schedule(seed: int) -> None:
    chance = random.Random(seed)
    ends, said = talk(chance)
    for end in ends:
        for message in chance.sample(said, len(said)):
            end.transcript.add(message, AT)
    files = {export(end.transcript) for end in ends}
    assert len(files) == 1
    assert len({tuple(message.id for message in end.transcript.effective) for end in ends}) == 1
    assert len({str(end.transcript.deals()) for end in ends}) == 1
    assert not any(end.transcript.parked or end.transcript.dropped for end in ends)
    if seed % 20 == 0:
        assert verify_transcript(files.pop()).messages == len({message.id for message in said})


def equivocation(seed: int) -> tuple[Party, Party, Fork]:
    """An author tells two others different things under one number; they compare, and each can prove it."""
    chance = random.Random(seed)
    code = chance.choice(["VRH", "ZLS", "MDL"])
    liar, double = party(code), party(code)
    before = [note(liar, f"before {number}") for number in range(chance.randint(0, 3))]
    for message in before:
        double.transcript.add(message, AT)
    told = note(liar, f"to one {seed}"), note(double, f"to the other {seed}")
    one, other = (party(code) for code in ("VRH", "ZLS", "MDL") if code != liar.keyring.party)
    for reader, message in ((one, told[0]), (other, told[1])):
        for earlier in before:
            reader.transcript.add(earlier, AT)
        reader.transcript.add(message, AT)
    heard = note(one, "I heard this."), note(other, "I heard that.")
    for reader, messages in ((one, (told[1], heard[1])), (other, (told[0], heard[0]))):
        for message in chance.sample(messages, 2):
            reader.transcript.add(message, AT)
    [fork] = one.transcript.forks
    return one, other, fork


def check_equivocation(seed: int) -> None:
    one, other, fork = equivocation(seed)
    assert other.transcript.forks[0] == fork
    proofs = {verify_fork(export_fork(end.transcript, fork)) for end in (one, other)}
    [proof] = proofs
    assert (proof.author, proof.seq) == (fork.by, fork.seq)


def test_random_schedules_converge() -> None:
    for seed in FEW:
        check_schedule(seed)


def test_every_equivocation_is_proved_after_one_round() -> None:
    for seed in FEW:
        check_equivocation(seed)


@pytest.mark.soak
@pytest.mark.parametrize("first", range(40, 20_040, SLICE))
def test_twenty_thousand_random_schedules_converge(first: int, count: Callable[[str, int], None]) -> None:
    for seed in range(first, first + SLICE):
        check_schedule(seed)
    count("schedules that converged", SLICE)


@pytest.mark.soak
@pytest.mark.parametrize("first", range(1_000, 6_000, SLICE))
def test_each_of_five_thousand_equivocations_is_proved(first: int, count: Callable[[str, int], None]) -> None:
    for seed in range(first, first + SLICE):
        check_equivocation(seed)
    count("equivocations proved", SLICE)


def test_a_fork_of_a_newcomer_is_proved_with_its_own_certificate() -> None:
    device = newcomer("VRH", "VRH-t1")
    first, double, ours = enter(device), newcomer("VRH", "VRH-t1"), party("ZLS")
    double.transcript.add(first, AT)
    for message in (first, note(device, "one"), note(double, "other")):
        ours.transcript.add(message, AT)
    [fork] = ours.transcript.forks
    assert verify_fork(export_fork(ours.transcript, fork)).author == "vrh_t1"


def test_a_relay_that_drops_every_second_message_only_delays() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    said = [note(ours, str(number)) for number in range(6)]
    for message in said[::2]:
        theirs.receive(Blob("x", ours.seal(message, AT)), AT)
    note(theirs)
    ours.transcript.add(theirs.transcript.held[-1], AT)
    for message in ours.unseen("ZLS"):
        theirs.receive(Blob("x", ours.seal(message, AT)), AT)
    assert {message.id for message in said} <= {message.id for message in theirs.transcript.held}


def test_an_author_that_forked_writes_no_more() -> None:
    ours = party("VRH")
    note(ours, "one")
    ours.transcript.add(note(party("VRH"), "other"), AT)
    with pytest.raises(BadMessage, match="a new certificate is needed"):
        note(ours, "more")
