"""A table of several states, typed or brought as a file."""

from __future__ import annotations

import json

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.planner.parties.historic import Scenario, scenarios
from homeward.planner.parties.sheet import Sheet, parse
from homeward.planner.parties.table import BadTable
from homeward.planner.parties.writing import written

_MOST_BYTES = 1_000_000


class TableForm(forms.Form):
    """The table in JSON; a file, if one is given, is read instead of the text."""

    title = forms.CharField(label=_("Title"), max_length=120, widget=forms.TextInput(attrs={"class": "form-control"}))
    table = forms.CharField(
        label=_("Table"),
        required=False,
        max_length=_MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 24, "class": "form-control font-monospace", "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("or a file with it"), required=False, widget=forms.FileInput(attrs={"class": "form-control"})
    )

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if not self.errors:
            try:
                cleaned["sheet"] = parse(self._bytes())
            except BadTable as error:
                self.add_error(None, str(error))
        return cleaned

    def _bytes(self) -> bytes:
        file = self.cleaned_data["file"]
        if file is None:
            return str(self.cleaned_data["table"]).encode()
        if file.size > _MOST_BYTES:
            raise BadTable("A table is at most a million bytes long.")
        return bytes(file.read())


def examples() -> list[Scenario]:
    """Deals that took place, as tables."""
    return [one for one in scenarios() if one.table.groups]


def filled_with(name: str) -> dict[str, str]:
    """The form with a historic deal in it; empty for a name that none has."""
    found = next((one for one in scenarios() if one.name == name), None)
    if found is None:
        return {}
    value = written(Sheet(found.table, found.clauses))
    return {"title": found.title, "table": json.dumps(value, ensure_ascii=False, indent=1)}
