"""Writing to the ledgers. Every act of the desk ends with one entry, inside the act's own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from desk.accounts.models import User
from desk.audit.models import Chain, Entry
from homeward import ledger
from homeward.canonical import Value

AUDIT = "audit"
CUSTODY = "custody"


@transaction.atomic
def record(
    *,
    by: User,
    at: datetime,
    act: str,
    subject: str = "",
    data: Mapping[str, Value] | None = None,
    chain: str = AUDIT,
) -> Entry:
    """Append one entry: `act` is what was done ("evidence.take_in"), `subject` the public id it was done to, `data`
    what a reviewer needs to know, without names of persons or secrets."""
    row, _ = Chain.objects.select_for_update().get_or_create(name=chain)
    content = {"subject": subject, **(data or {})}
    last = ledger.Entry(row.length, at, "", "", {}, "", row.head) if row.length else None
    entry = ledger.append(last, at=at, by=by.username, act=act, data=content)
    row.length, row.head = entry.seq, entry.hash
    row.save(update_fields=["length", "head"])
    return Entry.objects.create(
        chain=row,
        seq=entry.seq,
        at=entry.at,
        by=entry.by,
        act=entry.act,
        subject=subject,
        data=content,
        prev=entry.prev,
        hash=entry.hash,
    )
