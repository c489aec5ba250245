"""Bulk linkage: files in, links out, whatever happens in between."""

from __future__ import annotations

import csv
import multiprocessing
import os
import signal
from pathlib import Path

import pyarrow as pa
import pytest

from homeward.cli import main
from homeward.linkage import bulk_files
from homeward.linkage.bulk import OtherRun, Run, plan
from homeward.linkage.bulk_batches import OFFERS, Verdict, batch_of, facts_of
from homeward.linkage.bulk_files import Unreadable
from homeward.linkage.bulk_links import settle
from homeward.linkage.engines.local import Local
from homeward.linkage.facts import Facts

PEOPLE = """id,names,born,units
p1,Шевчук Олександр Іванович,1988-03-12,24-та ОМБр
p2,Шевчук Петро Іванович,1990-07-01,24-та ОМБр
p3,Мельник Степан Андрійович,1979-11-30,
p4,Бондаренко Григорій Павлович|Bondarenko Hryhorii,1995-01-09,
p5,Коваленко Іван Петрович,1985-05-05,
p6,Коваленко Іван Петрович,1991-02-02,
"""
MENTIONS = """id,names,born
m1,Александр Шевчук,1988
m2,МЕЛЬНИКА СТЕПАНА,30.11.1979
m3,Bondarenko Grigory,1995-01-09
m4,І. П.,1985-05-05
m5,,1985-05-05
m6,Ткаченко Василь,1970-01-01
m7,Коваленко Иван Петрович,
"""
MEANT = {"m1": "p1", "m2": "p3", "m3": "p4"}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    mentions, people = tmp_path / "mentions.csv", tmp_path / "people.csv"
    mentions.write_text(MENTIONS, "utf-8")
    people.write_text(PEOPLE, "utf-8")
    return mentions, people


def link(files: tuple[Path, Path], out: Path, *, processes: int = 1, die_after: int = 0) -> bytes:
    """The links of the files, in chunks of two mentions against slices of four people; the process is killed after so
    many parts."""

    def progress(done: int, _: int) -> None:
        if done == die_after:
            os.kill(os.getpid(), signal.SIGKILL)

    tables = [bulk_files.read(path) for path in files]
    run = Run(out, plan(*files, chunk=2, slice=4))
    return run.link(*tables, Local(processes), progress if die_after else lambda *_: None).read_bytes()


def verdicts(links: bytes) -> dict[str, tuple[str, str]]:
    return {row["mention"]: (row["verdict"], row["person"]) for row in csv.DictReader(links.decode().splitlines())}


def test_each_mention_is_linked_with_whom_it_means(files: tuple[Path, Path], tmp_path: Path) -> None:
    found = verdicts(link(files, tmp_path / "out"))
    assert {one: found[one] for one in MEANT} == {one: ("linked", person) for one, person in MEANT.items()}


def test_initials_only_and_no_name_are_insufficient_and_never_linked(files: tuple[Path, Path], tmp_path: Path) -> None:
    found = verdicts(link(files, tmp_path / "out"))
    assert found["m4"] == found["m5"] == ("insufficient", "")


