"""The rooms of the desk, in the order of the loop, and which of them a member of staff may enter."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from desk.accounts.access import may


@dataclass(frozen=True, slots=True)
class Room:
    """A room: the name of its first page, its label and its icon in static/vendor/icons."""

    page: str
    label: str | Promise
    icon: str


@dataclass(frozen=True, slots=True)
class Door:
    """A room as the navigation shows it."""

    room: Room
    url: str
    current: bool


LIGHTS = ("light", "dark")

ROOMS = (
    Room("today:today", _("Today"), "sun-high"),
    Room("evidence:inbox", _("Evidence"), "file-search"),
    Room("register:people", _("People"), "users"),
    Room("register:places", _("Places"), "map-pin"),
    Room("linkage:lists", _("Lists"), "list-check"),
    Room("channel:channel", _("Channel"), "messages"),
    Room("channel:duty", _("On duty"), "eye-check"),
    Room("planner:proposals", _("Planner"), "scale"),
    Room("handover:operations", _("Operations"), "route"),
    Room("custody:custody", pgettext_lazy("people", "Custody"), "home-shield"),
    Room("remains:remains", _("Remains"), "flower"),
    Room("families:cases", _("Families"), "heart-handshake"),
    Room("aftercare:arrivals", _("Aftercare"), "home-heart"),
    Room("record:record", _("Record"), "chart-line"),
    Room("audit:audit", _("Audit"), "eye-check"),
)


def rooms(request: HttpRequest) -> dict[str, list[Door] | str]:
    """For the templates: the doors open to the signed-in user (a room's first page says which act opens it), and the
    light the reader chose, empty where the device decides."""
    doors = []
    for room in ROOMS:
        url = way_to(request.user, room.page)
        if url:
            doors.append(Door(room, url, _inside(request.path, url)))
    chosen = request.COOKIES.get("theme", "")
    return {"doors": doors, "theme": chosen if chosen in LIGHTS else ""}


def way_to(user: object, page: str) -> str:
    """The address of a room's page for `user`; empty if it is closed to the user or not there."""
    try:
        url = reverse(page)
        act = getattr(resolve(url).func, "act", "")
    except (NoReverseMatch, Resolver404):
        return ""
    return url if act is None or may(user, act) else ""


def _inside(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
