"""A secret under a passphrase: opened by it alone, at a cost that the file names and that has a limit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward import canonical
from homeward.keys import BadKey, Cost, Locked, WeakPassphrase, WrongPassphrase, close, lock, unlock

CHEAP = Cost(memory=8, passes=1, lanes=1)
WORDS = "a long night on the river"


def locked() -> Locked:
    return lock(b"seed", WORDS, "vrh_p1", CHEAP)


def test_the_passphrase_opens_it_and_nothing_else_does() -> None:
    assert unlock(locked(), WORDS) == b"seed"
    for wrong in (WORDS[:-1], WORDS.upper(), ""):
        with pytest.raises(WrongPassphrase):
            unlock(locked(), wrong)


def test_two_lockings_of_one_secret_have_nothing_in_common() -> None:
    one, other = locked(), locked()
    assert one.salt != other.salt
    assert one.box != other.box


def test_one_spelling_for_what_looks_alike() -> None:
    composed, decomposed = "\u0439" * 12, "\u0438\u0306" * 12
    assert unlock(lock(b"seed", composed, "x", CHEAP), f" {decomposed}\n") == b"seed"


def test_a_passphrase_of_eleven_signs_is_refused() -> None:
    with pytest.raises(WeakPassphrase, match="at least 12 signs"):
        lock(b"seed", "eleven sign", "x", CHEAP)


def test_a_pin_is_closed_under_whatever_it_is() -> None:
    assert unlock(close(b"seed", "2468", "x", CHEAP), "2468") == b"seed"


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "vrh_p2"), ("memory", 16), ("passes", 2), ("salt", "AAAAAAAAAAAAAAAAAAAAAA=="), ("box", "AAAA")],
)
def test_a_change_anywhere_keeps_it_shut(field: str, value: str | int) -> None:
    fields = dict(canonical.decode(locked().to_bytes()))  # type: ignore[arg-type]
    changed = Locked.from_bytes(canonical.encode(fields | {field: value}))
    with pytest.raises(WrongPassphrase):
        unlock(changed, WORDS)


@pytest.mark.parametrize(("field", "value"), [("memory", 2**21), ("passes", 17), ("lanes", 0), ("memory", 7)])
def test_a_cost_beyond_reason_is_refused_before_any_work(field: str, value: int) -> None:
    fields = dict(canonical.decode(locked().to_bytes()))  # type: ignore[arg-type]
    with pytest.raises(BadKey, match="more work than is allowed"):
        Locked.from_bytes(canonical.encode(fields | {field: value}))


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    with pytest.raises(BadKey):
        Locked.from_bytes(data)


@given(st.binary(max_size=80), st.text(min_size=12, max_size=30).filter(lambda text: len(text.strip()) >= 12))
def test_what_was_locked_comes_back_through_its_bytes(secret: bytes, passphrase: str) -> None:
    try:
        made = lock(secret, passphrase, "x", CHEAP)
    except WeakPassphrase:
        return  # signs that are one to every keyboard
    assert unlock(Locked.from_bytes(made.to_bytes()), passphrase) == secret
