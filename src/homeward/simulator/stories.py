"""Texts that mention people: pages, posts of a channel, debriefs, in three languages."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from random import Random

from homeward.simulator.people import Stay, TruePerson
from homeward.simulator.world import Scenario, place
from homeward.simulator.writing import genitive, name

Named = list[tuple[str, TruePerson]]
Told = tuple[str, str, Named, bool]
_SENTENCES = {
    "uk": (
        "Родичі впізнали на відео {acc}, якого утримують у закладі {place}.",
        "За словами звільнених, {nom} перебуває в закладі {place}, {state}.",
        "{rank} {nom} подавав про себе звістку ще навесні.",
    ),
    "ru": (
        "На записи из учреждения {place} опознали {acc}.",
        "Среди пленных назван {nom}, {rank}, {state}.",
        "По словам охраны, {nom} содержится в учреждении {place}.",
    ),
    "en": (
        "Relatives recognised {nom} in footage from {place}.",
        "Among those held at {place} is {nom}, who is {state}.",
        "{nom} has not been heard from since the spring.",
    ),
}
_OPENINGS = {
    "uk": "У мережі з'явилися нові дані про полонених із підрозділу, який тримав оборону на південній ділянці.",
    "ru": "В сети появились новые сведения о пленных из подразделения, оборонявшего южный участок.",
    "en": "New details have emerged about prisoners from a unit that held the southern sector.",
}
_CONDITIONS = ("good", "sick", "slightly_wounded", "seriously_wounded", "convalescent")
_STATES = {
    "uk": ("здоровий", "хворіє", "легко поранений", "важко поранений", "одужує"),
    "ru": ("здоров", "болен", "легко ранен", "тяжело ранен", "выздоравливает"),
    "en": ("in good health", "sick", "slightly wounded", "seriously wounded", "convalescent"),
}


def page(scenario: Scenario, number: int, group: Sequence[TruePerson], random: Random) -> Told:
    """A web page about a few people of a group."""
    language = random.choices(("uk", "ru", "en"), (4, 4, 2))[0]
    lines, named = _lines(scenario, group, language, random)
    body = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in (_OPENINGS[language], *lines))
    text = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{number}</title></head>'
        f"<body><nav>menu</nav><article><h1>{number}</h1>{body}</article></body></html>"
    )
    return language, text, named, True


def export(scenario: Scenario, number: int, group: Sequence[TruePerson], random: Random) -> Told:
    """An export of a channel with a post for each of a few people."""
    language = random.choices(("uk", "ru"), (1, 1))[0]
    lines, named = _lines(scenario, group, language, random)
    start = datetime.combine(scenario.until - timedelta(days=30), time(9), UTC)
    messages = [
        {
            "id": place_in,
            "type": "message",
            "date_unixtime": str(int((start + timedelta(hours=7 * place_in)).timestamp())),
            "from": f"channel {number % 9}",
            "text": line,
        }
        for place_in, line in enumerate(lines, start=1)
    ]
    document = {"name": f"channel {number % 9}", "type": "public_channel", "id": number, "messages": messages}
    return language, json.dumps(document, ensure_ascii=False, indent=1), named, False


def _lines(scenario: Scenario, group: Sequence[TruePerson], language: str, random: Random) -> tuple[list[str], Named]:
    lines: list[str] = []
    named: Named = []
    for one in random.sample(list(group), min(len(group), random.randrange(3, 6))):
        written = name(one, language, random, patronymic=random.random() < 0.4)
        form = random.choice(_SENTENCES[language])
        stay = one.stays[-1]
        where = place(scenario, stay.place)
        accusative = genitive(written, one) if language != "en" else written
        shown = accusative if "{acc}" in form else written
        lines.append(
            form.format(
                nom=written,
                acc=accusative,
                rank=one.rank.capitalize() if form.startswith("{rank}") else one.rank,
                place=where.uk if language == "uk" else where.ru if language == "ru" else where.uk,
                state=_state(language, one),
            )
        )
        named.append((shown, one))
    return lines, named


def debrief(scenario: Scenario, witness: TruePerson, group: Sequence[TruePerson], random: Random) -> tuple[str, Named]:
    """What a returned person told: who was in the cell, when last seen, in what state."""
    stay = witness.stays[0]
    mates = [one for one in group if one is not witness and one.stays and _met(one.stays[0], stay)]
    where = place(scenario, stay.place)
    lines = ["Бесіда зі звільненою особою, добровільно, після огляду лікаря."]
    named: Named = []
    for one in mates[:6]:
        written = name(one, "uk", random, patronymic=random.random() < 0.5)
        seen = min(stay.until or scenario.until, scenario.until) - timedelta(days=random.randrange(1, 30))
        state = _state("uk", one)
        lines.append(f"{written}: {where.uk}, камера {stay.cell}, востаннє бачив {seen:%d.%m.%Y}, {state}.")
        named.append((written, one))
    return "\n".join(lines) + "\n", named


def _met(one: Stay, other: Stay) -> bool:
    return (one.place, one.cell) == (other.place, other.cell)


def _state(language: str, one: TruePerson) -> str:
    return _STATES[language][_CONDITIONS.index(one.condition)]
