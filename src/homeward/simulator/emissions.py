"""What a headquarters of VRH would see of the conflict: inquiries, cards, pages, posts, lists, photos, replies,
debriefs.

Each emission carries the true person behind every name it writes, for tests and for the simulated analyst. A
stream: one group of people at a time, so that a million people need no more memory than two hundred."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from random import Random

from homeward.evidence.item import Kind
from homeward.simulator import photo, stories
from homeward.simulator.people import TruePerson, groups
from homeward.simulator.world import VRH, Scenario, place
from homeward.simulator.writing import birth, name

_BATCH = 6  # groups in one table of inquiries or replies


class Purpose(StrEnum):
    """What the bytes are to a headquarters."""

    INQUIRY = "inquiry"
    CAPTURE_CARD = "capture_card"
    NEWS = "news"
    CELL_LIST = "cell_list"
    REPLY = "reply"
    THEIR_LIST = "their_list"
    DEBRIEF = "debrief"


@dataclass(frozen=True, slots=True)
class TrueMention:
    """A name as written, the number of the person it truly means, the row it stands in (lists and photos) and, of a
    photo, the whole of that row."""

    written: str
    person: int
    row: int = 0
    line: str = ""


@dataclass(frozen=True, slots=True)
class Emission:
    """One find: its bytes, what they are, where and when they were found, and who is truly named in them."""

    name: str
    kind: Kind
    purpose: Purpose
    data: bytes
    source: str
    found_at: datetime
    language: str
    mentions: tuple[TrueMention, ...]
    protected: bool = False


def emissions(scenario: Scenario) -> Iterator[Emission]:
    """Everything VRH would see, group by group; people known only from evidence come after their inquiries."""
    ours: list[TruePerson] = []
    theirs: list[TruePerson] = []
    for number, group in enumerate(groups(scenario)):
        random = scenario.random("emissions", number)
        (ours if group[0].party == VRH else theirs).extend(group)
        if group[0].party == VRH:
            yield from _about(scenario, number, group, random)
        if (number + 1) % _BATCH == 0:
            yield from _tables(scenario, number, ours, theirs)
            ours, theirs = [], []
    yield from _tables(scenario, scenario.people, ours, theirs)


def _about(scenario: Scenario, number: int, group: list[TruePerson], random: Random) -> Iterator[Emission]:
    held = [one for one in group if one.returned_on is None]
    tell = stories.export if number % 2 else stories.page
    for language, text, named, html in (tell(scenario, number, held, random),) if held else ():
        day = _day(scenario, random)
        kind = Kind.PAGE if html else Kind.CHANNEL
        suffix = "html" if html else "json"
        source = f"{random.choice(_SOURCES[language])}"
        yield Emission(
            f"news-{number:05}.{suffix}", kind, Purpose.NEWS, text.encode(), source, day, language, _mentions(named)
        )
    if random.random() < max(0.05, min(1.0, 8 * 15 / scenario.people)):
        yield from _cell_list(scenario, number, held, random)
    yield from _debriefs(scenario, number, group, random)


_SOURCES = {
    "uk": ("Канал «Шукаю своїх»", "Вісник Верховії", "Канал бригади"),
    "ru": ("Канал «Залесский фронт»", "Залесские известия", "Канал «Допрос»"),
    "en": ("The Border Observer", "Frontline Monitor"),
}


def _mentions(named: Iterable[tuple[str, TruePerson]]) -> tuple[TrueMention, ...]:
    return tuple(TrueMention(written, one.number) for written, one in named)


def _cell_list(scenario: Scenario, number: int, group: list[TruePerson], random: Random) -> Iterator[Emission]:
    """A list of one cell brought out by somebody and photographed."""
    together = [one for one in group if one.stays and one.stays[0].cell == group[0].stays[0].cell][:10] if group else []
    if len(together) < 4:
        return
    where = place(scenario, together[0].stays[0].place)
    lines, named = [], []
    for row, one in enumerate(together, start=1):
        written = " ".join(one.uk)
        lines.append(f"{row}. {written}, {birth(one.born, random)}")
        named.append(TrueMention(written, one.number, row, lines[-1]))
    title = f"{where.uk}, камера {together[0].stays[0].cell}"
    data = photo.photograph("", lines, random)
    found = _day(scenario, random)
    source = f"Список, винесений з полону ({title})"
    yield Emission(
        f"cell-{number:05}.jpg", Kind.PHOTO, Purpose.CELL_LIST, data, source, found, "uk", tuple(named), protected=True
    )


def _debriefs(scenario: Scenario, number: int, group: list[TruePerson], random: Random) -> Iterator[Emission]:
    for one in group:
        if one.returned_on is None or not one.stays:
            continue
        text, named = stories.debrief(scenario, one, group, random)
        if named:
            found = datetime.combine(min(one.returned_on + timedelta(days=3), scenario.until), time(11), UTC)
            source = f"Бесіда зі звільненою особою {one.number:06}"
            yield Emission(
                f"debrief-{one.number:06}.txt",
                Kind.DEBRIEF,
                Purpose.DEBRIEF,
                text.encode(),
                source,
                found,
                "uk",
                _mentions(named),
                protected=True,
            )


def _tables(scenario: Scenario, number: int, ours: list[TruePerson], theirs: list[TruePerson]) -> Iterator[Emission]:
    random = scenario.random("tables", number)
    day = datetime.combine(scenario.until - timedelta(days=random.randrange(1, 50)), time(8), UTC)
    tables = (
        ("inquiries", Purpose.INQUIRY, "Звернення родин, регіональний центр", "uk", _inquiries(ours, random)),
        ("cards", Purpose.CAPTURE_CARD, "Картки полонених у нашій владі", "uk", _cards(scenario, theirs)),
        ("replies", Purpose.REPLY, "Міжнародний Червоний Хрест, відповіді", "uk", _replies(scenario, ours, random)),
        ("list", Purpose.THEIR_LIST, "Список, опублікований Заліссям", "ru", _their_list(ours, random)),
    )
    for label, purpose, source, language, rows in tables:
        if rows:
            data, named = _table(rows)
            yield Emission(f"{label}-{number:05}.csv", Kind.TABLE, purpose, data, source, day, language, named)


Row = tuple[TruePerson, dict[str, str]]


def _table(rows: list[Row]) -> tuple[bytes, tuple[TrueMention, ...]]:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0][1]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(values for _, values in rows)
    named = [
        TrueMention(values.get("name") or f"{values['surname']} {values['first_names']}", one.number, row)
        for row, (one, values) in enumerate(rows, start=2)
    ]
    return out.getvalue().encode(), tuple(named)


def _identity(one: TruePerson, forms: tuple[str, str, str]) -> dict[str, str]:
    return {
        "surname": forms[0],
        "first_names": forms[1],
        "patronymic": forms[2],
        "birth_date": one.born.isoformat(),
        "sex": "female" if one.sex == "f" else "male",
        "rank": one.rank,
        "rank_code": one.rank_code,
        "unit_name": one.unit,
    }


def _looks(one: TruePerson) -> dict[str, str]:
    return {
        "height_cm": str(one.body.height_cm),
        "weight_kg": str(one.body.weight_kg),
        "eye_colour": one.body.eyes,
        "hair_colour": one.body.hair,
        "handedness": one.body.hand,
    }


_KIN = ("spouse", "mother", "daughter", "sister")


def _inquiries(people: list[TruePerson], random: Random) -> list[Row]:
    """What families and units say of those who are missing; one in thirty was never reported."""
    return [
        (
            one,
            _identity(one, one.uk)
            | {
                "person_kind": "military",
                "power_of_allegiance": "VRH",
                "service_number": one.service_number,
                **_looks(one),
                "blood_group": one.body.blood if random.random() < 0.6 else "",
                "last_seen_at": one.captured_on.isoformat(),
                "last_seen_place": one.captured_at,
                "disappearance_kind": one.event,
                "next_of_kin": one.kin,
                "kin_relation": random.choice(_KIN),
                "name_latin_passport": name(one, "en", random, patronymic=False),
            },
        )
        for one in people
        if random.random() > 1 / 30
    ]


def _cards(scenario: Scenario, people: list[TruePerson]) -> list[Row]:
    """Capture cards of those VRH holds: what it knows best."""
    rows = []
    for one in people:
        if one.returned_on or one.died_on:
            continue
        rows.append(
            (
                one,
                _identity(one, one.ru)
                | {
                    "person_kind": "military",
                    "power_of_allegiance": "ZLS",
                    "holding_power": "VRH",
                    "custody_state": "confirmed_held",
                    **_looks(one),
                    "facility": place(scenario, one.stays[-1].place).uk,
                    "custody_from": one.stays[-1].since.isoformat(),
                    "capture_at": one.captured_on.isoformat(),
                    "escape_events": one.escaped_on.isoformat() if one.escaped_on else "",
                    "hc_last_state": one.condition,
                    "hc_weight_kg": str(one.health[-1].weight_kg),
                    "hc_state_date": (scenario.until - timedelta(days=one.number % 28)).isoformat(),
                    "ex_wish": "refuses" if one.refuses else "wishes",
                    "proof_of_life_kind": "capture_card",
                },
            )
        )
    return rows


def _replies(scenario: Scenario, people: list[TruePerson], random: Random) -> list[Row]:
    """The holder answers through the Red Cross for one in four, and sometimes falsely that it does not hold
    somebody."""
    rows = []
    for one in people:
        fate = random.random()
        if one.returned_on or fate > 0.26:
            continue
        kind = "confirmed_dead" if one.died_on else "not_in_our_power" if fate > 0.22 else "confirmed_pow"
        row = {
            "name": " ".join(one.ru),
            "birth_date": birth(one.born, random),
            "rc_reply_kind": kind,
            "rc_reply_received_on": (scenario.until - timedelta(days=random.randrange(5, 400))).isoformat(),
            "hc_last_state": one.condition if kind == "confirmed_pow" and fate < 0.1 else "",
        }
        rows.append((one, row))
    return rows


def _their_list(people: list[TruePerson], random: Random) -> list[Row]:
    """Names the other side publishes as held: in Russian spelling, some already home."""
    return [
        (
            one,
            {
                "name": name(one, "ru", random, patronymic=True),
                "birth_date": birth(one.born, random),
                "es_list_claim": "held",
            },
        )
        for one in people
        if random.random() < 0.15 and not one.died_on
    ]


def _day(scenario: Scenario, random: Random) -> datetime:
    """A moment in the last thirteen months, later days likelier."""
    back = int(400 * random.random() ** 2)
    return datetime.combine(scenario.until - timedelta(days=back), time(random.randrange(6, 23)), UTC)
