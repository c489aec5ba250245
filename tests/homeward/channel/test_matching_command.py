"""`homeward match`: two machines without a desk look for people, with nothing between them but files."""

from __future__ import annotations

import stat
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from homeward.channel.matching import command
from homeward.channel.matching.station import Station
from homeward.cli import main

NOW = datetime.now(UTC)
TODAY = NOW.date().isoformat()
OURS = (
    "name;born;service number\nКоваль Іван Петрович;12.05.1990;АБ-123456\nШевченко Олег;1988-04-03;\nМельник Петро;;\n"
)
THEIRS = "name,born\nОрлов Илья Петрович,1999-01-02\nКоваль Иван Петрович,1990-05-12\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with both sides' keys and registers."""
    monkeypatch.chdir(tmp_path)
    for party, register in (("VRH", OURS), ("ZLS", THEIRS)):
        assert match("key", f"{party}.key", "--party", party) == 0
        Path(f"{party}.csv").write_text(register, "utf-8")
    return tmp_path


def match(*arguments: str) -> int:
    return main(["match", *arguments])


def prepare(party: str, peer: str, round: str = "", *more: str) -> int:
    claimed = ("--claimed", "VRH=10", "--claimed", "ZLS=10")
    who = ("--key", f"{party}.key", "--peer", f"{peer}.public.json", "--register", f"{party}.csv")
    return match("prepare", round or party, *who, "--category", "vrh_all", "--epoch", TODAY, *claimed, *more)


def files(party: str) -> list[str]:
    return [str(path) for path in sorted(Path(party, "out").iterdir())]


def play(until: int = 7) -> None:
    """Both sides, step by step, until the result."""
    assert prepare("VRH", "ZLS") == prepare("ZLS", "VRH") == 0
    steps = [("answer", "VRH", "ZLS"), ("answer", "ZLS", "VRH"), ("answer", "VRH", "ZLS"), ("open", "ZLS", "VRH")]
    steps += [("open", "VRH", "ZLS"), ("open", "ZLS", "VRH"), ("open", "VRH", "ZLS")]
    for step, by, other in steps[:until]:
        assert match(step, by, *files(other)) == 0


