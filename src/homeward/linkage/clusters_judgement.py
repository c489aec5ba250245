"""What people have judged: two records are the same human being, or are not.

Judgements bind for ever until they are taken back. They reach further than their two records: same and same make the
same, same and not make not."""

from __future__ import annotations

from dataclasses import dataclass

from homeward.errors import HomewardError


class Contradiction(HomewardError):
    """A judgement that cannot stand beside one that stands."""


class NoSuchJudgement(HomewardError):
    """Nothing to take back."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """By `number`, in the order given: `left` and `right` are one (`same`) or are not."""

    number: int
    left: str
    right: str
    same: bool

    def __str__(self) -> str:
        return f"{self.number} ({self.left} and {self.right} are {'one' if self.same else 'not one'})"


def contradiction(new: Judgement, old: Judgement) -> Contradiction:
    """The refusal of `new`, naming both."""
    return Contradiction(f"Judgement {new} cannot stand beside judgement {old}; take that one back first.")
