"""A safe passage as Whiteflag messages, and what such messages say of one.

A request for access to an area (Q20) for so many vehicles and persons, to which the mission is added that passes
(M22, M28 or M2C); the sign that its vehicles show (P01, P10 to P13); and with both a text with the hash of the full
notice. Routes, means and contacts do not fit: whoever acknowledges reads them in the notice of the channel, which the
hash names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from homeward.channel.notice import Notice
from homeward.channel.whiteflag.codec import identify
from homeward.channel.whiteflag.errors import BadWhiteflag
from homeward.channel.whiteflag.message import Code, Message, Reference, Requested, Sign
from homeward.channel.whiteflag.place import Place
from homeward.channel.whiteflag.rules import check

MOST_EACH = 99
MOST_PEOPLE = 7 * MOST_EACH
"""A request names eight rows of at most 99: one of vehicles, seven of persons."""
_ACCESS, _CIRCLE, _PERSON, _VEHICLE = "20", "21", "11", "40"
_NOTICE = "homeward passage "
_FIVE = 5


class Mission(StrEnum):
    """Why the convoy passes (4.3.1.2.6)."""

    PRISONERS_OF_WAR = "22"
    FAMILY_LINKS = "28"
    LOGISTICS = "2C"


class Emblem(StrEnum):
    """What the vehicles show (4.3.1.2.1)."""

    WHITE_FLAG = "01"
    ANY_RED_EMBLEM = "10"
    RED_CROSS = "11"
    RED_CRESCENT = "12"
    RED_CRYSTAL = "13"


@dataclass(frozen=True, slots=True)
class Signals:
    """What the messages of one passage say: the SHA-256 of the notice, the centre of the area and its radius in metres,
    the window (UTC, whole minutes long), how many vehicles and persons, why, and under which emblem."""

    notice: str
    centre: Place
    radius: int
    since: datetime
    until: datetime
    vehicles: int
    persons: int
    mission: Mission
    emblem: Emblem


def signals(notice: Notice, sha256: str, centre: Place, radius: int, mission: Mission, emblem: Emblem) -> Signals:
    """What can be said in Whiteflag of a notice with this hash; place, mission and emblem are not in its fields."""
    return Signals(sha256, centre, radius, notice.since, notice.until, notice.vehicles, notice.persons, mission, emblem)


def to_messages(said: Signals) -> tuple[Message, ...]:
    """The request, its mission and its text, the protective sign and its text, in the order in which they are sent;
    raises BadWhiteflag when a number does not fit. (A sign may not be added to a mission that is itself an addition.)
    """
    if not 0 <= said.vehicles <= MOST_EACH or not 1 <= said.persons <= MOST_PEOPLE:
        raise BadWhiteflag("too_many_to_pass", vehicles=MOST_EACH, people=MOST_PEOPLE)
    request = Message(Code.REQUEST, _area(said, _ACCESS, _requested(said)))
    mission = Message(Code.MISSION, _area(said, said.mission.value), Reference.ADD, identify(request))
    vehicles = Sign(said.emblem.value, said.since, said.until - said.since, _VEHICLE, said.centre)
    emblem = Message(Code.PROTECTION, vehicles)
    for message in (request, mission, emblem):
        check(message)
    return request, mission, _hash(said, request), emblem, _hash(said, emblem)


def from_messages(messages: Sequence[Message]) -> Signals:
    """What the messages of one passage say; raises BadWhiteflag unless they are its five, in order, and say one
    thing."""
    request, mission, _, emblem, _ = messages if len(messages) == _FIVE else (None,) * _FIVE
    area, purpose, vehicles = (message and message.body for message in (request, mission, emblem))
    if not isinstance(area, Sign) or not isinstance(purpose, Sign) or not isinstance(vehicles, Sign):
        raise BadWhiteflag("not_a_passage")
    said = _read(area, purpose, vehicles, str(messages[2].body))
    if to_messages(said) != tuple(messages):
        raise BadWhiteflag("not_a_passage")
    return said


def _read(area: Sign, purpose: Sign, vehicles: Sign, text: str) -> Signals:
    if area.lasts is None or purpose.subject not in list(Mission) or vehicles.subject not in list(Emblem):
        raise BadWhiteflag("not_a_passage")
    return Signals(
        text.removeprefix(_NOTICE),
        area.place,
        area.sizes[0],
        area.since,
        area.since + area.lasts,
        _count(area, _VEHICLE),
        _count(area, _PERSON),
        Mission(purpose.subject),
        Emblem(vehicles.subject),
    )


def _hash(said: Signals, to: Message) -> Message:
    return Message(Code.TEXT, _NOTICE + said.notice, Reference.ADD, identify(to))


def _area(said: Signals, subject: str, requested: tuple[Requested, ...] = ()) -> Sign:
    lasts = said.until - said.since
    return Sign(subject, said.since, lasts, _CIRCLE, said.centre, (said.radius, 0), 0, requested)


def _requested(said: Signals) -> tuple[Requested, ...]:
    full, rest = divmod(said.persons, MOST_EACH)
    people = [MOST_EACH] * full + [rest] * bool(rest)
    vehicles = [Requested(_VEHICLE, said.vehicles)] * bool(said.vehicles)
    return (*vehicles, *(Requested(_PERSON, count) for count in people))


def _count(sign: Sign, object: str) -> int:
    return sum(row.quantity for row in sign.requested if row.object == object)
