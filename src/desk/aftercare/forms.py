"""The forms of aftercare."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from desk.aftercare.account import Told
from desk.aftercare.models import Seen
from homeward.register import values
from homeward.register.labels import value_label


def state_choices() -> list[tuple[str, str]]:
    """The states of health in the language of the page."""
    language = get_language() or "en"
    listed = [(value, value_label("hc_last_state", value, language)) for value in values.allowed("hc_last_state")]
    return [("", "—"), *listed]


class ToldOn(forms.Form):
    """When the talk was held."""

    told_on = forms.DateField(label=_("Told on"), widget=forms.DateInput(attrs={"type": "date"}))


class TellRow(forms.Form):
    """One person named in a talk."""

    who = forms.CharField(label=_("Who, exactly as heard"), max_length=200)
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    cell = forms.CharField(label=_("Cell or barrack"), max_length=60, required=False)
    on = forms.CharField(label=_("Last seen"), max_length=30, required=False)
    state = forms.ChoiceField(label=_("State"), choices=state_choices, required=False)
    certainty = forms.ChoiceField(label=_("How surely"), choices=Seen.Certainty.choices, initial="saw")
    said = forms.CharField(label=_("What was said"), widget=forms.Textarea(attrs={"rows": 2}), required=False)

    @property
    def told(self) -> Told:
        data = self.cleaned_data
        return Told(
            data["who"], data["certainty"], data["place"], data["cell"], data["on"], data["state"], data["said"]
        )


Tell = forms.formset_factory(TellRow, extra=5, max_num=60, validate_max=True)
