"""The forms of disputes, rulings, disclosures, suggestions and observations. They check; the actions save."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.channel.actions.suggestions import Package
from desk.channel.forms import MAX_CARD
from desk.channel.queries.disclosing import Group
from homeward.channel.event import Named
from homeward.channel.kinds import Field, kind
from homeward.words import say

_WIDE = {"class": "form-control"}
_SELECT = {"class": "form-select"}
_MANY = forms.CheckboxSelectMultiple
MOST = 4000
MAX_TRANSCRIPT = 64 * 1024 * 1024


def _free(label: Any, rows: int = 4, *, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, **_WIDE})
    return forms.CharField(label=label, max_length=MOST, widget=area, required=required)


class CardForm(forms.Form):
    """Words for the root of a party between, and for an observer the one operation it sees."""

    passphrase = forms.CharField(
        label=_("Words for the root, kept in a safe"), widget=forms.PasswordInput(attrs=_WIDE), max_length=200
    )
    operation = forms.CharField(
        label=_("The one operation, as both sides name it"),
        max_length=64,
        required=False,
        widget=forms.TextInput(_WIDE),
    )


class SitForm(forms.Form):
    """The cards of two headquarters, and of somebody else who sits between them."""

    one = forms.FileField(label=_("Card of one headquarters"))
    other = forms.FileField(label=_("Card of the other headquarters"))
    third = forms.FileField(label=_("Card of a mediator or observer, if there is one"), required=False)

    def clean(self) -> dict[str, Any]:
        for name in ("one", "other", "third"):
            file = self.cleaned_data.get(name)
            if file and file.size > MAX_CARD:
                self.add_error(name, _("This file is too large to be a card."))
        return self.cleaned_data

    @property
    def cards(self) -> list[bytes]:
        return [file.read() for file in self.cleaned_data.values() if file]


class DisputeForm(forms.Form):
    """What is disputed of a deal, why, and in how many days submissions are due."""

    about = forms.ChoiceField(label=_("What is disputed"), widget=forms.Select(attrs=_SELECT))
    reason = _free(_("Why"))
    days = forms.IntegerField(
        label=_("Days for the submissions"), min_value=1, max_value=60, initial=7, widget=forms.NumberInput(_WIDE)
    )

    def __init__(self, said: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "about", said)

    @property
    def within(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])


class SubmissionForm(forms.Form):
    """Our submission: words, and the messages it points to."""

    text = _free(_("What we submit"), 8)
    exhibits = forms.MultipleChoiceField(label=_("Exhibits"), required=False, widget=_MANY)

    def __init__(self, said: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "exhibits", said)

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class RulingForm(forms.Form):
    """A mediator's ruling: what was found, what follows for the deal, what it rests on, and why."""

    finding = forms.ChoiceField(label=_("Finding"), widget=forms.Select(attrs=_SELECT))
    outcome = forms.ChoiceField(label=_("What follows for the deal"), widget=forms.Select(attrs=_SELECT))
    rests_on = forms.MultipleChoiceField(label=_("It rests on"), widget=_MANY)
    reason = _free(_("Reasons"), 6)

    def __init__(self, bases: Iterable[tuple[str, str]], language: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "rests_on", bases)
        for field in kind("ruling").fields:
            if field.choices:
                _choose(self, field.name, _choices(field, language))

    def clean_reason(self) -> str:
        return str(self.cleaned_data["reason"]).replace("\r\n", "\n")


class DisclosureForm(forms.Form):
    """Which fields of a message, or rows of its lists, the mediator is shown."""

    parts = forms.MultipleChoiceField(label=_("What the mediator sees"), widget=_MANY)

    def __init__(self, groups: Iterable[Group], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "parts", [(one.label, list(one.parts)) for one in groups])

    @property
    def chosen(self) -> dict[str, Collection[int] | None]:
        """For each field None (all of it) or the numbers of its rows."""
        chosen: dict[str, Collection[int] | None] = {}
        for part in self.cleaned_data["parts"]:
            name, _slash, number = part.partition("/")
            chosen[name] = {*(chosen.get(name) or ()), int(number)} if number else None
        return chosen


class SuggestForm(forms.Form):
    """Packages put to both: for each whom the first and the second party would release, and a word to both."""

    days = forms.IntegerField(
        label=_("Days for the answers"), min_value=1, max_value=30, initial=7, widget=forms.NumberInput(_WIDE)
    )

    def __init__(self, people: tuple[Mapping[str, Named], Mapping[str, Named]], count: int, *args: Any) -> None:
        super().__init__(*args)
        self._count = count
        for number in range(1, count + 1):
            for side, known in zip(("one", "other"), people, strict=True):
                self.fields[f"{side}_{number}"] = forms.MultipleChoiceField(required=False, widget=_MANY)
                _choose(self, f"{side}_{number}", [(id, f"{one.name} {one.born}".strip()) for id, one in known.items()])
            self.fields[f"note_{number}"] = _free(_("Note"), 2, required=False)

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
        return [Package(one, other, note.replace("\r\n", "\n")) for one, other, note in rows if one or other]


class ObservationForm(forms.Form):
    """What an observer saw of a stage."""

    stage = forms.IntegerField(label=_("Stage"), min_value=1, max_value=1000, widget=forms.NumberInput(_WIDE))
    present = forms.IntegerField(label=_("How many were there"), min_value=0, widget=forms.NumberInput(_WIDE))
    absent = forms.IntegerField(label=_("How many were not"), min_value=0, widget=forms.NumberInput(_WIDE))
    wishes_heard = forms.IntegerField(
        label=_("Asked in private whether they wish to go"),
        min_value=0,
        required=False,
        widget=forms.NumberInput(_WIDE),
    )
    note = _free(_("Incidents"), required=False)

    def clean_note(self) -> str:
        return str(self.cleaned_data["note"]).replace("\r\n", "\n")


class TranscriptForm(forms.Form):
    """A transcript as a file."""

    transcript = forms.FileField(label=_("Transcript as a file"), widget=forms.FileInput(attrs=_WIDE))

    def clean_transcript(self) -> bytes:
        file = self.cleaned_data["transcript"]
        if file.size > MAX_TRANSCRIPT:
            raise forms.ValidationError(_("This file is too large to be a transcript."))
        return bytes(file.read())


def _choices(field: Field, language: str) -> list[tuple[str, str]]:
    return [(one, say("channel", f"choice_{one}", language)) for one in field.choices]


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
