"""The forms of the custody room. They check; the actions save."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from desk.custody import queries
from desk.custody.models import Health, Held, Letter, Wish
from desk.register.models import Place

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise


def _day(label: Label) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"})
    )


def _text(label: Label, length: int = 200, required: bool = True) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=length, required=required, widget=widget)


def _choice(label: Label, kind: type[models.TextChoices]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=kind.choices, widget=forms.Select(attrs={"class": "form-select"}))


class AdmitForm(forms.Form):
    """The five things a prisoner may be asked (art. 17), and what the camp itself sees."""

    surname = _text(_("Surname"))
    first_names = _text(_("First names"))
    patronymic = _text(_("Patronymic"), required=False)
    birth_date = _text(_("Date of birth (YYYY-MM-DD)"), 40)
    rank = _text(_("Rank"), 60)
    service_number = _text(_("Personal or service number"), 60, required=False)
    camp = forms.ModelChoiceField(
        Place.objects.none(), label=_("Camp"), widget=forms.Select(attrs={"class": "form-select"})
    )
    admitted_on = _day(_("Day of arrival"))
    health = _choice(_("State of health"), Health)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["camp"].queryset = queries.camps()  # type: ignore[attr-defined]

    def values(self) -> dict[str, str]:
        """What was asked, by data point, empty answers left out."""
        keys = ("surname", "first_names", "patronymic", "birth_date", "rank", "service_number")
        return {key: self.cleaned_data[key] for key in keys if self.cleaned_data[key]}


class CardForm(forms.Form):
    sent_on = _day(_("Sent on"))


class InspectionForm(forms.Form):
    on = _day(_("Day"))
    weight_kg = forms.DecimalField(
        label=_("Weight, kg"),
        min_value=Decimal(20),
        max_value=Decimal(300),
        max_digits=4,
        decimal_places=1,
        widget=forms.NumberInput(attrs={"class": "form-control", "step": "0.1"}),
    )
    health = _choice(_("State of health"), Health)
    finding = _text(_("Finding"), 300, required=False)


class WishForm(forms.Form):
    on = _day(_("Asked on"))
    wish = _choice(_("Answer"), Wish)


class LetterForm(forms.Form):
    on = _day(_("Day"))
    way = _choice(_("What"), Letter.Way)


class LabourForm(forms.Form):
    week_of = _day(_("Week from"))
    work = _text(_("Work"), 100)
    hours = forms.IntegerField(
        label=_("Hours"), min_value=0, max_value=60, widget=forms.NumberInput(attrs={"class": "form-control"})
    )
    pay = forms.DecimalField(
        label=_("Pay"),
        min_value=Decimal(0),
        max_digits=8,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"class": "form-control", "step": "0.01"}),
    )
    asked = forms.BooleanField(
        label=_("at his or her own request"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )


class ComplaintForm(forms.Form):
    on = _day(_("Day"))
    text = _text(_("Complaint, in the person's words"), 2000)


class LeaveForm(forms.Form):
    on = _day(_("Left on"))


class AnswerForm(forms.Form):
    answer = _text(_("Answer"), 2000)


class EnquiryForm(forms.Form):
    asked_for = _text(_("Who is asked for"))
    born = _text(_("Date of birth, as given"), 40, required=False)
    by_whom = _text(_("Who asks, and through whom"))
    received_on = _day(_("Received on"))


class EnquiryAnswerForm(AnswerForm):
    held = forms.ModelChoiceField(
        Held.objects.none(),
        label=_("The person we hold"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        rows = Held.objects.select_related("person").order_by("person__display_name")
        self.fields["held"].queryset = rows  # type: ignore[attr-defined]
