"""What the forms of the channel share."""

from __future__ import annotations

from typing import Any

from django import forms

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
