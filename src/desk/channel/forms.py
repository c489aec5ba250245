"""The forms of the channel. They check; the actions save."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from desk.channel.common_forms import Dressed, choose, free, in_words
from desk.channel.models import OwnList
from desk.evidence.forms import SeveralFiles, SeveralFilesInput
from homeward.canonical import Value
from homeward.channel.carriers.mail import MAX_READ
from homeward.channel.deal import Named
from homeward.channel.kinds import Field, Kind
from homeward.channel.moment import write_moment
from homeward.words import say

MAX_CARD = 256 * 1024
MAX_TABLE = 1024 * 1024
COMPOSED = (
    "note",
    "holder_question",
    "holder_reply",
    "custody_claim",
    "custody_reply",
    "life_request",
    "life_reply",
    "dossier_reference",
    "list_request",
    "schedule",
    "schedule_agree",
    "lapse",
    "comply",
    "reject",
    "recall",
    "update",
    "mandate",
    "heartbeat",
)
"""The kinds written by hand; the others come from deals, disputes, lists, operations, keys and matching."""
ABOUT = ("of", "on", "about", "with")
"""The fields that name a message of the channel."""


def _of_a_card(file: UploadedFile[bytes]) -> None:
    if (file.size or 0) > MAX_CARD:
        raise forms.ValidationError(_("This file is too large to be a card."))


class CardFile(forms.FileField):
    """A file no larger than a card."""

    default_validators = [_of_a_card]


class PairForm(forms.Form):
    """The cards of the other side and, if there are any, of a mediator and an observer."""

    peer = CardFile(label=_("Card of the other headquarters"))
    mediator = CardFile(label=_("Card of the mediator, if there is one"), required=False)
    observer = CardFile(label=_("Card of an observer, for a channel about one operation"), required=False)


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


class _Secret(forms.Textarea):
    """A place to paste a secret into; it is never filled in again."""

    def __init__(self) -> None:
        super().__init__({"rows": 3, "autocomplete": "off", "spellcheck": "false"})

    def format_value(self, value: object) -> str:
        return ""


class MailForm(Dressed):
    """The two addresses of a mail that carries sealed messages."""

    sender = forms.EmailField(label=_("From"))
    to = forms.EmailField(label=_("To"))


class DigitsForm(Dressed):
    """Twenty digits that the other side read out."""

    paper = forms.CharField(max_length=60, label=_("The twenty digits they read to you"))


class RelayForm(Dressed):
    """Where a relay answers, and what its mediator gave us for the mailbox we write to and the one we read."""

    url = forms.CharField(max_length=300, label=_("Address of the relay"))
    writes = forms.CharField(max_length=1000, widget=_Secret, label=_("Mailbox to write to, with its secret"))
    reads = forms.CharField(max_length=1000, widget=_Secret, label=_("Mailbox to read, with its secret"))

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        parts = urlsplit(url)
        near = parts.hostname in ("127.0.0.1", "::1", "localhost")
        if not parts.hostname or parts.username or parts.scheme not in (("https", "http") if near else ("https",)):
            raise forms.ValidationError(_("The address begins with https:// and holds no name or password."))
        return url


class ListForm(Dressed):
    """Whom a list of ours is to name: of which side, category and day; by a search, or by numbers of the register."""

    whom = forms.ChoiceField(choices=OwnList.Whom.choices, label=_("Who stands on it"))
    category = forms.ChoiceField(label=_("Category"))
    as_of = forms.DateField(label=_("Reference date"), widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(max_length=200, required=False, label=_("Only names like this"))
    place = forms.CharField(max_length=200, required=False, label=_("Only at this place"))
    ids = forms.CharField(
        max_length=60_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Or numbers of our register, pasted"),
    )
    table = forms.FileField(required=False, label=_("Or a CSV file with the numbers in its first column"))

    def __init__(self, categories: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "category", categories)

    def clean_table(self) -> UploadedFile[bytes] | None:
        table: UploadedFile[bytes] | None = self.cleaned_data["table"]
        if table and (table.size or 0) > MAX_TABLE:
            raise forms.ValidationError(_("This file is too large to be a list."))
        return table


class ShowForm(Dressed):
    """Why a list of ours is shown before theirs was fixed."""

    reason = forms.CharField(max_length=500, required=False, label=_("Why ours is shown first"))


class LookForm(Dressed):
    """What a person found or did about an alarm."""

    key = forms.CharField(max_length=120, widget=forms.HiddenInput)
    words = forms.CharField(max_length=500, label=_("What you found or did"))


class VerdictForm(forms.Form):
    """An approver's verdict."""

    verdict = forms.ChoiceField(choices=[("approve", _("Approve")), ("refuse", _("Refuse"))])
    passphrase = forms.CharField(required=False, max_length=200, strip=False)
    signed = forms.FileField(required=False)
    reason = forms.CharField(required=False, max_length=1000)


