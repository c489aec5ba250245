"""The desk's ledgers cannot be changed unnoticed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from desk.accounts.models import Role
from desk.audit.actions import record
from desk.audit.models import Chain, Entry
from desk.audit.queries import Filter, entries, line, prove

Staff = Callable[[str], Any]


def test_entries_follow_each_other(staff: Staff, now: datetime) -> None:
    first = record(by=staff("analyst"), at=now, act="evidence.take_in", subject="abc")
    second = record(by=staff("analyst"), at=now, act="evidence.take_in", subject="def")
    assert (first.seq, second.seq, second.prev) == (1, 2, first.hash)
    assert prove("audit").fault == ""


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_an_entry(staff: Staff, now: datetime, change: str) -> None:
    record(by=staff("analyst"), at=now, act="evidence.take_in")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_forged_entry_breaks_the_proof(staff: Staff, now: datetime) -> None:
    entry = record(by=staff("analyst"), at=now, act="evidence.take_in")
    Entry.objects.create(
        chain=entry.chain, seq=2, at=now, by="nobody", act="x", subject="", data={}, prev=entry.hash, hash="0" * 64
    )
    assert prove("audit").fault == "Entry 2 was changed after it was written."


def test_a_chain_whose_end_was_cut_off_is_broken(staff: Staff, now: datetime) -> None:
    record(by=staff("analyst"), at=now, act="evidence.take_in")
    Chain.objects.filter(name="audit").update(length=2, head="f" * 64)
    assert prove("audit").fault == "The end of the chain is missing."


def test_the_auditor_sees_the_proof(signed_in: Callable[[str], Client], staff: Staff, now: datetime) -> None:
    record(by=staff("analyst"), at=now, act="evidence.take_in")
    page = signed_in("auditor").post("/audit/prove/").content.decode()
    assert "Unbroken" in page


def test_entries_are_found_by_who_what_and_about(staff: Staff, now: datetime) -> None:
    record(by=staff("analyst"), at=now, act="evidence.take_in", subject="abc")
    record(by=staff("liaison"), at=now, act="evidence.take_in", subject="def")
    record(by=staff("liaison"), at=now, act="register.state", subject="abc", chain="custody")
    found = [entries(Filter(by="liaison")), entries(Filter(act="register.state")), entries(Filter(subject="abc"))]
    assert [[(row.by, row.act) for row in rows] for rows, _next in found] == [
        [("liaison", "register.state"), ("liaison", "evidence.take_in")],
        [("liaison", "register.state")],
        [("liaison", "register.state"), ("analyst", "evidence.take_in")],
    ]


def test_a_page_of_entries_is_followed_by_the_older_ones(staff: Staff, now: datetime) -> None:
    for number in range(51):
        record(by=staff("analyst"), at=now, act="evidence.take_in", subject=str(number))
    first, key = entries(Filter())
    rest, end = entries(Filter(), key)
    assert (len(first), first[0].subject, [row.subject for row in rest], end) == (50, "50", ["0"], None)


def test_details_are_written_for_a_reader(staff: Staff, now: datetime) -> None:
    entry = record(by=staff("analyst"), at=now, act="register.search", data={"answers": ["abc", "def"], "purpose": ""})
    assert line(entry).details == (("answers", "abc, def"),)


@pytest.mark.parametrize("role", [role for role in Role.values if role not in {"auditor", "family", "system"}])
def test_nobody_but_the_auditor_reads_the_ledger(signed_in: Callable[[str], Client], role: str) -> None:
    assert signed_in(role).get("/audit/").status_code == 403


def test_a_proof_is_itself_an_entry(signed_in: Callable[[str], Client], staff: Staff, now: datetime) -> None:
    record(by=staff("analyst"), at=now, act="evidence.take_in")
    signed_in("auditor").post("/audit/prove/")
    assert Entry.objects.get(act="audit.prove").data == {"subject": "", "chains": 1, "broken": 0}
