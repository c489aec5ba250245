"""The words of the published tables in the language of the page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "exchange": _("Exchange"),
    "release": _("Release outside an exchange"),
    "bodies": _("Bodies of the fallen"),
    "failed": _("Called off"),
    "pause": _("Pause"),
    "period_total": _("Total of a period"),
}
CONFIDENCES: dict[str, str | Promise] = {
    "sourced": _("sourced"),
    "sourced_no_number": _("sourced, no number published"),
    "derived": _("derived from published totals"),
}
SAID: dict[str, str | Promise] = {
    "Ukraine": _("Ukraine"),
    "United Arab Emirates": _("United Arab Emirates"),
    "total returned": _("total returned"),
    "total returned in 2022": _("total returned in 2022"),
    "total returned by exchange": _("total returned by exchange"),
    "people of both sides exchanged through its mediation": _("people of both sides exchanged through its mediation"),
    "24 exchanges": _("24 exchanges"),
    "28 exchanges; 99 civilians": _("28 exchanges; 99 civilians"),
    "40th exchange": _("40th exchange"),
    "48 exchanges": _("48 exchanges"),
    "53 exchanges": _("53 exchanges"),
    "469 more outside exchanges": _("469 more outside exchanges"),
    "64th exchange": _("64th exchange"),
    "more than 550 outside exchanges": _("more than 550 outside exchanges"),
    "69 exchanges": _("69 exchanges"),
    "409 civilians": _("409 civilians"),
}
WAITS: dict[int, str | Promise] = {
    0: _("up to 6 months"),
    1: _("6 months to 1 year"),
    2: _("1 to 2 years"),
    3: _("more than 2 years"),
    -1: _("start not known"),
}
