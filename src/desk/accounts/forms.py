"""The sign-in form of the staff."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from desk.accounts.models import Role, User


class SignIn(AuthenticationForm):
    """Takes staff only: families have a site of their own and the desk itself cannot sign in."""

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        super().confirm_login_allowed(user)  # type: ignore[arg-type]
        if isinstance(user, User) and user.role in {Role.FAMILY, Role.SYSTEM}:
            raise ValidationError(_("This account does not open the desk of the headquarters."))
