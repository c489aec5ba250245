"""Forms of the register. They check; the actions save."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from desk.evidence.models import Item
from desk.register import queries
from homeward.assessment.judgement import CaseGrade
from homeward.register import dates, values
from homeward.register.data_points import all_data_points
from homeward.register.labels import group_label, label
from homeward.register.place import PlaceKind
from homeward.register.statement import Grade
from homeward.words import say

_DERIVED = {"custody_state", "days_held", "hc_weight_loss_pct", "rc_reply_delay_days"}


def property_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every data point that may be stated, by group, in the language of the page."""
    language = get_language() or "en"
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, point in all_data_points().items():
        if point.group != "assessment" and key not in _DERIVED:
            groups.setdefault(group_label(point.group, language), []).append((key, label(key, language)))
    return list(groups.items())


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of place in the language of the page."""
    words = {
        PlaceKind.CAMP: _("camp"),
        PlaceKind.COLONY: _("penal colony"),
        PlaceKind.REMAND_PRISON: _("remand prison"),
        PlaceKind.COLLECTING_POINT: _("collecting point"),
        PlaceKind.HOSPITAL: _("hospital"),
        PlaceKind.REGION: _("region"),
        PlaceKind.SETTLEMENT: _("settlement"),
        PlaceKind.CROSSING: _("crossing point"),
        PlaceKind.OTHER: _("other place"),
    }
    return [(kind.value, str(word)) for kind, word in words.items()]


def grade_choices() -> list[tuple[str, str]]:
    """The steps of the ladder in the language of the page."""
    language = get_language() or "en"
    return [("", str(_("any status"))), *((step, say("assessment", f"grade_{step}", language)) for step in CaseGrade)]


class SearchForm(forms.Form):
    """What to look for among the people."""

    q = forms.CharField(required=False, max_length=200)
    party = forms.ChoiceField(required=False)
    grade = forms.ChoiceField(required=False)
    silent = forms.BooleanField(required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        parties = [(code, code) for code in queries.parties()]
        self.fields["party"].choices = [("", str(_("both sides"))), *parties]  # type: ignore[attr-defined]
        self.fields["grade"].choices = grade_choices()  # type: ignore[attr-defined]
        for name in ("party", "grade"):
            self.fields[name].widget.attrs["class"] = "form-select"


class AsOfForm(forms.Form):
    """The day as of which to show what was known."""

    as_of = forms.DateField(required=False)


class StatementForm(forms.Form):
    """One statement with its ground: nothing is stated without an evidence item."""

    property = forms.ChoiceField(label=_("What"), choices=property_choices)
    written = forms.CharField(label=_("Value, as it is written there"), max_length=4000)
    item = forms.CharField(label=_("Number of the evidence item"), max_length=12)
    locator = forms.CharField(label=_("Where in it"), max_length=200)
    asserted_by = forms.CharField(label=_("Who says so"), max_length=200)
    reliability = forms.ChoiceField(label=_("Reliability of the source"), choices=[(c, c) for c in "ABCDEF"])
    credibility = forms.TypedChoiceField(
        label=_("Credibility of what it says"), coerce=int, choices=[(n, str(n)) for n in range(1, 7)]
    )
    true_on = forms.CharField(label=_("When it was true"), max_length=40, required=False)
    said_on = forms.CharField(label=_("When it was said"), max_length=40, required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for field in self.fields.values():
            kind = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
            field.widget.attrs["class"] = kind

    def clean_item(self) -> Item:
        item = Item.objects.filter(public_id=self.cleaned_data["item"].strip()).first()
        if item is None:
            raise forms.ValidationError(_("There is no evidence item with this number."))
        return item

    def clean_true_on(self) -> str:
        return _vague(self.cleaned_data["true_on"])

    def clean_said_on(self) -> str:
        return _vague(self.cleaned_data["said_on"])

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if "property" in cleaned and "written" in cleaned:
            try:
                cleaned["value"] = values.check(str(cleaned["property"]), str(cleaned["written"]))
            except values.BadValue as error:
                self.add_error("written", str(error))
        return cleaned

    def grade(self) -> Grade:
        return Grade(self.cleaned_data["reliability"], self.cleaned_data["credibility"])


class PlaceForm(forms.Form):
    """A place to open."""

    names = forms.CharField(
        label=_("Names, one a line, the one to show first"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=kind_choices)
    party = forms.CharField(label=_("Controlled by"), max_length=3)
    x = forms.FloatField(label=_("Kilometres east on the map"), required=False)
    y = forms.FloatField(label=_("Kilometres south on the map"), required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"

    def clean_names(self) -> list[str]:
        return [name.strip() for name in self.cleaned_data["names"].splitlines() if name.strip()]

    def clean_party(self) -> str:
        return str(self.cleaned_data["party"]).strip().upper()

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if (cleaned.get("x") is None) != (cleaned.get("y") is None):
            self.add_error("y", str(_("Give both places on the map, or neither.")))
        return cleaned


class NameForm(forms.Form):
    """Another form of a place's name."""

    name = forms.CharField(max_length=200)


class RetractForm(forms.Form):
    """Why a statement is taken back."""

    reason = forms.CharField(max_length=500)


def _vague(written: str) -> str:
    if not written.strip():
        return ""
    try:
        return dates.canonical(written)
    except dates.NotADate as error:
        raise forms.ValidationError(str(error)) from error
