"""The forms of disclosures, suggestions and observations. They check; the actions save."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.channel.actions.suggestions import Package
from desk.channel.common_forms import Dressed, choose, free
from desk.channel.mediation_forms import MANY
from desk.channel.queries.disclosing import Group
from homeward.channel.event import Named


class DisclosureForm(forms.Form):
    """Which fields of a message, or rows of its lists, the mediator is shown."""

    parts = forms.MultipleChoiceField(label=_("What the mediator sees"), widget=MANY)

    def __init__(self, groups: Iterable[Group], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "parts", [(one.label, list(one.parts)) for one in groups])

    @property
    def chosen(self) -> dict[str, Collection[int] | None]:
        """For each field None (all of it) or the numbers of its rows."""
        chosen: dict[str, Collection[int] | None] = {}
        for part in self.cleaned_data["parts"]:
            name, _slash, number = part.partition("/")
            chosen[name] = {*(chosen.get(name) or ()), int(number)} if number else None
        return chosen


class SuggestForm(Dressed):
    """Packages put to both: for each whom the first and the second party would release, and a word to both."""

    days = forms.IntegerField(label=_("Days for the answers"), min_value=1, max_value=30, initial=7)

    def __init__(self, people: tuple[Mapping[str, Named], Mapping[str, Named]], count: int, *args: Any) -> None:
        super().__init__(*args)
        self._count = count
        for number in range(1, count + 1):
            for side, known in zip(("one", "other"), people, strict=True):
                self.fields[f"{side}_{number}"] = forms.MultipleChoiceField(required=False, widget=MANY)
                choose(self, f"{side}_{number}", [(id, f"{one.name} {one.born}".strip()) for id, one in known.items()])
            self.fields[f"note_{number}"] = free(_("Note"), 2, required=False)
        self.dress()

    @property
    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each package with its number."""
        numbers = range(1, self._count + 1)
        return [(number, [self[f"{name}_{number}"] for name in ("one", "other", "note")]) for number in numbers]

    @property
    def packages(self) -> list[Package]:
        """The packages in which anybody is named."""
        given = self.cleaned_data
        rows = [tuple(given[f"{name}_{number}"] for name in ("one", "other", "note")) for number, _row in self.rows]
        return [Package(one, other, note) for one, other, note in rows if one or other]


class ObservationForm(Dressed):
    """What an observer saw of a stage."""

    stage = forms.IntegerField(label=_("Stage"), min_value=1, max_value=1000)
    present = forms.IntegerField(label=_("How many were there"), min_value=0)
    absent = forms.IntegerField(label=_("How many were not"), min_value=0)
    wishes_heard = forms.IntegerField(
        label=_("Asked in private whether they wish to go"),
        min_value=0,
        required=False,
    )
    note = free(_("Incidents"), required=False)
