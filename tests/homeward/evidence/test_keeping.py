"""Bytes are kept as they were and proved on every read; a bag carries them with their custody."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from homeward.cli import main
from homeward.evidence.bag import Bag, Found, TooLarge
from homeward.evidence.fetch import NotFetched, fetch
from homeward.evidence.item import Kind
from homeward.evidence.kind import MAX_BYTES
from homeward.evidence.store import Altered, EmptyItem, Missing, Store
from homeward.ledger import BrokenChain

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.fixture
def bag(tmp_path: Path) -> Bag:
    return Bag(tmp_path / "bag")


def test_bytes_come_back_by_their_hash(tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert store.put(b"abc") == ABC
    assert store.get(ABC) == b"abc"


def test_altered_bytes_are_noticed_on_reading(tmp_path: Path) -> None:
    store = Store(tmp_path)
    path = store.path(store.put(b"abc"))
    path.chmod(0o600)
    path.write_bytes(b"abd")
    with pytest.raises(Altered):
        store.get(ABC)


def test_an_unknown_address_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="holds no item"):
        Store(tmp_path).get(ABC)


def test_a_zero_byte_file_is_refused_with_a_sentence(bag: Bag) -> None:
    with pytest.raises(EmptyItem, match="0 bytes"):
        bag.capture(Found(b"", "empty.txt", ""), collector="analyst", at=AT)


def test_a_file_too_large_is_refused_with_a_sentence(bag: Bag) -> None:
    with pytest.raises(TooLarge):
        bag.capture(Found(bytes(MAX_BYTES + 1), "huge.bin", ""), collector="analyst", at=AT)


def test_a_bag_gives_back_what_was_captured(bag: Bag) -> None:
    item = bag.capture(Found(b"abc", "a.txt", "a channel"), collector="analyst", at=AT)
    assert list(bag.items()) == [item]
    assert (item.kind, item.sha256, item.source, item.collected_at) == (Kind.PAGE, ABC, "a channel", AT)


@pytest.mark.parametrize("change", [("a.txt", "b.txt"), ('{"seq"', "not json {")])
def test_a_bag_with_a_touched_ledger_is_refused(bag: Bag, change: tuple[str, str]) -> None:
    bag.capture(Found(b"abc", "a.txt", "a channel"), collector="analyst", at=AT)
    ledger = bag.folder / "custody.jsonl"
    ledger.write_text(ledger.read_text("utf-8").replace(*change), "utf-8")
    with pytest.raises(BrokenChain):
        list(bag.items())


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://example.org/a", "javascript:alert(1)", "https://[::"])
def test_only_web_addresses_are_fetched(address: str) -> None:
    with pytest.raises(NotFetched):
        fetch(address)


def test_capture_keeps_the_good_file_and_names_the_bad(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_bytes(b"abc")
    empty.write_bytes(b"")
    given = ["capture", str(good), str(empty), str(tmp_path / "absent"), "--bag", str(tmp_path / "bag")]
    assert main([*given, "--collector", "analyst"]) == 1
    said = capsys.readouterr()
    assert ABC in said.out
    assert "0 bytes" in said.err
    assert "cannot be read" in said.err
    assert [item.collector for item in Bag(tmp_path / "bag").items()] == ["analyst"]


def test_a_file_that_is_nothing_to_verify_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"abc\n")
    assert main(["verify", str(path)]) == 1
    assert "neither a dossier nor a transcript nor a receipt" in capsys.readouterr().err