class CounterForm(forms.Form):
    """Whom a counter-proposal keeps of the people of the standing offer."""

    receive = forms.MultipleChoiceField(label=_("We receive"), required=False, widget=forms.CheckboxSelectMultiple)
    give = forms.MultipleChoiceField(label=_("We release"), required=False, widget=forms.CheckboxSelectMultiple)
    note = free(_("Note"), 3, required=False)

    def __init__(self, give: Sequence[Named], receive: Sequence[Named], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, people in (("give", give), ("receive", receive)):
            choose(self, name, [(person.id, f"{person.name} {person.born}".strip()) for person in people])
            self.fields[name].initial = [person.id for person in people]


class ComposeForm(Dressed):
    """The form of one kind of message, made from its fields; `said` are the messages it may be about, with labels."""

    def __init__(self, kind: Kind, said: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        language = get_language() or "en"
        for field in kind.fields:
            for name, entry in _entries(field, said, language):
                self.fields[name] = entry
        self.dress()

    def data_of_kind(self) -> dict[str, Value]:
        """What was filled in, as the data of a message; empty optional fields are left out."""
        given = {field: self._value(field) for field in self.kind.fields}
        return {field.name: value for field, value in given.items() if value not in ("", None)}

    def _value(self, field: Field) -> Value:
        cleaned = self.cleaned_data
        if field.type == "person":
            return {part: cleaned[f"{field.name}_{part}"] for part in ("id", "name", "born")}
        given = cleaned[field.name]
        if isinstance(given, datetime):
            return write_moment(given)
        if isinstance(given, int):
            return given
        return given.isoformat() if isinstance(given, date) else str(given or "")


def _entries(field: Field, said: Sequence[tuple[str, str]], language: str) -> list[tuple[str, forms.Field]]:
    label = say("channel", f"field_{field.name}", language)
    if field.type == "person":
        return [
            (f"{field.name}_id", forms.CharField(label=_("Number in our register"), max_length=64)),
            (f"{field.name}_name", forms.CharField(label=_("Name"), max_length=300)),
            (f"{field.name}_born", forms.CharField(label=_("Date of birth"), max_length=30, required=False)),
        ]
    entry = _choice(field, said, language) or _typed(field)
    entry.label, entry.required = label, not field.optional
    return [(field.name, entry)]


def _choice(field: Field, said: Sequence[tuple[str, str]], language: str) -> forms.Field | None:
    if field.choices:
        return forms.ChoiceField(choices=in_words(field.choices, language))
    return forms.ChoiceField(choices=[("", "—"), *said]) if field.name in ABOUT and field.type == "hash" else None


def _typed(field: Field) -> forms.Field:
    match field.type:
        case "free":
            return free()
        case "day":
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
        case "moment":
            return forms.DateTimeField(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
        case "number":
            return forms.IntegerField(min_value=0)
    return forms.CharField(max_length=300)