def test_somebody_the_register_lacks_is_nobody(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert verdicts(link(files, tmp_path / "out"))["m6"][0] == "nobody"


def test_of_two_namesakes_in_different_slices_neither_is_linked(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert verdicts(link(files, tmp_path / "out"))["m7"][0] == "unsure"


@pytest.mark.parametrize("parts", [1, 5])
def test_a_run_that_was_killed_goes_on_and_ends_with_the_same_bytes(
    files: tuple[Path, Path], tmp_path: Path, parts: int
) -> None:
    killed = multiprocessing.get_context("fork").Process(
        target=link, args=(files, tmp_path / "killed"), kwargs={"die_after": parts}
    )
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    assert not (tmp_path / "killed" / "links.csv").exists()
    kept = {one: one.stat().st_mtime_ns for one in (tmp_path / "killed").glob("offers-*.arrow")}
    assert len(kept) == parts
    assert link(files, tmp_path / "killed") == link(files, tmp_path / "whole")
    assert all(one.stat().st_mtime_ns == when for one, when in kept.items())


def test_children_end_with_the_process_that_was_killed(files: tuple[Path, Path], tmp_path: Path) -> None:
    reading, writing = os.pipe()
    killed = multiprocessing.get_context("fork").Process(
        target=link, args=(files, tmp_path / "killed"), kwargs={"processes": 2, "die_after": 1}
    )
    killed.start()
    os.close(writing)
    killed.join()
    assert os.read(reading, 1) == b""  # not before the last who could write has ended
    os.close(reading)


def test_two_processes_come_to_the_same_as_one(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert link(files, tmp_path / "one") == link(files, tmp_path / "two", processes=2)


def test_a_folder_with_a_run_over_other_files_is_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    link(files, tmp_path / "out")
    files[0].write_text(MENTIONS + "m8,Шевчук П.,\n", "utf-8")
    with pytest.raises(OtherRun, match="other files"):
        link(files, tmp_path / "out")


def test_the_command_links_two_files(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["link", str(files[0]), str(files[1]), "--out", str(out), "--processes", "1"]) == 0
    told = capsys.readouterr()
    assert told.out == f"{out / 'links.csv'}: 7 mentions against 6 people.\n"
    assert told.err.endswith("1 of 1 chunks are done.\n")


@pytest.mark.parametrize("share", ["0", "1", "1.5"])
def test_a_share_that_is_none_is_refused(files: tuple[Path, Path], tmp_path: Path, share: str) -> None:
    assert main(["link", *map(str, files), "--out", str(tmp_path / "out"), "--absent", share]) == 1


def test_where_most_mentions_speak_of_strangers_fewer_are_linked(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["link", *map(str, files), "--out", str(out), "--processes", "1", "--absent", "0.99999999999999"]) == 0
    assert "linked" not in {verdict for verdict, _ in verdicts((out / "links.csv").read_bytes()).values()}


def test_no_mentions_make_no_links(files: tuple[Path, Path], tmp_path: Path) -> None:
    files[0].write_text("id,names\n", "utf-8")
    assert verdicts(link(files, tmp_path / "out")) == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "cannot be read"),
        (b"id,name\n1,a\n", "no column names"),
        (b"id,names\n1,a\n1,b\n", "same id"),
        (b"id,names\n1,\xff\xfe\n", "cannot be read"),
    ],
)
def test_a_file_that_is_no_table_of_people_is_refused(tmp_path: Path, text: bytes, reason: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(text)
    with pytest.raises(Unreadable, match=reason):
        bulk_files.read(path)


def test_rows_without_an_id_go_by_their_number(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("names,ranks\nБойко Іван|Boyko Ivan,\n,сержант\n", "utf-8")
    table = bulk_files.read(path)
    assert table.column("id").to_pylist() == ["1", "2"]
    (batch,) = table.combine_chunks().to_batches()
    assert list(facts_of(batch)) == [Facts(("Бойко Іван", "Boyko Ivan")), Facts((), ranks=("сержант",))]


def test_facts_survive_a_batch() -> None:
    facts = Facts(
        ("а", "б"), ("1988",), ("24",), ("сержант",), ("Оленівка",), ("ВХ-1",), ("Бойко Марія",), ("eyes=grey",)
    )
    assert list(facts_of(batch_of([("m", facts)]))) == [facts]


def test_offers_of_two_slices_compete() -> None:
    rows = [
        {"mention": "m", "person": "a", "log_odds": 9.0, "others": 0.0, "told": True},
        {"mention": "m", "person": "b", "log_odds": 9.0, "others": 0.0, "told": True},
    ]
    (found,) = settle(pa.Table.from_pylist(rows, OFFERS), 1000).to_pylist()
    assert found["verdict"] == Verdict.UNSURE
    assert found["probability"] == pytest.approx(found["second_probability"])
    assert 0.45 < found["probability"] < 0.5


def test_a_crowd_of_namesakes_makes_the_best_unlikely() -> None:
    rows = [{"mention": "m", "person": "a", "log_odds": 9.0, "others": 99 * 8103.08, "told": True}]
    (found,) = settle(pa.Table.from_pylist(rows, OFFERS), 1000).to_pylist()
    assert found["probability"] == pytest.approx(0.01, abs=1e-4)
    assert found["verdict"] == Verdict.UNSURE
