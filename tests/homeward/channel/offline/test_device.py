"""A device on the road: it signs under its own certificate, goes on where it was, and says nothing it may not."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from homeward import keys
from homeward.channel import duress
from homeward.channel.certificate import Role, issue
from homeward.channel.errors import BadCard, BadMessage, ChannelError
from homeward.channel.offline import keyfile
from homeward.channel.offline.device import Device, filled
from homeward.channel.offline.errors import OfflineError
from homeward.channel.offline.ticket import Ticket
from homeward.cli import main
from homeward.keys import Cost, Identity
from tests.homeward.channel.parties import AT, channel, party, root

TABLET = Identity.from_seed(b"a tablet on the road".ljust(32), "VRH-t1")
WORDS = "a long night on the river"


def ticket(days: int = 30) -> Ticket:
    certificate = issue(root("VRH"), "VRH", Role.DEVICE, TABLET.public, AT, AT + timedelta(days=days))
    return Ticket(certificate, (channel(),))


def say(folder: Path, text: str, on: Ticket | None = None, hours: int = 0) -> list[tuple[int, str]]:
    device = Device(on or ticket(), TABLET, folder / "said")
    at = AT + timedelta(hours=hours)
    spoken = device.say(channel(), "note", {"note": text}, folder / "out", at)
    return [(one.place.seq, one.act.kind) for one in spoken]


def test_its_first_message_is_its_certificate_and_everybody_reads_what_follows(tmp_path: Path) -> None:
    on = ticket()
    assert say(tmp_path, "On the road.", on) == [(1, "certificate"), (2, "note")]
    assert say(tmp_path, "Arrived.", on, hours=1) == [(3, "note")]
    for code in ("VRH", "ZLS", "MDL"):
        end = party(code)
        assert not end.collect(tmp_path / "out", AT + timedelta(hours=1)).refused
        assert [one.act.data.get("note") for one in end.transcript.effective] == [None, "On the road.", "Arrived."]


def test_a_renewed_ticket_is_told_before_anything_else(tmp_path: Path) -> None:
    say(tmp_path, "one", ticket(9))
    assert say(tmp_path, "two", ticket(30), hours=1) == [(3, "certificate"), (4, "note")]


def test_it_says_only_what_a_device_may(tmp_path: Path) -> None:
    device = Device(ticket(), TABLET, tmp_path / "said")
    with pytest.raises(BadMessage, match="device"):
        device.say(channel(), "withdraw", {"deal": "d1", "on": "0" * 64}, tmp_path / "out", AT)
    assert not (tmp_path / "out").exists()
    assert say(tmp_path, "first") == [(1, "certificate"), (2, "note")]


def test_a_ticket_for_another_key_or_of_another_root_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OfflineError, match="another key"):
        Device(ticket(), Identity.from_seed(b"x" * 32, "VRH-t1"), tmp_path)
    forged = issue(root("ZLS"), "VRH", Role.DEVICE, TABLET.public, AT, AT + timedelta(days=9))
    with pytest.raises(BadCard):
        Ticket.from_bytes(replace(ticket(), certificate=forged).to_bytes())
    for broken in (b"", b"{}", b"[]", ticket().to_bytes()[:-1]):
        with pytest.raises(ChannelError):
            Ticket.from_bytes(broken)


def test_fields_are_filled_by_their_types() -> None:
    given = ["deal=d1", "operation=op1", "stage=2", "present=p1,p2", "absent="]
    assert filled("roll_call", given) == {
        "deal": "d1",
        "operation": "op1",
        "stage": 2,
        "present": ["p1", "p2"],
        "absent": [],
    }
    for wrong in (["stage=two"], ["nothing"], ["colour=red"]):
        with pytest.raises(OfflineError):
            filled("roll_call", wrong)


def test_the_command_writes_what_is_to_be_carried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on = ticket()
    (tmp_path / "vrh_t1.ticket.json").write_bytes(on.to_bytes())
    locked = keys.lock(b"a tablet on the road".ljust(32), WORDS, "VRH-t1", Cost(8, 1, 1))
    (tmp_path / "VRH-t1.key.json").write_bytes(locked.to_bytes())
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WORDS}\n"))
    monkeypatch.setattr("homeward.cli.datetime", Frozen)
    arguments = ["say", str(tmp_path / "vrh_t1.ticket.json"), "heartbeat", "--out", str(tmp_path / "out")]
    assert main(arguments) == 0
    assert "vrh_t1 2: " in capsys.readouterr().out
    assert len(list((tmp_path / "out").glob("*.sealed"))) == 2
    assert main([*arguments, "--channel", "2"]) == 1
    assert "--channel" in capsys.readouterr().err


class Answers(list[str]):
    """What is typed, the last first."""

    def __call__(self, prompt: str) -> str:
        return self.pop()


class Frozen:
    """A clock that stands at the time of the cards."""

    @staticmethod
    def now(zone: tzinfo) -> datetime:
        return AT


def test_the_second_passphrase_marks_what_is_said_for_the_duty_officer_alone(tmp_path: Path) -> None:
    duty = Identity.from_seed(b"the officer on duty".ljust(32), "VRH-duty1")
    said = iter([WORDS, WORDS, "other words of the same", "other words of the same"])
    own, _, told = keyfile.make_pair(tmp_path, "VRH-t2", duty.public, lambda prompt: next(said), Cost(8, 1, 1))
    secret = keys.open_sealed([duty.box], told.read_bytes(), duress.CONTEXT)
    free = keyfile.opened(own, lambda prompt: WORDS)
    forced = keyfile.opened(own, lambda prompt: "other words of the same")
    assert free.identity.public == forced.identity.public
    certificate = issue(root("VRH"), "VRH", Role.DEVICE, free.identity.public, AT, AT + timedelta(days=9))
    spoken = []
    for opened in (free, forced):
        device = Device(Ticket(certificate, (channel(),)), opened.identity, tmp_path / "said", opened.secret)
        spoken += device.say(channel(), "note", {"note": "All is well."}, tmp_path / "out", AT)
    assert [duress.marked(secret, one) for one in spoken] == [False, False, True]
    with pytest.raises(keys.WrongPassphrase):
        keyfile.opened(own, lambda prompt: "neither of the two")


def test_two_passphrases_differ(tmp_path: Path) -> None:
    for second in (WORDS, f" {WORDS} "):
        said = [second, second, WORDS, WORDS]
        with pytest.raises(OfflineError, match="are the same"):
            keyfile.make_pair(tmp_path, "VRH-t3", TABLET.public, Answers(said), Cost(8, 1, 1))
