"""Where a round of tier 2 stands for a party: what is to be done next, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward.channel.matching.asking import Asking
from homeward.channel.matching.pages import count_pages
from homeward.channel.matching.talk import Signed
from homeward.words import Saying, saying


class Step(StrEnum):
    """What is missing next, in the order of a round."""

    ASK = "ask"
    MEDIATOR = "mediator"
    TOKENS = "tokens"
    THEIR_TOKENS_COMMIT = "their_tokens_commit"
    THEIR_TOKENS = "their_tokens"
    COMPARE = "compare"
    LATE = "late"

    @property
    def ours(self) -> bool:
        """Whether it is for us to do; else we wait for the mediator or the other side."""
        return self in (Step.ASK, Step.TOKENS, Step.COMPARE)

    @property
    def saying(self) -> Saying:
        return saying("channel.matching", f"step_{self.value}")


@dataclass(frozen=True, slots=True)
class Standing:
    """The next step; pages that are here and all there will be, where pages are awaited."""

    step: Step
    done: int = 0
    total: int = 0


def standing(asking: Asking, signed: Signed, today: date) -> Standing:
    """Where the round stands; raises MatchingRefused when the other side or the mediator broke the terms."""
    side = asking.side
    asked = signed.asked.get((side.party, asking.mediator))
    if asked is None:
        return Standing(Step.ASK if side.terms.held_on(today) else Step.LATE)
    done, total = len(asking.tokens(asked.size).pages), count_pages(asked.size)
    if done < total:
        return Standing(Step.MEDIATOR, done, total)
    if side.party not in signed.commits:
        return Standing(Step.TOKENS if side.terms.held_on(today) else Step.LATE)
    granted = {party for mediator, party in signed.grants if mediator == asking.mediator}
    if side.peer not in signed.commits or not {side.party, side.peer} <= granted:
        return Standing(Step.THEIR_TOKENS_COMMIT)
    intake = asking.intake(signed)
    return Standing(Step.COMPARE) if intake.complete else Standing(Step.THEIR_TOKENS, *intake.progress)
