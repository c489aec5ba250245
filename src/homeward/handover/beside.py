"""What two sides say of one stage, held beside each other. Nothing here says who is right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from homeward.handover.stage import Outcome, Stage


@dataclass(frozen=True, slots=True)
class Differs:
    """A person (id) of whom our roll-call says otherwise than theirs; None: not named in it."""

    id: str
    ours: Outcome | None
    theirs: Outcome | None


class Signed(StrEnum):
    """By whom a stage is receipted: nobody; one side alone; both on the same receipt, an observer still missing; each
    side on another receipt; all."""

    NONE = "none"
    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    ANOTHER = "another"
    ALL = "all"


def differences(stage: Stage, theirs: Mapping[str, Outcome]) -> tuple[Differs, ...]:
    """Where the roll-call of `stage` and `theirs` differ, by id."""
    ours = dict(stage.marks)
    both = ((id, ours.get(id), theirs.get(id)) for id in sorted({*ours, *theirs}))
    return tuple(Differs(*one) for one in both if one[1] is not one[2])


def signed(stage: Stage, signers: Collection[str], us: str, told: Collection[str]) -> Signed:
    """By whom `stage` is receipted: its own receipts, and the hashes of the receipts that others `told` of."""
    if stage.receipts >= set(signers):
        return Signed.ALL
    if us not in stage.receipts:
        return Signed.THEIRS if told else Signed.NONE
    if set(told) - {stage.sha256}:
        return Signed.ANOTHER
    return Signed.BOTH if len(stage.receipts) > 1 else Signed.OURS
