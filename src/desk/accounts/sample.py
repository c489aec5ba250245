"""The accounts of the sample, listed on its sign-in page and nowhere else."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.conf import settings

from desk.accounts.models import Role


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """An account of a made-up person: it protects nothing, so its password may be shown."""

    username: str
    role: str
    password: str

    @property
    def label(self) -> str:
        return str(Role(self.role).label)


def sample_accounts() -> list[SampleAccount]:
    """What the loading of the sample left in `sample.json`; empty on a desk that holds real work."""
    path = settings.VAR / "sample.json"
    if not path.exists():
        return []
    return [SampleAccount(**row) for row in json.loads(path.read_text("utf-8"))["accounts"]]


def sample_passphrase() -> str:
    """What the made-up superiors locked their keys under; empty on a desk that holds real work."""
    path = settings.VAR / "sample.json"
    return str(json.loads(path.read_text("utf-8")).get("passphrase", "")) if path.exists() else ""
