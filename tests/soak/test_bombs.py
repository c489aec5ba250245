"""Files made to harm, at every door of the desk that takes files: an answer in words, within 2 seconds of the processor
and 300 MB more than the desk takes anyway, both enforced by the kernel, and no file outside the desk's own folder."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from desk.uploads import MOST
from tests.desk.channel.conftest import world  # noqa: F401
from tests.soak.bombs import BOMBS
from tests.soak.injected import Shared

SECONDS, BYTES = 2, 300 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Door:
    """An address that takes files: who may come there, the field of the file, what else the form asks."""

    role: str
    path: str
    field: str
    more: dict[str, str] = field(default_factory=dict)


DOORS = {
    "evidence": Door("analyst", "/evidence/upload/", "found", {"source": "a bomb"}),
    "bags of the dead": Door(
        "identifier", "/remains/receive/", "found", {"handover": "x", "received_on": "2026-11-24"}
    ),
    "card": Door("negotiator", "/channel/pair/", "peer"),
    "cards between": Door("negotiator", "/channel/sit/", "one"),
    "key of a seat": Door("approver", "/channel/seats/bring/", "key"),
    "root": Door("approver", "/channel/set-up/", "root", {"passphrase": "a key in the safe of the house"}),
    "disputes": Door("negotiator", "/channel/disputes/file/", "transcript"),
    "table": Door("negotiator", "/planner/tables/new/", "file", {"title": "A table"}),
    "carrier": Door("negotiator", "/channel/CHANNEL/import/", "sealed"),
    "list": Door("negotiator", "/channel/CHANNEL/lists/new/", "table", {"whom": "held", "as_of": "2026-11-24"}),
}
FEW = ("a picture of a billion points", "a ZIP file of gigabytes of zeros", "brackets within brackets", "nothing")


@dataclass(frozen=True, slots=True)
class Answer:
    """How the desk answered: its status, and all the words a person sees on the page and on the one it leads to."""

    status: int
    words: str


@pytest.fixture
def desk(
    db: None, settings: Any, tmp_path: Path, signed_in: Callable[[str], Client]
) -> Callable[[Door, str, bytes], Answer]:
    """Sends a file to a door in a child process that the kernel bounds."""
    if connection.vendor != "sqlite":
        pytest.skip("The doors are the same on every database; a child may share only the one in memory.")
    settings.VAR, settings.STORE = tmp_path / "var", tmp_path / "var" / "store"

    def send(door: Door, name: str, data: bytes) -> Answer:
        client = signed_in(door.role)
        client.get(door.path)
        shared = Shared()
        child = os.fork()
        if child == 0:
            _send(client, door, name, data, shared)
        _, status = os.waitpid(child, 0)
        assert status == 0, f"{os.waitstatus_to_exitcode(status)} {shared.said}"
        code, _, words = shared.said.partition(" ")
        return Answer(int(code), words)

    return send


def _send(client: Client, door: Door, name: str, data: bytes, shared: Shared) -> None:
    code = 1
    try:
        used = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_DATA, (used + BYTES, used + BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        answer = client.post(door.path, {**door.more, door.field: SimpleUploadedFile(name, data)}, follow=True)
        shared.say(f"{answer.status_code} {_words(answer)}")
        code = 0
    except BaseException as error:  # noqa: BLE001  # the edge of the process
        shared.say(repr(error))
    finally:
        os._exit(code)


def _words(answer: Any) -> str:
    said = [str(one) for one in answer.context["messages"]] if answer.context else []
    form = answer.context.get("form") if answer.context else None
    faults = [str(one) for some in form.errors.values() for one in some] if isinstance(form, forms.BaseForm) else []
    return " | ".join([*said, *faults])[:3000]


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("door", ["evidence", "table", "disputes"])
def test_a_bomb_is_answered_within_two_seconds_and_300_mb(desk: Any, tmp_path: Path, door: str, name: str) -> None:
    check(desk, tmp_path, DOORS[door], name)


@pytest.mark.soak
@pytest.mark.parametrize("name", BOMBS)
def test_every_bomb_is_answered_at_every_door(
    desk: Any,
    world: Any,  # noqa: F811
    tmp_path: Path,
    name: str,
    count: Callable[[str, int], None],
) -> None:
    for door in DOORS.values():
        path = door.path.replace("CHANNEL", world.channel.public_id)
        check(desk, tmp_path, Door(door.role, path, door.field, door.more), name)
    count("bombs answered", len(DOORS))


def check(desk: Any, tmp_path: Path, door: Door, name: str) -> None:
    file, make = BOMBS[name]
    answer = desk(door, file, make())
    assert answer.status == 200, (door, name, answer)
    assert answer.words, (door, name, "no word about it")
    assert not {path.name for path in tmp_path.rglob("*")} & {"passwd", "z.sealed"}


def test_a_request_longer_than_any_is_not_read(signed_in: Callable[[str], Client]) -> None:
    answer = signed_in("analyst").post(
        "/evidence/upload/", b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=MOST + 1
    )
    assert (answer.status_code, "too large" in answer.content.decode()) == (413, True)


def test_an_address_with_a_zero_byte_is_that_of_nothing(signed_in: Callable[[str], Client]) -> None:
    assert signed_in("analyst").get("/people/a%00b/").status_code == 404


def test_the_doors_are_all_there_are() -> None:
    """A form with a file that is not among them is one of those behind an object, which read as much and no more."""
    get_resolver().url_patterns  # noqa: B018  # imports every room's forms
    found = {one.__name__ for one in _forms(forms.BaseForm) if any(_is_file(one, name) for name in one.base_fields)}
    assert found == HERE | BEHIND


def _forms(base: type) -> set[Any]:
    below = base.__subclasses__()
    return {one for one in below if hasattr(one, "base_fields") and one.__module__.startswith("desk.")}.union(
        *(_forms(one) for one in below)
    )


def _is_file(form: Any, name: str) -> bool:
    return isinstance(form.base_fields[name], forms.FileField)


HERE = {"Upload", "ReceiveForm", "PairForm", "SitForm", "KeyFileForm", "RootForm", "TranscriptForm", "TableForm"}
HERE |= {"ImportForm", "ListForm"}
BEHIND = {"DeviceForm", "VerdictForm", "IdentifyForm", "CountersignForm", "PagesForm"}
