"""The political climate between the sides: a hidden Markov state that decides whether they talk at all."""

from __future__ import annotations

import random
from enum import StrEnum

from homeward.simulator.policy.assumptions import assumed


class Climate(StrEnum):
    """How the sides stand to each other; neither policy sees it."""

    THAW = "thaw"
    NORMAL = "normal"
    FREEZE = "freeze"


def talks(climate: Climate, chance: random.Random) -> bool:
    """Whether the other side answers in this round."""
    return chance.random() < assumed(f"talk_{climate}")


def following(climate: Climate, chance: random.Random, gesture: bool) -> Climate:
    """The climate of the next round; a gesture helps out of a freeze."""
    drawn = chance.random()
    if climate is Climate.THAW:
        return Climate.NORMAL if drawn < assumed("thaw_to_normal") else climate
    if climate is Climate.FREEZE:
        ends = assumed("freeze_to_normal") + assumed("gesture_thaws") * gesture
        return Climate.NORMAL if drawn < ends else climate
    if drawn < assumed("normal_to_thaw"):
        return Climate.THAW
    return Climate.FREEZE if drawn < assumed("normal_to_thaw") + assumed("normal_to_freeze") else climate
