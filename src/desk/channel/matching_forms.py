"""The forms of private matching. They check; the actions save."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.channel import entering
from desk.channel.common_forms import Dressed, choose, in_words
from desk.channel.entering import Category
from desk.channel.models import Channel
from desk.channel.models.matching import Hit
from desk.channel.queries.matching_counts import category_title
from desk.evidence.forms import SeveralFiles, SeveralFilesInput
from homeward.channel.matching.terms import LEAST_DAYS, MOST_PERMILLE, Terms, Tier


class TermsForm(Dressed):
    """The terms of a round: whom it is about, how many each side claims, how many it may enter, and when."""

    tier = forms.ChoiceField(label=_("How it is compared"))
    category = forms.ChoiceField(label=_("Who is looked for"))
    ours = forms.IntegerField(min_value=1, label=_("How many we count"))
    theirs = forms.IntegerField(min_value=1, label=_("How many they count"))
    permille = forms.IntegerField(
        min_value=1,
        max_value=MOST_PERMILLE,
        initial=MOST_PERMILLE,
        label=_("How many may be entered for 1000 counted"),
    )
    epoch = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    days = forms.IntegerField(
        min_value=LEAST_DAYS,
        max_value=366,
        initial=LEAST_DAYS,
        label=_("Days until the next round"),
    )

    def __init__(self, channel: Channel, language: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.channel = channel
        tiers = [Tier.COMMITTED, *([Tier.MEDIATED] if channel.mediator else [])]
        choose(self, "tier", in_words([tier.value for tier in tiers], language))
        words = [Category(party, kind).word for party in (channel.party, channel.peer) for kind in entering.kinds()]
        choose(self, "category", [(word, category_title(word, language)) for word in words])

    def terms(self) -> Terms:
        """The terms that were filled in; raises MatchingRefused when they break the bounds of the protocol."""
        given = self.cleaned_data
        claimed = sorted([(self.channel.party, given["ours"]), (self.channel.peer, given["theirs"])])
        when = (given["epoch"], given["days"], given["permille"])
        tier = Tier(given["tier"])
        mediators = (self.channel.mediator,) if tier == Tier.MEDIATED else ()
        return Terms(self.channel.ch, tier, given["category"], *when, tuple(claimed), mediators)


class PagesForm(forms.Form):
    """Files with pages of the other side."""

    pages = SeveralFiles(widget=SeveralFilesInput, label=_("Pages of the other side (files that end in .pages)"))


class VerdictForm(forms.Form):
    """What somebody says of a pair."""

    verdict = forms.ChoiceField(choices=[(one.value, one.label) for one in Hit.Verdict if one != Hit.Verdict.WAITING])
    reason = forms.CharField(required=False, max_length=300)


def first_terms(channel: Channel, word: str, today: date) -> dict[str, object]:
    """What the form of new terms is filled in with: today, and our own count."""
    found = entering.category(word) or Category(channel.party, entering.ALL)
    return {"category": found.word, "epoch": today, "ours": sum(1 for _row in entering.everybody(found, today))}
