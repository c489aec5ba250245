"""The mailbox on disk: what it took is there after any stop; what it refused left nothing behind."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from homeward.channel.carriers import cell
from homeward.channel.carriers.errors import CarrierError
from homeward.channel.relay.mailbox import SEGMENT, Mailbox

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SMALL = cell.SIZES[0]


def message(number: int, size: int = 100) -> bytes:
    return cell.fill(number.to_bytes(4) * (size // 4))


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """The kernel lets no file grow beyond `size`: a write stops half-way and the next fails, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_came_is_there_in_order_after_a_restart(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path, 10**6)
    assert [mailbox.put(message(n), AT)[0].number for n in (5, 6, 7)] == [1, 2, 3]
    again = Mailbox(tmp_path, 10**6)
    assert [again.read(one.number) for one in again.after(1)] == [message(6), message(7)]


def test_the_same_message_again_has_its_first_number_and_time(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path, 10**6)
    first, _ = mailbox.put(message(5), AT)
    again, new = mailbox.put(message(5), AT + timedelta(hours=1))
    assert (again, new) == (first, False)


def test_time_never_runs_backwards_in_a_mailbox(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path, 10**6)
    mailbox.put(message(1), AT)
    assert mailbox.put(message(2), AT - timedelta(days=1))[0].at == AT


def test_a_full_mailbox_refuses_and_keeps_what_it_has(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path, 2 * SMALL)
    for number in (1, 2):
        mailbox.put(message(number), AT)
    with pytest.raises(CarrierError, match="nothing was lost"):
        mailbox.put(message(3), AT)
    assert len(Mailbox(tmp_path, 2 * SMALL).after(0)) == 2


@pytest.mark.parametrize("room", [0, 1, 50, 89, 5000, SMALL])
def test_a_full_disk_refuses_and_leaves_nothing_half_written(tmp_path: Path, room: int) -> None:
    mailbox = Mailbox(tmp_path, 10**6)
    one, _ = mailbox.put(message(1), AT)
    with files_end_at(one.end + room), pytest.raises(CarrierError, match="disk is full"):
        mailbox.put(message(2), AT)
    assert one.segment.stat().st_size == one.end
    assert mailbox.put(message(2), AT)[0].number == 2
    assert [again.digest for again in Mailbox(tmp_path, 10**6).after(1)] == [mailbox.after(1)[0].digest]


@pytest.mark.parametrize("cut", [1, 40, 88, 90, 5000, SMALL])
def test_a_record_cut_short_by_a_stop_is_set_aside_and_the_others_stay(tmp_path: Path, cut: int) -> None:
    mailbox = Mailbox(tmp_path, 10**6)
    first, second = (mailbox.put(message(number), AT)[0] for number in (1, 2))
    whole = second.segment.read_bytes()
    second.segment.write_bytes(whole[:-cut])
    again = Mailbox(tmp_path, 10**6)
    assert again.after(0) == (first,)
    assert again.put(message(2), AT)[0].number == 2
    assert [path.read_bytes() for path in tmp_path.glob("*.torn*")] == [whole[first.end : -cut]]


def test_damage_before_the_end_is_said_and_nothing_is_cut_off(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path, 10**8)
    big = [mailbox.put(message(number, cell.SIZES[3] - 100), AT)[0] for number in range(3)]
    data = bytearray(big[0].segment.read_bytes())
    data[500] ^= 1
    big[0].segment.write_bytes(data)
    with pytest.raises(CarrierError, match="damaged before its end"):
        Mailbox(tmp_path, 10**8)
    assert big[0].segment.read_bytes() == data
    with pytest.raises(CarrierError, match="damaged message 1"):
        mailbox.read(1)


def test_what_the_reader_has_is_removed_and_numbers_go_on(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path, 10**8)
    count = SEGMENT // cell.SIZES[3] + 2
    for number in range(count):
        mailbox.put(message(number, cell.SIZES[3] - 100), AT)
    mailbox.taken(count)
    kept = Mailbox(tmp_path, 10**8)
    assert 0 < len(kept.after(0)) < count
    assert kept.put(message(99), AT)[0].number == count + 1


def test_what_the_reader_has_not_is_never_removed(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path, 10**8)
    for number in range(6):
        mailbox.put(message(number, cell.SIZES[3] - 100), AT)
    mailbox.taken(3)
    assert [one.number for one in mailbox.after(3)] == [4, 5, 6]
