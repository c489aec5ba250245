"""The template tag that shows a person's trace through the loop."""

from __future__ import annotations

from django import template

register = template.Library()
