"""The terms of an exchange as a form."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from desk.planner.models import Answer, Proposal
from desk.register.models import Person
from homeward.assessment.judgement import CaseGrade
from homeward.planner.objectives import HIERARCHY, BadHierarchy, Objective, hierarchy
from homeward.planner.scales import Scale
from homeward.planner.terms import BadTerms, Parity, Terms
from homeward.register import values
from homeward.register.labels import value_label
from homeward.words import say

_SIDE = 50_000  # people or bodies of one side, at most


def category_choices() -> list[tuple[str, str]]:
    """The categories of exchange in the language of the page."""
    return [(key, value_label("ex_category", key, get_language() or "en")) for key in values.allowed("ex_category")]


def level_label(one: Objective) -> str:
    return say("planner", f"level_{one}", get_language() or "en")


class TermsForm(forms.Form):
    """One field a rule; a number that is 0 or left empty means that the rule is not asked for."""

    title = forms.CharField(label=_("Title"), max_length=120)
    least = forms.ChoiceField(
        label=_("People held at least as surely as"),
        choices=[
            (CaseGrade.PROBABLY_HELD.value, _("probably held")),
            (CaseGrade.CONFIRMED_HELD.value, _("confirmed held")),
            (CaseGrade.CONFIRMED_BY_ICRC.value, _("confirmed by the ICRC")),
        ],
    )
    most_received = forms.IntegerField(label=_("We receive at most"), min_value=0, max_value=_SIDE, initial=100)
    most_given = forms.IntegerField(label=_("We give at most"), min_value=0, max_value=_SIDE, initial=100)
    parity = forms.ChoiceField(
        label=_("What must balance"),
        choices=[
            (Parity.COUNT.value, _("number of people")),
            (Parity.CATEGORY.value, _("number in each category")),
            (Parity.POINTS.value, _("points of ranks")),
            (Parity.RATIO.value, _("a ratio")),
            (Parity.NONE.value, _("nothing")),
        ],
    )
    scale = forms.ChoiceField(
        label=_("Points of ranks by"),
        choices=[
            (Scale.BANDS.value, _("rank bands (GC III art 60)")),
            (Scale.CARTEL_1862.value, _("the cartel of 1862, a historic scenario")),
        ],
    )
    tolerance = forms.IntegerField(label=_("Difference allowed"), min_value=0, max_value=_SIDE, initial=0)
    ratio_received = forms.IntegerField(label=_("Ratio: received"), min_value=1, max_value=1000, initial=1)
    ratio_given = forms.IntegerField(label=_("Ratio: given"), min_value=1, max_value=1000, initial=1)
    carried = forms.IntegerField(
        label=_("Received before beyond what we gave"), min_value=-_SIDE, max_value=_SIDE, initial=0
    )
    categories = forms.MultipleChoiceField(
        label=_("Only these categories within the count"),
        choices=category_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    all_of = forms.MultipleChoiceField(
        label=_("All people of these categories, outside the count"),
        choices=category_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    everybody = forms.BooleanField(label=_("All for all"), required=False)
    civilians = forms.BooleanField(label=_("Civilians for civilians"), required=False)
    most_places = forms.IntegerField(label=_("Places people are fetched from, at most"), min_value=0, initial=0)
    most_camps = forms.IntegerField(label=_("Own camps people are fetched from, at most"), min_value=0, initial=0)
    unit_share = forms.IntegerField(label=_("Per cent from one unit, at most"), min_value=0, max_value=100, initial=0)
    stretchers = forms.IntegerField(label=_("Seriously wounded and sick each way, at most"), min_value=0, initial=0)
    odds = forms.IntegerField(
        label=_("Mean chance of agreement in per cent, at least"), min_value=0, max_value=100, initial=0
    )
    per_day = forms.IntegerField(label=_("People each way a day, at most"), min_value=0, initial=0)
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=366, initial=1)
    step = forms.IntegerField(label=_("Points one side may be ahead on the way"), min_value=0, initial=0)
    bodies_received = forms.IntegerField(label=_("Bodies received, at most"), min_value=0, max_value=_SIDE, initial=0)
    bodies_given = forms.IntegerField(label=_("Bodies given, at most"), min_value=0, max_value=_SIDE, initial=0)
    body_ratio_received = forms.IntegerField(label=_("Ratio of bodies: received"), min_value=0, initial=0)
    body_ratio_given = forms.IntegerField(label=_("Ratio of bodies: given"), min_value=0, initial=0)
    named = forms.CharField(label=_("People who must cross (numbers of their pages)"), required=False)
    excluded = forms.CharField(label=_("People to be kept out (numbers of their pages)"), required=False)
    third_country = forms.CharField(label=_("People who go to a third country (numbers)"), required=False)
    stay_country = forms.CharField(label=_("Third country (three letters)"), max_length=3, required=False)
    stays = forms.IntegerField(label=_("People the third country takes, at most"), min_value=0, initial=0)
    tied = forms.CharField(
        label=_("Groups that cross whole or not at all (one a line, numbers)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        for number, one in enumerate(HIERARCHY, start=1):
            self.fields[f"level_{one}"] = forms.IntegerField(
                label=level_label(one), min_value=0, max_value=99, initial=number, required=False
            )
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField):
                field.required = False
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

    def clean_third_country(self) -> frozenset[str]:
        return _ids(self.cleaned_data["third_country"])

    def clean_tied(self) -> tuple[frozenset[str], ...]:
        return tuple(_ids(line) for line in self.cleaned_data["tied"].splitlines() if line.strip())

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or {}
        if not self.errors:
            try:
                cleaned["terms"], cleaned["hierarchy"] = self.terms(), self.order()
            except (BadTerms, BadHierarchy) as error:
                self.add_error(None, str(error))
        return cleaned

    def _empty(self) -> dict[str, int]:
        fields = ((name, field) for name, field in self.fields.items() if isinstance(field, forms.IntegerField))
        left = [(name, field) for name, field in fields if self.cleaned_data.get(name) is None]
        return {name: int(field.min_value == 1) for name, field in left if not name.startswith("level_")}

    def order(self) -> tuple[Objective, ...]:
        """The objectives by the number given to each, those of 0 left out; the published order if none was given."""
        given = {one: self.cleaned_data.get(f"level_{one}") for one in HIERARCHY}
        if all(number is None for number in given.values()):
            return HIERARCHY
        asked = [(number, one) for one, number in given.items() if number]
        return hierarchy(one for _, one in sorted(asked, key=lambda pair: pair[0]))

    def terms(self) -> Terms:
        """The terms that the checked form means; a number left empty is the least that its field takes."""
        given = self.cleaned_data | self._empty()
        return Terms(
            most_received=given["most_received"],
            most_given=given["most_given"],
            tolerance=given["tolerance"],
            carried=given["carried"],
            most_places=given["most_places"],
            most_camps=given["most_camps"],
            unit_share=given["unit_share"],
            stretchers=given["stretchers"],
            odds=given["odds"],
            per_day=given["per_day"],
            step=given["step"],
            stays=given["stays"],
            days=given["days"],
            parity=Parity(given["parity"]),
            scale=Scale(given["scale"]),
            ratio=(given["ratio_received"], given["ratio_given"]),
            categories=frozenset(given["categories"]),
            all_of=frozenset(given["all_of"]),
            everybody=given["everybody"],
            civilians=given["civilians"],
            most_bodies=(given["bodies_received"], given["bodies_given"]),
            body_ratio=(given["body_ratio_received"], given["body_ratio_given"]),
            stay_country=given["stay_country"].upper(),
            named=given["named"],
            excluded=given["excluded"],
            third_country=given["third_country"],
            tied=given["tied"],
        )


def filled_like(proposal: Proposal) -> dict[str, object]:
    """The form as it was filled in for a proposal, so that one rule can be asked otherwise."""
    terms = proposal.to_terms()
    given: dict[str, object] = {**terms.to_value(), "title": proposal.title, "least": proposal.least}
    given |= dict(zip(("ratio_received", "ratio_given"), terms.ratio, strict=True))
    given |= dict(zip(("bodies_received", "bodies_given"), terms.most_bodies, strict=True))
    given |= dict(zip(("body_ratio_received", "body_ratio_given"), terms.body_ratio, strict=True))
    given |= {name: " ".join(sorted(getattr(terms, name))) for name in ("named", "excluded", "third_country")}
    given["tied"] = "\n".join(" ".join(sorted(one)) for one in terms.tied)
    order = {one: number for number, one in enumerate(proposal.to_order(), start=1)}
    return given | {f"level_{one}": order.get(one, 0) for one in HIERARCHY}


class AnswerForm(forms.Form):
    """What the other side answered about one person: agreed, or the cause of its refusal."""

    answer = forms.ChoiceField(choices=[("agreed", _("agrees")), *Answer.Cause.choices])

    def cause(self) -> str:
        """The cause of a refusal, empty if it agrees."""
        answer = str(self.cleaned_data["answer"])
        return "" if answer == "agreed" else answer


def _ids(text: str) -> frozenset[str]:
    wanted = frozenset(text.replace(",", " ").split())
    known = set(Person.objects.filter(public_id__in=wanted).values_list("public_id", flat=True))
    if wanted - known:
        raise forms.ValidationError(_("There is no person with one of these numbers."))
    return wanted
