"""kill -9 of a desk while it takes messages in, on both databases: whatever it said it held is there, once."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.postgresql import NoServerError, server
from tests.soak.desk import RECEIVER, Desk
from tests.soak.peer import peer, write


@contextmanager
def database(kind: str) -> Iterator[str]:
    """The address of an empty database; none for SQLite."""
    if kind == "SQLite":
        yield ""
        return
    try:
        with server() as url, psycopg.connect(url, autocommit=True) as control:
            control.execute("CREATE DATABASE homeward_killed")
            try:
                yield url.rpartition("/")[0] + "/homeward_killed"
            finally:
                control.execute("DROP DATABASE homeward_killed WITH (FORCE)")
    except NoServerError as reason:
        pytest.skip(f"No desk was killed on PostgreSQL: {reason}")


def killed(desk: Desk, after: float) -> int:
    """Let a desk receive and kill it `after` seconds; how many messages it last said it held."""
    heard = desk.ask("receive")
    promised = 0
    while isinstance(heard, int):
        promised, heard = heard, desk.hear()
    time.sleep(after)
    os.kill(heard["desk"], signal.SIGKILL)
    said = desk.ask("count")
    while isinstance(said, int):
        promised, said = said, desk.hear()
    kept, different = said
    assert kept == different
    assert kept >= promised
    return promised


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
@pytest.mark.parametrize("kills", [pytest.param(300, marks=pytest.mark.soak)])
def test_what_a_desk_said_it_held_is_there_once_after_a_kill(
    tmp_path: Path, kind: str, kills: int, count: Callable[[str, int], None]
) -> None:
    chance, promised = random.Random(kills), 0
    with database(kind) as url, Desk(RECEIVER, tmp_path / "desk", HOMEWARD_DATABASE_URL=url) as desk:
        inbox, *cards = desk.ask("set up")
        end = peer(cards)
        for number in range(kills):
            for part in range(chance.randint(1, 2)):
                write(end, Path(inbox), f"note {number} {part}")
            promised = max(promised, killed(desk, chance.uniform(0.02, 0.5 + 0.002 * len(end.transcript.held))))
        assert desk.ask("finish") == len(end.transcript.held)
    assert promised
    count("kills survived", kills)
    count("messages taken in, none lost, none doubled", len(end.transcript.held))
