"""The accounts of the sample: one for each role, with passwords drawn anew for each desk, and one passphrase for all
keys of its superiors. A family's account is opened with its case."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.conf import settings

from desk.accounts.actions import desk_itself, open_account
from desk.accounts.models import Role, User

_NAMES = {
    Role.ANALYST: "Ярина Береза",
    Role.LIAISON: "Марта Гай",
    Role.NEGOTIATOR: "Остап Ліщина",
    Role.APPROVER: "Роман Явір",
    Role.ESCORT: "Богдан Клен",
    Role.CUSTODIAN: "Зоряна Верба",
    Role.MEDIATOR: "Alma Brook",
    Role.OBSERVER: "Jean Rivière",
    Role.DEBRIEFER: "Соломія Тополя",
    Role.IDENTIFIER: "Гнат Ясен",
    Role.AUDITOR: "Устим Граб",
    Role.DUTY: "Данило Смерека",
}
SECOND_APPROVER = "approver2"


def open_accounts(at: datetime, roles: Collection[Role] = tuple(Role)) -> None:
    """Open the accounts of these `roles` and leave their passwords in `sample.json`, readable by the desk's owner
    alone."""
    path = _file()
    path.touch(mode=0o600)
    path.write_text(json.dumps({"accounts": [], "passphrase": secrets.token_urlsafe(12)}), "utf-8")
    for username, role, name in [*((str(role), role, name) for role, name in _NAMES.items()), _second()]:
        if role not in roles:
            continue
        password = secrets.token_urlsafe(9)
        open_account(by=desk_itself(), at=at, username=username, role=role, name=name, password=password)
        publish(username, role, password)


def publish(username: str, role: Role, password: str) -> None:
    """Write an account beside the others; the sign-in page shows them."""
    kept = json.loads(_file().read_text("utf-8"))
    kept["accounts"].append({"username": username, "role": str(role), "password": password})
    _file().write_text(json.dumps(kept, indent=1), "utf-8")


def _file() -> Path:
    return Path(settings.VAR) / "sample.json"


def _second() -> tuple[str, Role, str]:
    """A commitment needs two superiors."""
    return SECOND_APPROVER, Role.APPROVER, "Ганна Липа"


def staff(role: Role) -> User:
    """The account of a role."""
    return User.objects.get(username=str(role))
