"""A superior's own machine: a key made there, a draft read in words, a signature that the desk can check."""

from __future__ import annotations

import io
import stat
from pathlib import Path

import pytest

from homeward import canonical, keys
from homeward.channel.approval import Approval, approvers
from homeward.channel.certificate import Role, issue
from homeward.channel.drafted import Drafted
from homeward.channel.errors import ChannelError
from homeward.channel.moment import read_moment
from homeward.channel.offline import keyfile
from homeward.channel.offline.approving import APPROVED_FOR, shown, sign
from homeward.channel.offline.errors import OfflineError
from homeward.cli import main
from homeward.keys import Cost, PublicIdentity, WrongPassphrase
from tests.homeward.channel.parties import AT, EXP, IVAN, PETR, party, root

WORDS = "a long night on the river"
CHEAP = Cost(8, 1, 1)


def offered(kind: str = "offer") -> Drafted:
    data = {"deal": "d1", "terms": {"parity": "count"}, "give": [PETR], "receive": [IVAN]}
    end = party("VRH")
    return Drafted(end.channel, end.act(kind, data if kind == "offer" else {"note": "x"}, EXP))


def key(folder: Path) -> Path:
    return keyfile.make(folder, "VRH-p3", lambda prompt: WORDS, CHEAP)[0]


def test_the_approval_is_that_of_the_key_over_exactly_what_was_read(tmp_path: Path) -> None:
    drafted = Drafted.from_bytes(offered().to_bytes())
    sign(drafted, key(tmp_path), tmp_path / "a.json", AT, lambda prompt: WORDS)
    signed = Approval.from_value(canonical.decode((tmp_path / "a.json").read_bytes()))
    public = PublicIdentity.from_value(canonical.decode((tmp_path / "VRH-p3.public.json").read_bytes()))
    seat = issue(root("VRH"), "VRH", Role.PRINCIPAL, public, AT, AT + APPROVED_FOR)
    assert approvers([signed], offered().act.hash, "VRH", lambda name: [seat], AT) == {"vrh_p3"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Offer of an exchange → MDL, ZLS", "    Коваль Іван Петрович, 1990-05-12", "Valid until 2026-12-01"]),
        ("uk", ["Пропозиція обміну → MDL, ZLS", "Чинне до 2026-12-01"]),
        ("ru", ["Предложение обмена → MDL, ZLS", "Действительно до 2026-12-01"]),
    ],
)
def test_everything_that_would_bind_is_read_in_words(language: str, words: list[str]) -> None:
    text = "\n".join(shown(offered(), language))
    for word in (*words, offered().act.hash, party("ZLS").keyring.card.root.fingerprint):
        assert word in text


def test_words_changed_in_the_file_change_what_is_signed() -> None:
    text = offered().to_bytes().decode()
    changed = Drafted.from_bytes(text.replace("Коваль", "Ковель").encode())
    assert changed.act.hash != offered().act.hash


@pytest.mark.parametrize(
    "broken",
    [b"", b"{}", b"[]", offered().to_bytes()[:-1], offered().to_bytes().replace(b'"kind":30', b'"kind":999')],
)
def test_a_file_that_is_no_draft_is_refused(broken: bytes) -> None:
    with pytest.raises(ChannelError):
        Drafted.from_bytes(broken)


def test_with_wrong_words_or_too_late_or_for_nothing_binding_nothing_is_written(tmp_path: Path) -> None:
    own, target = key(tmp_path), tmp_path / "a.json"
    with pytest.raises(WrongPassphrase):
        sign(offered(), own, target, AT, lambda prompt: "what I typed there")
    with pytest.raises(OfflineError, match="run out"):
        sign(offered(), own, target, read_moment("2026-12-01T09:00:01Z"), lambda prompt: WORDS)
    with pytest.raises(OfflineError, match="binds nobody"):
        sign(offered("note"), own, target, AT, lambda prompt: WORDS)
    assert not target.exists()


def test_a_key_is_its_owners_alone_and_never_written_over(tmp_path: Path) -> None:
    own = key(tmp_path)
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    with pytest.raises(OfflineError, match="there already"):
        key(tmp_path)
    said = iter([WORDS, WORDS + "!"])
    with pytest.raises(OfflineError, match="not the same"):
        keyfile.make(tmp_path, "VRH-p4", lambda prompt: next(said), CHEAP)


def test_the_command_asks_before_it_signs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own, draft = key(tmp_path), tmp_path / "d.draft.json"
    draft.write_bytes(offered().to_bytes().replace(b"2026-12-01T", b"2099-12-01T"))
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    assert main(["approve", str(draft), "--language", "uk"]) == 1
    assert "Нічого не підписано" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO(f"так\n{WORDS}\n"))
    assert main(["approve", str(draft), "--language", "uk", "--key", str(own)]) == 0
    assert (tmp_path / "d.approval.json").exists()


def test_the_command_makes_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORDS}\n{WORDS}\n"))
    assert main(["key", "VRH-p9", "--out", str(tmp_path)]) == 0
    locked = keys.Locked.from_bytes((tmp_path / "VRH-p9.key.json").read_bytes())
    assert locked.cost == keys.STRONG
    monkeypatch.setattr("sys.stdin", io.StringIO("short\nshort\n"))
    assert main(["key", "VRH-p8", "--out", str(tmp_path)]) == 1
    assert "at least 12 signs" in capsys.readouterr().err
