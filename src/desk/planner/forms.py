"""The terms of an exchange as a form."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from desk.register.models import Person
from homeward.planner.terms import BadTerms, Parity, Terms
from homeward.register import values
from homeward.register.labels import value_label


def category_choices() -> list[tuple[str, str]]:
    """The categories of exchange in the language of the page."""
    return [(key, value_label("ex_category", key, get_language() or "en")) for key in values.allowed("ex_category")]


class TermsForm(forms.Form):
    """One field a rule; a number of 0 means that the rule is not asked for."""

    title = forms.CharField(label=_("Title"), max_length=120)
    most_received = forms.IntegerField(label=_("We receive at most"), min_value=0, max_value=5000, initial=100)
    most_given = forms.IntegerField(label=_("We give at most"), min_value=0, max_value=5000, initial=100)
    parity = forms.ChoiceField(
        label=_("What must balance"),
        choices=[
            (Parity.COUNT.value, _("number of people")),
            (Parity.CATEGORY.value, _("number in each category")),
            (Parity.POINTS.value, _("points of the rank bands (GC III art 60)")),
            (Parity.RATIO.value, _("a ratio")),
            (Parity.NONE.value, _("nothing")),
        ],
    )
    tolerance = forms.IntegerField(label=_("Difference allowed"), min_value=0, max_value=5000, initial=0)
    ratio_received = forms.IntegerField(label=_("Ratio: received"), min_value=1, max_value=1000, initial=1)
    ratio_given = forms.IntegerField(label=_("Ratio: given"), min_value=1, max_value=1000, initial=1)
    carried = forms.IntegerField(
        label=_("Received before beyond what we gave"), min_value=-5000, max_value=5000, initial=0
    )
    categories = forms.MultipleChoiceField(
        label=_("Only these categories within the count"),
        choices=category_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    most_places = forms.IntegerField(label=_("Places people are fetched from, at most"), min_value=0, initial=0)
    unit_share = forms.IntegerField(label=_("Per cent from one unit, at most"), min_value=0, max_value=100, initial=0)
    stretchers = forms.IntegerField(label=_("Seriously wounded and sick each way, at most"), min_value=0, initial=0)
    civilians = forms.BooleanField(label=_("Civilians for civilians"), required=False)
    named = forms.CharField(label=_("People who must cross (numbers of their pages)"), required=False)
    excluded = forms.CharField(label=_("People to be kept out (numbers of their pages)"), required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
                field.widget.attrs["class"] = "form-select"
            elif isinstance(field, forms.CharField | forms.IntegerField):
                field.widget.attrs["class"] = "form-control"
            else:
                field.widget.attrs["class"] = "form-check-input"

    def clean_named(self) -> frozenset[str]:
        return _ids(self.cleaned_data["named"])

    def clean_excluded(self) -> frozenset[str]:
        return _ids(self.cleaned_data["excluded"])

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if not self.errors:
            try:
                cleaned["terms"] = self.terms()
            except BadTerms as error:
                self.add_error(None, str(error))
        return cleaned

    def terms(self) -> Terms:
        """The terms that the checked form means."""
        given = self.cleaned_data
        numbers = ("most_received", "most_given", "tolerance", "carried", "most_places", "unit_share", "stretchers")
        return Terms(
            **{key: given[key] for key in numbers},
            parity=Parity(given["parity"]),
            ratio=(given["ratio_received"], given["ratio_given"]),
            categories=frozenset(given["categories"]),
            civilians=given["civilians"],
            named=given["named"],
            excluded=given["excluded"],
        )


def _ids(text: str) -> frozenset[str]:
    wanted = frozenset(text.replace(",", " ").split())
    known = set(Person.objects.filter(public_id__in=wanted).values_list("public_id", flat=True))
    if wanted - known:
        raise forms.ValidationError(_("There is no person with one of these numbers."))
    return wanted
