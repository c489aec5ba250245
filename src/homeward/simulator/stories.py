"""Texts that mention people: pages, posts of a channel, debriefs, in three languages."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from homeward.simulator.people import Stay, TruePerson
from homeward.simulator.world import Scenario, place
from homeward.simulator.writing import born, genitive, name

Named = list[tuple[str, TruePerson]]
Told = tuple[str, str, Named, bool]
_SENTENCES = {
    "uk": (
        "Родичі впізнали на відео {acc}, {whom} утримують у закладі {place}.",
        "За словами звільнених, {nom} перебуває в закладі {place}, {state}.",
        "{rank} {nom} {sent} про себе звістку ще навесні.",
    ),
    "ru": (
        "На записи из учреждения {place} опознали {acc}.",
        "Среди пленных {named} {nom}, {rank}, {state}.",
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
_HEADLINES = {"uk": "Нові дані про полонених", "ru": "Новые сведения о пленных", "en": "New details on prisoners"}
_CHANNELS = {"uk": "Шукаю своїх", "ru": "Сводка с участка"}
_STATES = {
    "uk": {
        "good": ("здоровий", "здорова"),
        "sick": ("хворіє", "хворіє"),
        "slightly_wounded": ("легко поранений", "легко поранена"),
        "seriously_wounded": ("важко поранений", "важко поранена"),
        "convalescent": ("одужує", "одужує"),
    },
    "ru": {
        "good": ("здоров", "здорова"),
        "sick": ("болен", "больна"),
        "slightly_wounded": ("легко ранен", "легко ранена"),
        "seriously_wounded": ("тяжело ранен", "тяжело ранена"),
        "convalescent": ("выздоравливает", "выздоравливает"),
    },
    "en": {
        "good": ("in good health", "in good health"),
        "sick": ("sick", "sick"),
        "slightly_wounded": ("slightly wounded", "slightly wounded"),
        "seriously_wounded": ("seriously wounded", "seriously wounded"),
        "convalescent": ("convalescent", "convalescent"),
    },
}


def page(scenario: Scenario, number: int, group: Sequence[TruePerson], random: Random) -> Told:
    """A web page about a few people of a group."""
    language = random.choices(("uk", "ru", "en"), (4, 4, 2))[0]
    lines, named = _lines(scenario, group, language, random)
    body = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in (_OPENINGS[language], *lines))
    head = f"{_HEADLINES[language]} – {number}"
    text = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{head}</title></head>'
        f"<body><nav>menu</nav><article><h1>{head}</h1>{body}</article></body></html>"
    )
    return language, text, named, True


def export(scenario: Scenario, number: int, group: Sequence[TruePerson], random: Random) -> Told:
    """An export of a channel with a post for each of a few people."""
    language = random.choices(("uk", "ru"), (1, 1))[0]
    lines, named = _lines(scenario, group, language, random)
    title = f"{_CHANNELS[language]} {number % 9 + 1}"
    start = datetime.combine(scenario.until - timedelta(days=30), time(9), UTC)
    messages = [
        {
            "id": place_in,
            "type": "message",
            "date_unixtime": str(int((start + timedelta(hours=7 * place_in)).timestamp())),
            "from": title,
            "text": line,
        }
        for place_in, line in enumerate(lines, start=1)
    ]
    document = {"name": title, "type": "public_channel", "id": number, "messages": messages}
    return language, json.dumps(document, ensure_ascii=False, indent=1), named, False


def _lines(scenario: Scenario, group: Sequence[TruePerson], language: str, random: Random) -> tuple[list[str], Named]:
    lines: list[str] = []
    named: Named = []
    for one in random.sample(list(group), min(len(group), random.randrange(3, 6))):
        written = name(one, language, random, patronymic=random.random() < 0.4)
        form = random.choice(_SENTENCES[language])
        accusative = genitive(written, one) if language != "en" else written
        lines.append(_sentence(scenario, form, one, language, (written, accusative), born(one, language, random)))
        shown = accusative if "{acc}" in form else written
        named.append((shown, one))
    return lines, named


def _sentence(scenario: Scenario, form: str, one: TruePerson, language: str, written: tuple[str, str], age: str) -> str:
    """`form` filled with the name as `written` (nominative, accusative), and words that agree with the person."""
    where = place(scenario, one.stays[-1].place)
    woman = one.sex == "f"
    return form.format(
        nom=written[0] + age,
        acc=written[1] + age,
        rank=one.rank.capitalize() if form.startswith("{rank}") else one.rank,
        place=where.ru if language == "ru" else where.uk,
        state=_state(language, one, scenario.until),
        whom="яку" if woman else "якого",
        sent="подавала" if woman else "подавав",
        named="названа" if woman else "назван",
    )


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
        state = _state("uk", one, seen)
        who = written + born(one, "uk", random)
        lines.append(f"{who}: {where.uk}, камера {stay.cell}, востаннє бачив {seen:%d.%m.%Y}, {state}.")
        named.append((written, one))
    return "\n".join(lines) + "\n", named


def _met(one: Stay, other: Stay) -> bool:
    return (one.place, one.cell) == (other.place, other.cell)


def _state(language: str, one: TruePerson, day: date) -> str:
    return _STATES[language][one.health_on(day).state][one.sex == "f"]
