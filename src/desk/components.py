"""Template tags and filters that every page may use."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from pathlib import Path

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from desk.clock import today
from homeward.register.data_points import UnknownDataPoint
from homeward.register.labels import label

register = template.Library()

_ICONS = Path(__file__).resolve().parent / "static" / "vendor" / "icons"
_STATES = {
    "good": "circle-check",
    "wait": "clock",
    "open": "circle-dashed",
    "warn": "alert-triangle",
    "bad": "ban",
    "info": "info-circle",
    "half": "circle-half-2",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing `name` of static/vendor/icons; always beside words, so hidden from a screen reader."""
    return _drawing(name)


@cache
def _drawing(name: str) -> SafeString:
    text = (_ICONS / f"{name}.svg").read_text("utf-8")
    inner = text[text.index(">") + 1 :]
    head = (
        '<svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" aria-hidden="true" focusable="false">'
    )
    return mark_safe(head + inner.strip())  # noqa: S308 -- our own vendored drawings


@register.simple_tag
def state(tone: str, label: object) -> SafeString:
    """A badge of icon and word. `tone`: good, wait, open, warn, bad, info, half."""
    return format_html('<span class="state state-{}">{}<span>{}</span></span>', tone, _drawing(_STATES[tone]), label)


@register.simple_tag
def certainty(value: float | None) -> SafeString:
    """A certainty between 0 and 1 as a figure, a word and a bar."""
    if value is None:
        return format_html('<span class="certainty">{}</span>', _("not known"))
    return format_html(
        '<span class="certainty"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="certainty-ground" width="100" height="8" rx="4"/>'
        '<rect class="certainty-bar" width="{}" height="8" rx="4"/></svg>'
        "<span><b>{} %</b> {}</span></span>",
        round(value * 100),
        certainty_figure(value),
        certainty_word(value),
    )


def certainty_figure(value: float) -> str:
    """The figure in hundredths: a judgement may be wrong, so it is never shown as 100, nor a doubt as 0."""
    if value > 0.99:
        return ">\N{NO-BREAK SPACE}99"
    return "<\N{NO-BREAK SPACE}1" if value < 0.01 else str(round(value * 100))


def certainty_word(value: float) -> str:
    """The word for a certainty, so that a figure is never read without one."""
    steps = [(0.95, _("almost certain")), (0.8, _("likely")), (0.6, _("more likely than not")), (0.3, _("unsure"))]
    return next((word for least, word in steps if value >= least), _("little to go by"))


@register.simple_tag
def age(day: date | datetime | None) -> str:
    """How long ago `day` was, in words: "43 days ago"."""
    if day is None:
        return _("date not known")
    days = (today() - (day.date() if isinstance(day, datetime) else day)).days
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("in %(n)d day", "in %(n)d days", -days) % {"n": -days}
    if days < 90:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    months = round(days / 30.44)
    if months < 24:
        return ngettext("%(n)d month ago", "%(n)d months ago", months) % {"n": months}
    years = round(days / 365.25)
    return ngettext("%(n)d year ago", "%(n)d years ago", years) % {"n": years}


@register.simple_tag
def progress(done: int, total: int) -> SafeString:
    """How much of `total` is done, as a bar with its figures."""
    percent = round(100 * done / total) if total else 0
    return format_html(
        '<span class="progress-line"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="certainty-ground" width="100" height="8" rx="4"/>'
        '<rect class="certainty-bar" width="{}" height="8" rx="4"/></svg><span>{} / {}</span></span>',
        percent,
        done,
        total,
    )


@register.simple_tag
def data_point(key: str) -> str:
    """The label of a data point in the language of the page; the key itself where it is none."""
    try:
        return label(key, get_language() or "en")
    except UnknownDataPoint:
        return key


@register.filter
def unlocalized(number: float) -> str:
    """A number for SVG: with a full stop in every language."""
    return f"{number:.1f}"
