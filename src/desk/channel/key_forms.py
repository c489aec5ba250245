"""The forms of keys: seats, the root, PINs, devices, the end of a say. They check; the actions save."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from desk.accounts.models import User
from desk.channel.common_forms import Dressed, choose, in_words
from desk.channel.forms import MAX_CARD
from homeward.channel.kinds import kind

_SECRET = forms.PasswordInput(attrs={"autocomplete": "off"})


class SeatForm(Dressed):
    """A passphrase for a new key, typed twice."""

    passphrase = forms.CharField(label=_("Passphrase"), strip=False, max_length=200, widget=_SECRET)
    again = forms.CharField(label=_("The same again"), strip=False, max_length=200, widget=_SECRET)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("passphrase") != self.cleaned_data.get("again"):
            self.add_error("again", _("The two are not the same."))
        return self.cleaned_data


class PassphraseForm(Dressed):
    """The words that open a key for one look."""

    passphrase = forms.CharField(label=_("Passphrase"), strip=False, max_length=200, widget=_SECRET)


class PinForm(Dressed):
    """A PIN: which of the two, nobody can see."""

    pin = forms.CharField(label=_("PIN"), max_length=40, widget=_SECRET)


class PinsForm(Dressed):
    """Two PINs, to be set."""

    pin = forms.CharField(label=_("The PIN you write with"), max_length=40, widget=_SECRET)
    second = forms.CharField(label=_("The second one, if somebody forces you"), max_length=40, widget=_SECRET)


class KeyFileForm(Dressed):
    """The public half of a key that was made elsewhere."""

    key = forms.FileField(label=_("The public half of the key"))


class RootForm(Dressed):
    """What opens the root, and its file if it is brought."""

    passphrase = forms.CharField(label=_("Passphrase of the root"), strip=False, max_length=200, widget=_SECRET)
    root = forms.FileField(label=_("The root's file from its stick, if it is not here"), required=False)

    @property
    def opens(self) -> dict[str, Any]:
        """What an act takes to open the root."""
        file = self.cleaned_data["root"]
        return {"passphrase": self.cleaned_data["passphrase"], "brought": file.read(MAX_CARD) if file else b""}


class DeviceForm(RootForm):
    """A device, who carries it, and for how long."""

    key = forms.FileField(label=_("The public half of the device's key"))
    duty = forms.FileField(
        label=_("What its key has sealed for the duty officer, if it has two passphrases"), required=False
    )
    carrier = forms.ChoiceField(label=_("Carried by"))
    days = forms.IntegerField(label=_("Days in force, at most thirty"), min_value=1, max_value=30, initial=30)
    field_order = ("key", "duty", "carrier", "days", "passphrase", "root")

    def __init__(self, carriers: Sequence[User], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._carriers = {user.username: user for user in carriers}
        choose(self, "carrier", [(name, user.first_name or name) for name, user in self._carriers.items()])

    def clean_carrier(self) -> User:
        return self._carriers[self.cleaned_data["carrier"]]


class EndForm(Dressed):
    """Why a holder's say is to be ended."""

    reason = forms.ChoiceField(label=_("Reason"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        [reason] = [one for one in kind("revoke").fields if one.name == "reason"]
        choose(self, "reason", in_words(reason.choices, get_language() or "en"))
