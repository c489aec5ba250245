"""The words for kinds and states of evidence."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from desk.evidence.models import Item
from homeward.evidence.item import Kind

_KINDS = {
    Kind.PAGE: _("Page or text"),
    Kind.CHANNEL: _("Channel export"),
    Kind.PHOTO: _("Photographed list"),
    Kind.TABLE: _("List"),
    Kind.DEBRIEF: _("Debrief"),
}
_STATES = {
    Item.State.TAKEN_IN: _("waits to be read"),
    Item.State.READ: _("read"),
    Item.State.UNREADABLE: _("cannot be read"),
}


def kind_name(kind: Kind) -> str | Promise:
    return _KINDS[kind]


def state_name(state: Item.State) -> str | Promise:
    return _STATES[state]
