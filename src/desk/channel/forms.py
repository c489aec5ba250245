"""The forms of the channel. They check; the actions save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from desk.evidence.forms import SeveralFiles, SeveralFilesInput
from homeward.canonical import Value
from homeward.channel.carriers.mail import MAX_READ
from homeward.channel.deal import Named
from homeward.channel.kinds import Field, Kind
from homeward.words import say

MAX_CARD = 256 * 1024
COMPOSED = ("note", "custody_claim", "custody_reply", "life_request", "life_reply", "dispute", "heartbeat")
"""The kinds written by hand; the others come from deals, lists and operations."""


class PairForm(forms.Form):
    """The cards of the other side and, if there is one, of a mediator."""

    peer = forms.FileField(label=_("Card of the other headquarters"))
    mediator = forms.FileField(label=_("Card of the mediator, if there is one"), required=False)

    def clean(self) -> dict[str, Any]:
        for name in ("peer", "mediator"):
            file = self.cleaned_data.get(name)
            if file and file.size > MAX_CARD:
                self.add_error(name, _("This file is too large to be a card."))
        return self.cleaned_data


class CompareForm(forms.Form):
    """The thirty digits as the other side read them out."""

    digits = forms.CharField(max_length=60, label=_("The thirty digits they read to you"))
    in_person = forms.BooleanField(required=False, label=_("We exchanged the cards in person"))


class ImportForm(forms.Form):
    """What a carrier brought; without files the channel's own folder is read."""

    sealed = SeveralFiles(
        required=False,
        widget=SeveralFilesInput,
        label=_("Sealed files, mails, zipped folders, photos of codes; with none chosen, the channel's folder"),
    )

    def clean_sealed(self) -> list[UploadedFile[bytes]]:
        files: list[UploadedFile[bytes]] = self.cleaned_data["sealed"]
        if any((file.size or 0) > MAX_READ for file in files):
            raise forms.ValidationError(_("A file is larger than any carrier's."))
        return files


class MailForm(forms.Form):
    """The two addresses of a mail that carries sealed messages."""

    sender = forms.EmailField(label=_("From"))
    to = forms.EmailField(label=_("To"))


class DigitsForm(forms.Form):
    """Twenty digits that the other side read out."""

    paper = forms.CharField(max_length=60, label=_("The twenty digits they read to you"))


class VerdictForm(forms.Form):
    """An approver's verdict."""

    verdict = forms.ChoiceField(choices=[("approve", _("Approve")), ("refuse", _("Refuse"))])
    reason = forms.CharField(required=False, max_length=1000)


class CounterForm(forms.Form):
    """Whom a counter-proposal keeps of the people of the standing offer."""

    receive = forms.MultipleChoiceField(label=_("We receive"), required=False, widget=forms.CheckboxSelectMultiple)
    give = forms.MultipleChoiceField(label=_("We release"), required=False, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, give: Sequence[Named], receive: Sequence[Named], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, people in (("give", give), ("receive", receive)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [(person.id, f"{person.name} {person.born}".strip()) for person in people]
            field.initial = [person.id for person in people]


class ComposeForm(forms.Form):
    """The form of one kind of message, made from its fields."""

    def __init__(self, kind: Kind, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        language = get_language() or "en"
        for field in kind.fields:
            for name, entry in _entries(field, language):
                self.fields[name] = entry

    def data_of_kind(self) -> dict[str, Value]:
        """What was filled in, as the data of a message; empty optional fields are left out."""
        given = {field: self._value(field) for field in self.kind.fields}
        return {field.name: value for field, value in given.items() if value not in ("", None)}

    def _value(self, field: Field) -> Value:
        cleaned = self.cleaned_data
        if field.type == "person":
            return {part: cleaned[f"{field.name}_{part}"] for part in ("id", "name", "born")}
        if field.type == "day":
            return str(cleaned[field.name].isoformat()) if cleaned[field.name] else ""
        return str(cleaned[field.name]).replace("\r\n", "\n")


def _entries(field: Field, language: str) -> list[tuple[str, forms.Field]]:
    label = say("channel", f"field_{field.name}", language)
    if field.choices:
        choices = [(choice, say("channel", f"choice_{choice}", language)) for choice in field.choices]
        return [(field.name, forms.ChoiceField(label=label, choices=choices))]
    if field.type == "person":
        return [
            (f"{field.name}_id", forms.CharField(label=_("Number in our register"), max_length=64)),
            (f"{field.name}_name", forms.CharField(label=_("Name"), max_length=300)),
            (f"{field.name}_born", forms.CharField(label=_("Date of birth"), max_length=30, required=False)),
        ]
    if field.type == "free":
        area = forms.Textarea(attrs={"rows": 4})
        return [(field.name, forms.CharField(label=label, max_length=4000, widget=area, required=not field.optional))]
    if field.type == "day":
        return [(field.name, forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"})))]
    return [(field.name, forms.CharField(label=label, max_length=300, required=not field.optional))]
