"""What the forms of the channel share."""

from __future__ import annotations

from typing import Any

from django import forms


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
