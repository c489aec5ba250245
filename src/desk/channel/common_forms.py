"""What the forms of the channel share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from homeward.words import say

MOST = 4000
"""Signs in a free text."""


class Dressed(forms.Form):
    """A form whose fields take the width of their place; boxes to tick stay as they are."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.dress()

    def dress(self) -> None:
        """Give every field the look of the desk."""
        for field in self.fields.values():
            if not isinstance(field.widget, forms.CheckboxSelectMultiple):
                field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"


class FreeText(forms.CharField):
    """Words of several lines. A browser sends two signs at the end of a line, a message holds one."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).replace("\r\n", "\n")


def free(label: Any = None, rows: int = 4, *, required: bool = True) -> FreeText:
    """A field for free text, `rows` lines high."""
    return FreeText(label=label, max_length=MOST, widget=forms.Textarea(attrs={"rows": rows}), required=required)


def choose(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    """Let the field `name` offer `choices`."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def in_words(choices: Iterable[str], language: str) -> list[tuple[str, str]]:
    """The choices of a message's field, each with its word."""
    return [(one, say("channel", f"choice_{one}", language)) for one in choices]
