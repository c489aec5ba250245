from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward import ledger
from homeward.ledger import BrokenChain, Entry

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def chain(length: int) -> list[Entry]:
    entries: list[Entry] = []
    for number in range(length):
        last = entries[-1] if entries else None
        entries.append(ledger.append(last, at=AT, by="olena", act="evidence.take_in", data={"n": number}))
    return entries


def test_the_first_entry_names_nothing_before_it() -> None:
    [entry] = chain(1)
    assert (entry.seq, entry.prev) == (1, "0" * 64)


def test_the_hash_of_an_entry_speaks_of_everything_in_it() -> None:
    [entry] = chain(1)
    assert entry.hash == "5f18715e5bbf454e454c85dad125cd1c536e78010df31ab878f0ffb707dc1c39"


def test_a_time_is_kept_in_utc() -> None:
    there = AT.astimezone(timezone(timedelta(hours=3)))
    assert ledger.append(None, at=there, by="o", act="a", data={}) == ledger.append(
        None, at=AT, by="o", act="a", data={}
    )


def test_an_unbroken_chain_gives_its_last_entry() -> None:
    entries = chain(5)
    assert ledger.verify(entries) == entries[-1]
    assert ledger.verify(entries[2:], last=entries[1]) == entries[-1]
    assert ledger.verify([]) is None


@given(st.integers(0, 5), st.sampled_from(["by", "act", "data", "at", "prev", "hash", "seq"]))
def test_a_changed_entry_is_found(place: int, field: str) -> None:
    other = {"data": {"n": 99}, "at": AT + timedelta(1), "prev": "f" * 64, "hash": "f" * 64, "seq": 77}
    entries = chain(6)
    entries[place] = replace(entries[place], **{field: other.get(field, "boris")})  # type: ignore[arg-type]
    with pytest.raises(BrokenChain):
        ledger.verify(entries)


@given(st.integers(0, 4))
def test_a_removed_doubled_or_swapped_entry_is_found(place: int) -> None:
    whole = chain(6)
    removed = whole[:place] + whole[place + 1 :]
    doubled = whole[: place + 1] + whole[place:]
    swapped = [*whole[:place], whole[place + 1], whole[place], *whole[place + 2 :]]
    for entries in (removed, doubled, swapped):
        with pytest.raises(BrokenChain):
            ledger.verify(entries)
