"""A side that keeps its round in a folder: it may be killed after any page, and every act goes on where it stopped."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from homeward.channel.matching.entries import Entrant
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.keeping import Kept, Part
from homeward.channel.matching.pages import Page
from homeward.channel.matching.steps import Standing, Step, standing
from tests.homeward.channel.rounds import SECRETS, TERMS, crowd
from tests.homeward.channel.sides import Table, shown, sit_down, untold

TODAY = date(2026, 11, 24)


class Killed(Exception):
    """The power fails."""


def killed(done: int, total: int) -> None:
    raise Killed


def stands(table: Table, party: str = "VRH", today: date = TODAY) -> Standing:
    side, signed = table.side(party), table.signed
    state = side.state(signed) if len(signed.commits) == 2 else None
    return standing(TERMS, signed, party, side.peer, state, today)


def test_two_sides_in_folders_find_whom_both_know(tmp_path: Path) -> None:
    table = sit_down(tmp_path, crowd("a", range(180)), crowd("b", range(178, 300)))
    table.exchange_points()
    table.exchange_answers()
    table.exchange_proofs()

    for party, found in (("VRH", {"a178", "a179"}), ("ZLS", {"b178", "b179"})):
        assert {match.id for match in table.result(party)} == found
        assert {match.keys for match in table.result(party)} == {(1, 2, 3, 4, 5, 6)}


def test_each_step_names_what_is_missing_next(tmp_path: Path) -> None:
    table = Table(tmp_path)
    seen = [stands(table)]
    table.enter("VRH", crowd("a", range(200)))
    seen.append(stands(table))
    table.enter("ZLS", crowd("b", range(199, 400)))
    seen.append(stands(table))
    table.exchange_points()
    mine, theirs = table.answers["VRH"], table.answers["ZLS"]
    for answers in ({}, {"VRH": mine}, {"VRH": mine, "ZLS": theirs}):
        table.answers = answers
        seen.append(stands(table))
    table.exchange_answers()
    seen.append(stands(table))
    table.exchange_proofs()
    proofs = table.proofs
    for held in ({"VRH": proofs["VRH"]}, proofs):
        table.proofs = held
        seen.append(stands(table))

    assert [one.step for one in seen] == [step for step in Step if step != Step.LATE]
    assert [(one.done, one.total) for one in seen if one.total] == [(0, 2), (0, 2)]
    assert [step for step in Step if step.ours] == [Step.ENTER, Step.ANSWER, Step.PROVE, Step.RESULT]


def test_whoever_has_not_committed_in_time_is_late(tmp_path: Path) -> None:
    table = Table(tmp_path)
    assert stands(table, today=date(2026, 12, 23)).step == Step.ENTER
    assert stands(table, today=date(2026, 12, 24)).step == Step.LATE
    table.enter("VRH", crowd("a", range(3)))
    assert stands(table, today=date(2026, 12, 24)).step == Step.LATE


def test_blinding_goes_on_after_the_page_at_which_it_was_killed(tmp_path: Path) -> None:
    table, whole = Table(tmp_path / "killed"), Table(tmp_path / "whole")
    people = crowd("a", range(200))
    table.side("VRH").enter(people, SECRETS["VRH"])
    with pytest.raises(Killed):
        table.side("VRH").commit(killed)
    assert len(table.side("VRH").points(1200).pages) == 1

    whole.enter("VRH", people)
    assert table.side("VRH").commit(untold) == whole.commits["VRH"]


def test_taking_in_goes_on_after_the_page_at_which_it_was_killed(tmp_path: Path) -> None:
    table = sit_down(tmp_path, crowd("a", range(180)), crowd("b", range(178, 380)))
    side, pages = table.side("VRH"), shown(table.points("ZLS"))
    with pytest.raises(Killed):
        side.take_points(side.state(table.signed), pages, killed)
    assert stands(table) == Standing(Step.THEIR_POINTS, 1, 2)
    side.kept.add(Part.ANSWERS, b"half a page")  # the power failed before the rest was written

    table.exchange_points()
    table.exchange_answers()
    table.exchange_proofs()
    assert {match.id for match in table.result("VRH")} == {"a178", "a179"}


def test_whom_we_entered_does_not_change_when_the_register_does(tmp_path: Path) -> None:
    table = Table(tmp_path)
    table.enter("VRH", crowd("a", range(3)))
    table.side("VRH").enter(crowd("a", range(4)), b"another secret".ljust(32))

    assert table.side("VRH").commit(untold) == table.commits["VRH"]


def test_more_people_than_agreed_are_refused_before_any_work(tmp_path: Path) -> None:
    table = Table(tmp_path)
    with pytest.raises(MatchingRefused, match="at most 2520"):
        table.side("VRH").enter(crowd("a", range(421)), SECRETS["VRH"])
    assert not table.side("VRH").kept.begun


def test_a_list_that_was_changed_on_the_disk_is_refused(tmp_path: Path) -> None:
    table = sit_down(tmp_path, crowd("a", range(3)), crowd("b", range(3)))
    table.exchange_points()
    path = tmp_path / "VRH" / Part.THEIRS
    path.write_bytes(path.read_bytes()[::-1])

    with pytest.raises(MatchingRefused, match="damaged"):
        table.side("VRH").state(table.signed)


def test_a_refused_page_is_not_kept(tmp_path: Path) -> None:
    table = sit_down(tmp_path, crowd("a", range(3)), crowd("b", range(3)))
    side = table.side("VRH")
    with pytest.raises(MatchingRefused, match="committed"):
        side.take_points(side.state(table.signed), [Page(0, bytes(18 * 32), ())], untold)

    assert stands(table) == Standing(Step.THEIR_POINTS, 0, 1)


def test_what_is_kept_is_for_its_owner_alone_and_goes_as_a_whole(tmp_path: Path) -> None:
    table = sit_down(tmp_path, crowd("a", range(3)), crowd("b", range(3)))
    kept = table.side("VRH").kept
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept.folder.iterdir()} == {0o600}
    assert stat.S_IMODE(kept.folder.stat().st_mode) == 0o700

    kept.erase()
    assert not kept.folder.exists()
    with pytest.raises(MatchingRefused, match="erased"):
        table.side("VRH").commit(untold)


def test_two_processes_do_not_work_on_one_round_and_looking_hinders_nobody(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "round")
    assert not kept.busy
    with kept.alone():
        assert kept.busy
        with pytest.raises(MatchingRefused, match="being worked on"), kept.alone():
            pass
    with kept.alone():
        pass
    assert not kept.busy


def test_people_are_kept_as_they_were(tmp_path: Path) -> None:
    people = [Entrant("a,1", ("1|x", None, 'three "3"', None, None, "6|ї"))]
    Kept(tmp_path).begin(people, bytes(32))

    assert Kept(tmp_path).people() == people
    assert Kept(tmp_path).secret() == bytes(32)
