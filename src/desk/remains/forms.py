"""The forms of the room of the dead. They check; the actions save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.remains.models import Basis, Claim, Contents, Individual

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def _day(label: StrPromise | str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


def _text(label: StrPromise | str, length: int = 100, required: bool = True) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=length, required=required, widget=widget)


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


def _file(label: StrPromise | str, required: bool) -> forms.FileField:
    return forms.FileField(label=label, required=required, widget=forms.FileInput(attrs={"class": "form-control"}))


class ReceiveForm(forms.Form):
    """One bag by its number, or the list of the other side as a CSV file."""

    handover = _text(_("Repatriation (a name or a date)"))
    received_on = _day(_("Received on"))
    number = _text(_("Number on the bag"), 40, required=False)
    found = _file(_("or a list as CSV with a column rm_bag_no"), required=False)

    def clean(self) -> dict[str, object]:
        if not self.cleaned_data.get("number") and not self.cleaned_data.get("found"):
            raise forms.ValidationError(_("Give the number of a bag or a list."))
        return self.cleaned_data


class ClaimForm(forms.Form):
    name = _text(_("Name that is claimed"), 200)
    ground = forms.ChoiceField(label=_("On what ground"), choices=Claim.Ground.choices, widget=_select())


class OpenForm(forms.Form):
    contents = forms.ChoiceField(label=_("What the bag holds"), choices=Contents.choices, widget=_select())
    opened_on = _day(_("Opened on"))


class FragmentForm(forms.Form):
    label = _text(_("Label"), 40)
    description = _text(_("Description"), 300)
    sample = _text(_("Number of the sample"), 40, required=False)


class SampleForm(forms.Form):
    sample = _text(_("Number of the sample"), 40)


class AssociateForm(forms.Form):
    individual = forms.ModelChoiceField(
        Individual.objects.order_by("label"),
        label=_("Belongs to"),
        required=False,
        empty_label=_("a person not yet known here"),
        widget=_select(),
    )
    reason = _text(_("The comparison it rests on"), 300)


class IdentifyForm(forms.Form):
    """Only primary identifiers can be chosen; papers and faces are not among them."""

    person = _text(_("Person of the register (id)"), 12)
    basis = forms.ChoiceField(label=_("Identified by"), choices=Basis.choices, widget=_select())
    laboratory = _text(_("Laboratory"), 200)
    identified_on = _day(_("Date of the report"))
    report = _file(_("Report of the laboratory"), required=True)


class WithdrawForm(forms.Form):
    reason = _text(_("Why it is withdrawn"), 300)
