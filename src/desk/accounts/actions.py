"""Opening accounts and keeping count of failed sign-ins."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from desk.accounts.models import Attempt, User
from desk.audit.actions import record

LIMIT = 8
WINDOW = timedelta(minutes=15)


@transaction.atomic
def open_account(*, by: User, at: datetime, username: str, role: str, name: str, password: str) -> User:
    """A new account; `password` is kept only as its hash."""
    user = User.objects.create_user(username=username, password=password, role=role, first_name=name)
    record(by=by, at=at, act="accounts.open_account", subject=username, data={"role": role})
    return user


@transaction.atomic
def note_failure(*, at: datetime, username: str, address: str) -> None:
    """Count a sign-in that failed; the entry in the ledger names the account tried, not the password."""
    Attempt.objects.create(username=username[:150], address=address, at=at)
    record(by=desk_itself(), at=at, act="accounts.sign_in_failed", data={"username": username[:150]})


def too_many(*, at: datetime, username: str, address: str) -> bool:
    """Whether this account or this address failed so often lately that it has to wait."""
    same = Q(username=username[:150]) | Q(address=address)
    lately = Attempt.objects.filter(same, at__gt=at - WINDOW)
    return lately.count() >= LIMIT


def desk_itself() -> User:
    """The account under which the desk's own background work is recorded; nobody can sign in with it."""
    user, made = User.objects.get_or_create(username="desk", role="system", defaults={"first_name": "Homeward"})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
