"""Real messages of three ends, with a fork among them, given to a real transcript in every order, some twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations
from typing import Any

from homeward.channel.export import export, export_fork
from homeward.channel.message import Message
from homeward.channel.verifier import verify_fork
from tests.homeward.channel.parties import AT, bind, channel, note, offer, party, pass_on


@cache
def talk() -> tuple[Message, ...]:
    """A deal is sealed, a double of its offering side writes under the same number, the other side builds on one."""
    ours, theirs, between, double = party("VRH"), party("ZLS"), party("MDL"), party("VRH")
    offered = offer(ours)
    pass_on(offered, theirs, between, double)
    accepted = bind(theirs, "accept", {"deal": "d1", "on": offered.id})
    heard = note(between, "heard")
    pass_on(accepted, ours)
    sealed = bind(ours, "confirm", {"deal": "d1", "on": accepted.id})
    pass_on(sealed, theirs)
    return offered, accepted, sealed, note(double, "not I"), note(theirs, "Thank you."), heard


class Model:
    """The model over `machine`, which is `homeward.channel.transcript` or a copy of it with a rule broken."""

    def __init__(self, machine: Any, said: Sequence[Message]) -> None:
        self.machine, self.said = machine, said
        self.forked = [one.id for one in said if (one.by, one.place.seq) == ("vrh", 2)]
        self.whole = self.outcome(self.given(said))

    def run(self, most: int = 0) -> tuple[int, str]:
        """How many orders were tried, and what was wrong with the last of them."""
        for number, order in enumerate(self.orders(), start=1):
            if complaint := self.wrong(order):
                return number, complaint
            if number == most:
                return number, ""
        return number, ""

    def orders(self) -> Iterator[tuple[Message, ...]]:
        yield from permutations(self.said)

    def given(self, order: Sequence[Message]) -> Any:
        transcript = self.machine.Transcript(channel())
        for one in order:
            transcript.add(one, AT)
        return transcript

    def outcome(self, transcript: Any) -> tuple[Any, ...]:
        deals, answers = transcript.deals()
        return (
            export(transcript),
            deals,
            [answer.saying for answer in answers],
            [one.id for one in transcript.effective],
        )

    def wrong(self, order: Sequence[Message]) -> str:
        transcript, held = self.machine.Transcript(channel()), set[str]()
        for number, one in enumerate(order):
            transcript.add(one, AT)
            held |= {id for id in (one.id,) if transcript.get(id)}
            if any(transcript.find(before.id) is None for before in order[: number + 1]):
                return "I1: a message that was taken in is lost"
            if held - {message.id for message in transcript.held}:
                return "I1: a message that was held is lost"
            if complaint := self.unproved(transcript):
                return complaint
            before = self.outcome(transcript)
            if self.again(transcript, order[: number + 1]) or self.outcome(transcript) != before:
                return "I4: a message given twice changed something"
        return (
            "" if self.outcome(transcript) == self.whole and not transcript.parked else "I2: the order changed the end"
        )

    def again(self, transcript: Any, given: Sequence[Message]) -> bool:
        """Whether a second copy of what was given is taken for anything but known."""
        return any(transcript.add(one, AT) != "known" for one in given)

    def unproved(self, transcript: Any) -> str:
        """I3: both branches are here, and nobody can prove it."""
        if not all(transcript.get(id) for id in self.forked):
            return ""
        proofs = [verify_fork(export_fork(transcript, fork)) for fork in transcript.forks]
        return "" if [(one.author, one.seq) for one in proofs] == [("vrh", 2)] else "I3: a fork is not proved"
