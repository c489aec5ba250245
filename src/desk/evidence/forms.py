"""The forms of the evidence room. They check; they never save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from homeward.evidence.details import date_value
from homeward.evidence.mention import Detail


class SeveralFiles(forms.FileField):
    """A field that takes several files at once."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFiles, self).clean(file, initial) for file in files if file is not None]


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class Upload(forms.Form):
    """Files as they were found, and where."""

    found = SeveralFiles(widget=SeveralFilesInput, label=_("Files"), allow_empty_file=True)
    source = forms.CharField(max_length=300, label=_("Where they were found"))

    @property
    def given(self) -> Sequence[UploadedFile[bytes]]:
        files: Sequence[UploadedFile[bytes]] = self.cleaned_data["found"]
        return files


class ReadStrip(forms.Form):
    """What a row of a photographed list says."""

    written = forms.CharField(max_length=300, required=False, label=_("Name as it stands"))
    born = forms.CharField(max_length=40, required=False, label=_("Date of birth as it stands"))
    note = forms.CharField(max_length=300, required=False, label=_("What else the row says"))
    illegible = forms.BooleanField(required=False, label=_("Illegible"))

    def details(self) -> list[Detail]:
        born = self.cleaned_data["born"].strip()
        note = self.cleaned_data["note"].strip()
        found = [Detail("birth_date", date_value(born) or born, born)] if born else []
        return found + ([Detail("note", note, note)] if note else [])