def test_two_machines_find_whom_both_know(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    play()
    told = capsys.readouterr().out

    assert "Row 4 is not entered. Neither a date of birth nor a service number." in told
    assert "1 by two keys or more; 0 by one key" in told
    found = [Path(party, "matches.csv").read_text("utf-8").splitlines()[1] for party in ("VRH", "ZLS")]
    assert [row.partition(",")[0] for row in found] == [
        "2 Коваль Іван Петрович 1990-05-12",
        "3 Коваль Иван Петрович 1990-05-12",
    ]
    assert all(row.endswith("2+3+4+5+6,no") for row in found)
    assert stat.S_IMODE(Path("VRH", "matches.csv").stat().st_mode) == 0o600


def test_each_step_says_what_is_missing_and_what_is_to_be_carried(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare("VRH", "ZLS")
    assert "Next: The other side commits to its people." in capsys.readouterr().out
    prepare("ZLS", "VRH")
    assert match("open", "VRH", "ZLS/out/ZLS-match_commit.json") == 0
    assert "take in theirs. 0 of 1 pages are here." in capsys.readouterr().out
    assert match("answer", "VRH") == 0
    assert "from VRH/out: VRH-match_commit.json, VRH-points.pages" in capsys.readouterr().out


def test_points_are_shown_only_when_both_have_committed(folder: Path) -> None:
    prepare("VRH", "ZLS")
    assert match("answer", "VRH") == 0
    assert files("VRH") == ["VRH/out/VRH-match_commit.json"]


def test_answers_are_shown_only_when_both_have_committed_to_theirs(folder: Path) -> None:
    play(until=2)
    assert match("open", "ZLS", *files("VRH")) == 0
    assert "ZLS/out/ZLS-answers.pages" not in files("ZLS")


def test_a_step_that_was_stopped_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(what: str) -> Callable[[int, int], None]:
        def tell(done: int, total: int) -> None:
            raise KeyboardInterrupt

        return tell

    rows = [f"Коваль Іван,{1950 + n % 50}-01-{n % 28 + 1:02}\n" for n in range(200)]
    Path("VRH.csv").write_text("name,born\n" + "".join(rows), "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(command, "_progress", stopped)
        assert prepare("VRH", "ZLS", "VRH", "--claimed", "VRH=400") == 130
    assert "goes on where it was" in capsys.readouterr().err
    assert Path("VRH/kept/points").stat().st_size == 1024 * 32

    assert match("prepare", "VRH") == 0
    assert "Entered: 200" in capsys.readouterr().out


def test_a_second_round_within_thirty_days_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prepare("VRH", "ZLS")
    assert prepare("VRH", "ZLS", "again", "--epoch", (NOW + timedelta(days=29)).date().isoformat()) == 1
    assert "would be an interrogation" in capsys.readouterr().err
    assert prepare("VRH", "ZLS", "later", "--epoch", (NOW + timedelta(days=30)).date().isoformat()) == 0


def test_more_people_than_claimed_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare("VRH", "ZLS", "VRH", "--claimed", "VRH=1") == 1
    assert "VRH would enter 12 keys; agreed were at most 6" in capsys.readouterr().err
    assert not Path("VRH", "kept").exists()


def test_other_terms_do_not_meet(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prepare("VRH", "ZLS")
    prepare("ZLS", "VRH", "ZLS", "--permille", "1000")
    assert match("answer", "VRH", *files("ZLS")) == 1
    assert "ZLS committed under other terms" in capsys.readouterr().err


def test_a_forged_statement_is_refused_and_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    play(until=1)
    said = Path("ZLS/out/ZLS-match_commit.json")
    for forged in (said.read_bytes().replace(b"12", b"18"), b"{}", Path("VRH/out/VRH-match_commit.json").read_bytes()):
        Path("forged.json").write_bytes(forged)
        assert match("answer", "VRH", "forged.json") == 1
        assert "nothing that ZLS signed" in capsys.readouterr().err
    assert [path.read_bytes() for path in Path("VRH/in").iterdir()] == [said.read_bytes()]


def test_a_second_different_statement_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    play(until=1)
    end = command.setting.resume(Path("ZLS"))
    first = end.signed().commits["ZLS"]
    other = Station(folder / "other", end.us, end.them, end.terms, ())
    other.folder.mkdir()
    other.say("match_commit", {**first.to_value(), "root": "0" * 64}, NOW)

    assert match("answer", "VRH", "other/out/ZLS-match_commit.json") == 1
    assert "already said something else" in capsys.readouterr().err


def test_pages_that_were_not_committed_to_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    play(until=2)
    shown = Path("ZLS/out/ZLS-points.pages")
    shown.write_bytes(shown.read_bytes()[:-1] + b"?")
    assert match("answer", "VRH", str(shown)) == 1
    assert "not a page of a round" in capsys.readouterr().err


def test_an_erased_round_goes_no_further(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    play(until=3)
    assert match("erase", "VRH") == 0
    assert not Path("VRH", "kept").exists()
    assert match("open", "VRH", *files("ZLS")) == 1
    assert "were erased" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("prepare", "VRH"), "The first time, prepare needs"),
        (("answer", "nowhere"), "no round in nowhere"),
        (("key", "missing/VRH.key", "--party", "VRH"), "cannot be read or written"),
    ],
)
def test_what_is_missing_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    assert match(*arguments) == 1
    assert told in capsys.readouterr().err


def test_a_key_that_others_can_read_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("VRH.key").chmod(0o644)
    assert prepare("VRH", "ZLS") == 1
    assert "readable by its owner alone" in capsys.readouterr().err


def test_a_commitment_made_after_the_days_of_the_round_does_not_count(folder: Path) -> None:
    late = Namespace(step="prepare", round=Path("VRH"))
    prepare("VRH", "ZLS")
    Path("VRH/out/VRH-match_commit.json").unlink()
    command.run(late, NOW + timedelta(days=30))

    assert command.setting.resume(Path("VRH")).signed().commits == {}
