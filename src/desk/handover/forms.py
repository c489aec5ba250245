"""Forms of an operation. They check; the actions save."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.channel.models import Deal
from desk.handover import queries
from desk.handover.actions import Passage, Way
from desk.handover.models import Leg, Operation, Row
from desk.register.models import Place
from homeward.handover.steps import MOST
from homeward.planner.pool import Direction


class OpenForm(forms.Form):
    """A deal to carry out, in how many stages, where."""

    deal = forms.ModelChoiceField(label=_("Deal"), queryset=Deal.objects.none(), to_field_name="public_id")
    title = forms.CharField(label=_("Name of the operation"), max_length=120)
    stages = forms.IntegerField(label=_("Stages"), min_value=1, max_value=50, initial=2)
    most = forms.IntegerField(label=_("Most people each way in a stage"), min_value=1, max_value=MOST, required=False)
    places = forms.CharField(
        label=_("Places at once, one a line (empty: one place)"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    observer = forms.CharField(label=_("Observer who counts and signs"), max_length=12, required=False)
    mediator = forms.CharField(label=_("Mediator who must acknowledge"), max_length=12, required=False)
    place = forms.ModelChoiceField(
        label=_("Crossing point"),
        queryset=Place.objects.filter(kind="crossing"),
        to_field_name="public_id",
        required=False,
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["deal"].queryset = queries.ready_deals()  # type: ignore[attr-defined]
        self.fields["deal"].label_from_instance = _deal_label  # type: ignore[attr-defined]
        _dress(self)

    def given(self) -> dict[str, Any]:
        """The fields as `open_operation` takes them."""
        given = self.cleaned_data
        places = [line.strip() for line in given["places"].splitlines() if line.strip()]
        return {**given, "places": places or [""], "most": given["most"] or MOST}


class PassageForm(forms.Form):
    """The mandatory fields of a notice of safe passage; times are UTC."""

    area = forms.CharField(label=_("Area"), max_length=300)
    since = forms.DateTimeField(label=_("From (UTC)"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    until = forms.DateTimeField(label=_("Until (UTC)"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    vehicles = forms.IntegerField(label=_("Number of vehicles"), min_value=1, max_value=500)
    routes = forms.CharField(label=_("Routes"), max_length=500)
    means = forms.CharField(label=_("Means"), max_length=200)
    persons = forms.IntegerField(label=_("Number of people"), min_value=1, max_value=20000)
    contacts = forms.CharField(label=_("Contacts"), max_length=200)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        _dress(self)

    def passage(self) -> Passage:
        given = self.cleaned_data
        return Passage(
            area=given["area"],
            since=given["since"].astimezone(UTC),
            until=given["until"].astimezone(UTC),
            vehicles=given["vehicles"],
            routes=given["routes"],
            means=given["means"],
            persons=given["persons"],
            contacts=given["contacts"],
        )


class LegForm(forms.Form):
    """A part of the way; times are UTC."""

    means = forms.ChoiceField(label=_("Means"), choices=Leg.Means.choices)
    vehicles = forms.IntegerField(label=_("Number of vehicles"), min_value=0, max_value=500)
    seats = forms.IntegerField(label=_("Seats"), min_value=0, max_value=20000)
    stretchers = forms.IntegerField(
        label=_("Places for lying people"), min_value=0, max_value=1000, initial=0, required=False
    )
    escorts = forms.IntegerField(label=_("Escorts"), min_value=0, max_value=1000, initial=0, required=False)
    start = forms.CharField(label=_("From where"), max_length=120)
    end = forms.CharField(label=_("To where"), max_length=120)
    border = forms.CharField(label=_("Border point"), max_length=120, required=False)
    stage = forms.IntegerField(label=_("Stage (0: every one)"), min_value=0, max_value=50, initial=0, required=False)
    departs_at = forms.DateTimeField(
        label=_("Departs (UTC)"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    arrives_at = forms.DateTimeField(
        label=_("Arrives (UTC)"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        _dress(self)

    def way(self) -> Way:
        given = self.cleaned_data
        return Way(**given | {name: given[name] or 0 for name in ("stretchers", "escorts", "stage")})


class CareForm(forms.Form):
    """What the doctor says of the journey of one person, and the effects that go along."""

    row = forms.IntegerField(widget=forms.HiddenInput)
    fitness = forms.ChoiceField(label=_("Fit to travel"), choices=Row.Fitness.choices)
    kilograms = forms.DecimalField(label=_("Effects, kg"), min_value=0, max_value=200, decimal_places=1)


class ApartForm(forms.Form):
    """Two people who must not travel together."""

    one = forms.ModelChoiceField(label=_("Person"), queryset=Row.objects.none())
    other = forms.ModelChoiceField(label=_("Apart from"), queryset=Row.objects.none())
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, operation: Operation, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        rows = Row.objects.filter(stage__operation=operation).select_related("person")
        for name in ("one", "other"):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            self.fields[name].label_from_instance = _row_label  # type: ignore[attr-defined]
        _dress(self)


class BodyForm(forms.Form):
    """A body by the seal on its bag, and which way it goes."""

    stage = forms.IntegerField(label=_("Stage"), min_value=1)
    seal = forms.CharField(label=_("Seal"), max_length=40)
    direction = forms.ChoiceField(
        label=_("Way"), choices=[(Direction.RECEIVE, _("comes to us")), (Direction.GIVE, _("goes to them"))]
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        _dress(self)


class CountersignForm(forms.Form):
    """The same receipt with the other side's signature."""

    file = forms.FileField(label=_("Receipt with both signatures"))


def _row_label(row: object) -> str:
    return str(row.person.display_name) if isinstance(row, Row) else ""


def _deal_label(deal: object) -> str:
    return str(getattr(deal, "key", ""))


def _dress(form: forms.Form) -> None:
    for field in form.fields.values():
        kind = "form-select" if isinstance(field, forms.ModelChoiceField) else "form-control"
        field.widget.attrs["class"] = kind
