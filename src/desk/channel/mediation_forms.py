"""The forms of cards between, disputes and rulings. They check; the actions save."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.channel.common_forms import Dressed, choose, free, in_words
from desk.channel.forms import CardFile
from homeward.channel.kinds import kind

MANY = forms.CheckboxSelectMultiple
MAX_TRANSCRIPT = 64 * 1024 * 1024


class CardForm(Dressed):
    """Words for the root of a party between, and for an observer the one operation it sees."""

    passphrase = forms.CharField(
        label=_("Words for the root, kept in a safe"), widget=forms.PasswordInput, max_length=200
    )
    operation = forms.CharField(
        label=_("The one operation, as both sides name it"),
        max_length=64,
        required=False,
    )


class SitForm(forms.Form):
    """The cards of two headquarters, and of somebody else who sits between them."""

    one = CardFile(label=_("Card of one headquarters"))
    other = CardFile(label=_("Card of the other headquarters"))
    third = CardFile(label=_("Card of a mediator or observer, if there is one"), required=False)

    @property
    def cards(self) -> list[bytes]:
        return [file.read() for file in self.cleaned_data.values() if file]


class DisputeForm(Dressed):
    """What is disputed of a deal, why, and in how many days submissions are due."""

    about = forms.ChoiceField(label=_("What is disputed"))
    reason = free(_("Why"))
    days = forms.IntegerField(label=_("Days for the submissions"), min_value=1, max_value=60, initial=7)

    def __init__(self, said: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "about", said)

    @property
    def within(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])


class SubmissionForm(Dressed):
    """Our submission: words, and the messages it points to."""

    text = free(_("What we submit"), 8)
    exhibits = forms.MultipleChoiceField(label=_("Exhibits"), required=False, widget=MANY)

    def __init__(self, said: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "exhibits", said)


class RulingForm(Dressed):
    """A mediator's ruling: what was found, what follows for the deal, what it rests on, and why."""

    finding = forms.ChoiceField(label=_("Finding"))
    outcome = forms.ChoiceField(label=_("What follows for the deal"))
    rests_on = forms.MultipleChoiceField(label=_("It rests on"), widget=MANY)
    reason = free(_("Reasons"), 6)

    def __init__(self, bases: Iterable[tuple[str, str]], language: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "rests_on", bases)
        for field in kind("ruling").fields:
            if field.choices:
                choose(self, field.name, in_words(field.choices, language))


class TranscriptForm(Dressed):
    """A transcript as a file."""

    transcript = forms.FileField(label=_("Transcript as a file"), widget=forms.FileInput)

    def clean_transcript(self) -> bytes:
        file = self.cleaned_data["transcript"]
        if file.size > MAX_TRANSCRIPT:
            raise forms.ValidationError(_("This file is too large to be a transcript."))
        return bytes(file.read())
