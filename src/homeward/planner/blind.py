"""Blind suggestions by a mediator: both answer in secret, and only a package that both accept becomes known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from homeward.errors import HomewardError


class BadAnswer(HomewardError):
    """The answer does not fit the suggestions, or comes twice or from somebody who is not asked."""


@dataclass(frozen=True, slots=True)
class Blind:
    """Suggestions in the mediator's order, told to both beforehand, and the answers so far: which suggestions each
    party accepts. An answer cannot be changed, and nobody but the mediator reads it."""

    suggestions: tuple[str, ...]
    parties: tuple[str, str]
    answers: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))

    def answer(self, party: str, accepted: frozenset[str]) -> Blind:
        """One party answers all suggestions at once. Raises BadAnswer."""
        if party not in self.parties:
            raise BadAnswer("Only the two parties who are asked may answer.")
        if party in self.answers:
            raise BadAnswer("This party has answered already; an answer cannot be changed.")
        if not accepted <= set(self.suggestions):
            raise BadAnswer("The answer names something that was not suggested.")
        return replace(self, answers=MappingProxyType({**self.answers, party: accepted}))

    @property
    def closed(self) -> bool:
        return len(self.answers) == len(self.parties)

    @property
    def deal(self) -> str | None:
        """The first suggestion that both accept, once both have answered; None if there is none. Nothing else is
        ever told: who refused, and what else was accepted, stays with the mediator."""
        if not self.closed:
            return None
        first, second = (self.answers[party] for party in self.parties)
        return next((one for one in self.suggestions if one in first & second), None)
