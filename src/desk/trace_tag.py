"""The template tags that show a case's trace through the loop."""

from __future__ import annotations

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from desk import trace as stations
from desk.evidence.models import Mention
from desk.register.models import Person

register = template.Library()


@register.simple_tag(takes_context=True)
def trace(context: Context, person: str) -> SafeString:
    """The trace of the person with this public id."""
    return _drawn(context, stations.of_person(Person.objects.get(public_id=person)))


@register.simple_tag(takes_context=True)
def trace_followed(context: Context) -> SafeString | str:
    """On a page about many people: the trace of the one whose case the address says is being followed."""
    request = context.get("request")
    wanted = request.GET.get("person", "") if request and request.user.is_authenticated else ""
    person = Person.objects.filter(public_id=wanted).first() if wanted else None
    return _drawn(context, stations.of_person(person)) if person else ""


@register.simple_tag(takes_context=True)
def trace_mention(context: Context, mention: str) -> SafeString:
    """The trace of the person whom the mention with this public id is linked with."""
    return _drawn(context, stations.of_mention(Mention.objects.get(public_id=mention)))


def _drawn(context: Context, steps: list[stations.Step]) -> SafeString:
    here = context["request"].path
    items = format_html_join("", "<li>{}</li>", ((_link(step, here),) for step in steps))
    label = _("The trace of this case")
    return format_html('<nav aria-label="{}"><ol class="trace" data-trace>{}</ol></nav>', label, items)


def _link(step: stations.Step, here: str) -> SafeString:
    if not step.url:
        return format_html('<span title="{}">{}</span>', _("not reached yet"), step.label)
    if step.url.partition("?")[0] == here:
        return format_html('<a href="{}" aria-current="page" data-step="{}">{}</a>', step.url, step.name, step.label)
    return format_html('<a href="{}" data-step="{}">{}</a>', step.url, step.name, step.label)
