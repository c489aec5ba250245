"""Where a round of tier 1 stands: what is to be done next, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward.channel.matching import hits
from homeward.channel.matching.round import Round
from homeward.channel.matching.talk import Signed
from homeward.channel.matching.terms import Terms
from homeward.words import Saying, saying


class Step(StrEnum):
    """What is missing next, in the order of a round."""

    ENTER = "enter"
    THEIR_COMMIT = "their_commit"
    THEIR_POINTS = "their_points"
    ANSWER = "answer"
    THEIR_ANSWER = "their_answer"
    THEIR_ANSWERS = "their_answers"
    PROVE = "prove"
    THEIR_PROOF = "their_proof"
    RESULT = "result"
    LATE = "late"

    @property
    def ours(self) -> bool:
        """Whether it is for us to do; else we wait for the other side."""
        return self in (Step.ENTER, Step.ANSWER, Step.PROVE, Step.RESULT)

    @property
    def saying(self) -> Saying:
        return saying("channel.matching", f"step_{self.value}")


@dataclass(frozen=True, slots=True)
class Standing:
    """The next step; pages of theirs that are here and all there will be, where pages are awaited."""

    step: Step
    done: int = 0
    total: int = 0


def standing(terms: Terms, signed: Signed, party: str, peer: str, state: Round | None, today: date) -> Standing:
    """Where the round under `terms` stands for `party`; `state` is its side's, once both have committed."""
    if party not in signed.commits:
        return Standing(Step.ENTER if terms.held_on(today) else Step.LATE)
    if state is None:
        return Standing(Step.THEIR_COMMIT if terms.held_on(today) else Step.LATE)
    if not state.points.complete:
        return Standing(Step.THEIR_POINTS, *state.points.progress)
    if party not in signed.answers:
        return Standing(Step.ANSWER)
    if state.returned is None:
        return Standing(Step.THEIR_ANSWER)
    if not state.returned.complete:
        return Standing(Step.THEIR_ANSWERS, *state.returned.progress)
    return Standing(_proving(signed, party, peer, state))


def _proving(signed: Signed, party: str, peer: str, state: Round) -> Step:
    returned = state.returned.taken.values() if state.returned else iter(())
    wanted = hits.count_proofs(hits.slots(returned, state.answers.values()))
    if len(signed.proofs.get(party, ())) < wanted:
        return Step.PROVE
    return Step.THEIR_PROOF if len(signed.proofs.get(peer, ())) < wanted else Step.RESULT
