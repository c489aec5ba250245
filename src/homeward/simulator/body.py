"""What a person looks like, and how captivity wears the body down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

_EYES = ("brown", "grey", "blue", "green", "hazel")
_EYE_SHARES = (36, 26, 22, 9, 7)
_HAIR = ("dark_brown", "brown", "light_brown", "black", "blond", "grey", "red")
_HAIR_SHARES = (30, 24, 20, 12, 8, 4, 2)
_BLOOD = ("A+", "O+", "B+", "AB+", "A-", "O-", "B-", "AB-")
_BLOOD_SHARES = (34, 32, 14, 6, 6, 5, 2, 1)
_AT_CAPTURE = ("good", "slightly_wounded", "seriously_wounded")
_AT_CAPTURE_SHARES = (70, 22, 8)
_LATER = {
    "good": (("good", "sick", "slightly_wounded"), (66, 27, 7)),
    "sick": (("convalescent", "sick", "good"), (40, 35, 25)),
    "slightly_wounded": (("convalescent", "good", "sick"), (35, 50, 15)),
    "seriously_wounded": (("convalescent", "seriously_wounded", "slightly_wounded"), (45, 40, 15)),
    "convalescent": (("good", "convalescent", "sick"), (55, 30, 15)),
}
_BETWEEN = (60, 240)  # days between two states of health


@dataclass(frozen=True, slots=True)
class Body:
    """What a family tells of the body: height, weight before captivity, eyes, hair, blood group, the hand used."""

    height_cm: int
    weight_kg: int
    eyes: str
    hair: str
    blood: str
    hand: str


@dataclass(frozen=True, slots=True)
class Health:
    """State of health and weight from `since` on, in the words of the capture card (Annex IV B)."""

    since: date
    state: str
    weight_kg: int


def body(sex: str, random: Random) -> Body:
    height = int(random.gauss(176 if sex == "m" else 165, 7))
    return Body(
        height_cm=height,
        weight_kg=int(random.gauss(height - 97, 9)),
        eyes=random.choices(_EYES, _EYE_SHARES)[0],
        hair=random.choices(_HAIR, _HAIR_SHARES)[0],
        blood=random.choices(_BLOOD, _BLOOD_SHARES)[0],
        hand="left" if random.random() < 0.1 else "right",
    )


def course(own: Body, captured: date, last: date, random: Random) -> tuple[Health, ...]:
    """Health from capture to `last`: people fall ill, are wounded, mend, and weigh less each time."""
    state = random.choices(_AT_CAPTURE, _AT_CAPTURE_SHARES)[0]
    since, weight = captured, float(own.weight_kg)
    found = [Health(since, state, own.weight_kg)]
    while (since := since + timedelta(days=random.randrange(*_BETWEEN))) < last:
        states, shares = _LATER[state]
        state = random.choices(states, shares)[0]
        weight *= random.uniform(0.9, 0.99) if weight > own.weight_kg * 0.65 else 1.0
        found.append(Health(since, state, round(weight)))
    return tuple(found)
