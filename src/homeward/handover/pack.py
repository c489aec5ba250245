"""The escort's pack on paper: the way, safe passage, who crosses in which stage, the bodies, whom to call. PDF/A with
the tags of PDF/UA.

The layout is data/pack.typ. Everything shown goes in as data, so that no word of a source can act as a command."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

import typst

from homeward.channel.notice import Notice
from homeward.handover.plan import Leg
from homeward.handover.stage import Stage
from homeward.words import say

_WORDS = (
    *("title", "printed", "way", "leg", "means", "from", "to", "border", "departs", "arrives", "seats", "passage"),
    *("area", "window", "vehicles", "routes", "people", "contacts", "stage", "name", "born", "goes_to"),
    *("fitness", "marked", "bodies", "seal", "signed", "none"),
)


@dataclass(frozen=True, slots=True)
class Traveller:
    """A person as the pack prints him: name, birth date, and what the doctor said, in words."""

    name: str
    born: str
    fitness: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """What is printed of an operation: its title, the parties (ours first), legs, stages with the people on them by
    id, the notice in force, and when it was printed (UTC)."""

    title: str
    parties: tuple[str, str]
    legs: Sequence[Leg]
    stages: Sequence[Stage]
    people: Mapping[str, Traveller]
    notice: Notice | None
    printed_at: datetime


def render(pack: Pack, language: str) -> bytes:
    """The PDF in `language`."""
    layout = resources.files("homeward.handover").joinpath("data", "pack.typ").read_bytes()
    data = json.dumps(_data(pack, language), ensure_ascii=False)
    pdf: bytes = typst.compile(layout, sys_inputs={"data": data}, format="pdf", pdf_standards=["a-2a", "ua-1"])
    return pdf


def _data(pack: Pack, language: str) -> dict[str, object]:
    words = {key: say("handover", f"pack_{key}", language) for key in _WORDS}
    return {
        "language": language,
        "words": words,
        "title": pack.title,
        "parties": list(pack.parties),
        "printed": _moment(pack.printed_at),
        "legs": [_leg(leg, language) for leg in pack.legs],
        "notice": _notice(pack.notice) if pack.notice else None,
        "stages": [_stage(stage, pack) for stage in pack.stages],
    }


def _leg(leg: Leg, language: str) -> dict[str, object]:
    means = say("handover", f"means_{leg.means}", language)
    return {
        "number": leg.number,
        "means": f"{means} × {leg.vehicles}" if leg.vehicles else means,
        "from": leg.start,
        "to": leg.end,
        "border": leg.border,
        "departs": _moment(leg.departs),
        "arrives": _moment(leg.arrives),
        "seats": leg.seats,
    }


def _notice(notice: Notice) -> dict[str, object]:
    return {
        "area": notice.area,
        "window": f"{_moment(notice.since)} – {_moment(notice.until)}",
        "vehicles": f"{notice.vehicles} · {notice.means}",
        "routes": notice.routes,
        "people": notice.persons,
        "contacts": notice.contacts,
    }


def _stage(stage: Stage, pack: Pack) -> dict[str, object]:
    ours, theirs = pack.parties
    sides = ((stage.receive, ours), (stage.give, theirs))
    rows = [_person(pack.people[id], to) for ids, to in sides for id in ids]
    bodies = [*((seal, ours) for seal in stage.bodies_received), *((seal, theirs) for seal in stage.bodies_given)]
    seals = [{"seal": seal, "to": to} for seal, to in bodies]
    return {"number": stage.number, "place": stage.place, "people": rows, "bodies": seals}


def _person(person: Traveller, to: str) -> dict[str, str]:
    return {"name": person.name, "born": person.born, "to": to, "fitness": person.fitness}


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
