"""The files of an index: shared, started again, cut short, damaged, of another version."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from homeward.linkage.facts import Facts
from homeward.linkage.index import Index, IndexDamaged, IndexOfAnotherVersion
from homeward.linkage.index.draft import told, written

KOVAL = Facts(("Коваль Сергій Петрович",), ("1990-01-02",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Index.build(tmp_path / "index", [("koval", KOVAL), ("other", Facts(("Інший Іван",)))], "read up to here")
    return tmp_path / "index"


def found(index: Index) -> list[str]:
    return [one.person for one in index.search(KOVAL, 1)]


def test_an_index_is_opened_as_it_was_left(folder: Path) -> None:
    Index.open(folder).add("new", Facts(("Непийпиво Аристарх",)))
    again = Index.open(folder)
    assert found(again) == ["koval"]
    assert len(again) == 3
    assert again.bookmark == "read up to here"


def test_a_change_by_one_process_is_seen_by_another(folder: Path) -> None:
    index = Index.open(folder)
    program = (
        "import sys, pathlib, homeward.linkage.index as i; i.Index.open(pathlib.Path(sys.argv[1])).remove('koval')"
    )
    subprocess.run([sys.executable, "-c", program, str(folder)], check=True)
    assert "koval" not in found(index)
    assert len(index) == 1


def test_an_index_built_anew_is_seen_by_those_who_have_it_open(folder: Path) -> None:
    index = Index.open(folder)
    Index.build(folder, [("another", KOVAL)])
    assert found(index) == ["another"]


def test_an_index_may_be_built_in_place_of_a_damaged_one(folder: Path) -> None:
    (folder / "current").write_bytes(b"")
    assert found(Index.build(folder, [("another", KOVAL)])) == ["another"]


@pytest.mark.parametrize("name", ["current", "people-1"])
@pytest.mark.parametrize("kept", [0, 5, 100, -1])
def test_a_file_cut_short_is_refused(folder: Path, name: str, kept: int) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[:kept])
    with pytest.raises(IndexDamaged, match="build the index anew"):
        Index.open(folder)


@pytest.mark.parametrize("name", ["current", "people-1"])
def test_a_file_of_another_version_is_refused(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homeward.linkage.index.archive.version", lambda: "another")
    with pytest.raises(IndexOfAnotherVersion, match=r"another version; build the index anew\.$"):
        Index.open(folder)


@pytest.mark.parametrize("name", ["people-1", "journal-1"])
def test_a_file_that_is_missing_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(IndexDamaged, match=f"{name} is missing"):
        Index.open(folder)


def test_a_byte_changed_within_is_found_by_the_check(folder: Path) -> None:
    index = Index.open(folder)
    index.check()
    file = folder / "people-1"
    file.write_bytes(file.read_bytes().replace(b"1990-01-02", b"1991-01-02"))
    with pytest.raises(IndexDamaged, match="people-1 is damaged"):
        Index.open(folder).check()


def test_a_change_whose_writing_was_cut_short_does_not_count(folder: Path) -> None:
    Index.open(folder).remove("koval")
    journal = folder / "journal-1"
    journal.write_bytes(journal.read_bytes()[:-3])
    index = Index.open(folder)
    assert found(index) == ["koval"]
    index.add("new", Facts(("Непийпиво Аристарх",)))
    assert len(Index.open(folder)) == 3


def test_a_change_that_is_not_what_was_written_is_refused(folder: Path) -> None:
    Index.open(folder).remove("koval")
    journal = folder / "journal-1"
    journal.write_bytes(journal.read_bytes().replace(b"koval", b"novak"))
    with pytest.raises(IndexDamaged, match="journal-1 is damaged"):
        Index.open(folder)


_texts = st.lists(st.text(max_size=5), max_size=2).map(tuple)


@given(st.builds(Facts, names=_texts, born=_texts, ranks=_texts, appearance=_texts))
def test_facts_come_back_as_they_were_stored(facts: Facts) -> None:
    assert told(written(facts).decode()) == facts


class KeptUpToDate(RuleBasedStateMachine):
    """Two processes share an index: whatever they do, both find exactly those who are in."""

    names = ("Коваль Сергій", "Мельник Ганна", "Бондар Іван")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.indexes = [Index.open(self.folder), Index.open(self.folder)]
        self.known: dict[str, str] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(which=st.integers(0, 1), person=st.sampled_from("abc"), name=st.sampled_from(names))
    def put_in(self, which: int, person: str, name: str) -> None:
        self.indexes[which].add(person, Facts((name,)))
        self.known[person] = name

    @rule(which=st.integers(0, 1), person=st.sampled_from("abc"))
    def take_out(self, which: int, person: str) -> None:
        self.indexes[which].remove(person)
        self.known.pop(person, None)

    @rule(which=st.integers(0, 1))
    def many_changes_settle(self, which: int) -> None:
        self.indexes[which].update([("z", Facts(("Зайвий",)))] * 500)
        self.indexes[which].update([("z", None)])
        self.indexes[which].settle()

    @rule(which=st.integers(0, 1))
    def start_again(self, which: int) -> None:
        self.indexes[which] = Index.open(self.folder)

    @invariant()
    def both_find_who_is_in(self) -> None:
        for index in self.indexes:
            assert len(index) == len(self.known)
            for name in self.names:
                best = {one.person for one in index.search(Facts((name,))) if one.log_odds > -2}
                assert best == {person for person, known in self.known.items() if known == name}


KeptUpToDate.TestCase.settings = settings(max_examples=8, stateful_step_count=8, deadline=None)
TestKeptUpToDate = KeptUpToDate.TestCase
