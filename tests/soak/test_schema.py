"""Schemathesis asks every operation of the two OpenAPI documents, of a desk that runs and of a relay that runs: each
answer is one of the document, and none is a server's error. Where Schemathesis cannot be had, the test says so."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.urls import get_resolver

from benchmarks.peers import environment
from tests.homeward.channel.relay.test_killed import Running
from tests.served import Served, serve
from tests.soak.test_fuzz import FOUND, ROOT
from tests.soak.test_killed_desk import database

EXAMPLES = int(os.environ.get("HOMEWARD_SCHEMA_EXAMPLES", "200"))
DOCUMENTS = ROOT / "docs" / "reference"
DESK, RELAY = DOCUMENTS / "desk.openapi.json", DOCUMENTS / "relay.openapi.json"


def ask(document: Path, base: str, known: dict[str, list[Any]], keys: dict[str, dict[str, str]]) -> dict[str, Any]:
    """What was answered, by operation; see `examples`."""
    python = environment("schemathesis", ("schemathesis==4.32.5",), FOUND.parent)
    if python is None:
        pytest.skip("Schemathesis cannot be installed here, so no operation was asked with it.")
    asked = {"schema": str(document), "base": base, "examples": EXAMPLES, "known": known, "keys": keys}
    command = [str(python), str(ROOT / "tests" / "soak" / "examples.py")]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    answered: dict[str, Any] = json.loads(done.stdout)
    return answered


def hold(answered: dict[str, Any], count: Callable[[str, int], None]) -> None:
    """Every operation had its examples, one of them with a good answer, and none broke the document."""
    for operation, told in answered.items():
        assert not told["fault"], f"{operation}: {told['fault'][:3000]}"
        assert told["examples"] >= 100, f"{operation} had {told['examples']} examples"
        assert {"200", "201"} & set(told["statuses"]), f"{operation} answered only {told['statuses']}"
        count(f"examples of {operation} {json.dumps(told['statuses'])}", told["examples"])


def session(desk: Served) -> str:
    """The cookie of an analyst who signed in."""
    account = desk.accounts["analyst"]
    with httpx.Client(base_url=desk.base) as client:
        client.get("/sign-in/")
        fields = {"username": account["username"], "password": account["password"]}
        client.post("/sign-in/", data=fields | {"csrfmiddlewaretoken": client.cookies["csrftoken"]})
        return f"sessionid={client.cookies['sessionid']}"


def people(desk: Served, cookie: str) -> list[str]:
    """The numbers of some people in the sample, as the page of the register shows them."""
    page = httpx.get(f"{desk.base}/people/", headers={"Cookie": cookie}).text
    return sorted(set(re.findall(r'href="/people/([^/"?]+)/"', page)))


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def test_a_desk_answers_as_its_document_says(tmp_path: Path, kind: str, count: Callable[[str, int], None]) -> None:
    with database(kind) as url, serve(tmp_path, url, 40) as desk:
        cookie = session(desk)
        known = {"public_id": people(desk, cookie)}
        assert known["public_id"]
        hold(ask(DESK, desk.base, known, {"session": {"Cookie": cookie}}), count)


@pytest.mark.soak
def test_a_relay_answers_as_its_document_says(tmp_path: Path, count: Callable[[str, int], None]) -> None:
    relay = Running(tmp_path / "relay")
    access = relay.new_mailbox()
    process = relay.start()
    try:
        keys = {
            name: {"Authorization": f"Bearer {key}"} for name, key in (("write", access.write), ("read", access.read))
        }
        hold(ask(RELAY, relay.url, {"mailbox": [access.id], "number": [1, 2, 3]}, keys), count)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_the_document_of_the_desk_has_every_address_of_its_json_interface() -> None:
    written = {re.sub(r"{(\w+)}", r"%(\1)s", path).lstrip("/") for path in json.loads(DESK.read_text("utf-8"))["paths"]}
    routes = get_resolver().namespace_dict["api"][1].reverse_dict
    assert written == {path for name in ("record", "person") for path, _ in routes.getlist(name)[0][0]}
