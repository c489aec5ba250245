"""A desk in a folder of its own that takes in messages, in processes that can be killed and whose disk can fail.

`python -m tests.soak.receiver` with HOMEWARD_VAR set reads orders from its standard input:

    set up     makes the database, the keys and the channel; tells the inbox and the parties' cards
    receive    forks a desk, tells its number; it receives over and over and tells each time how many messages it holds
    count      once the forked desk is dead: tells how many messages are there, and how many different ones
    finish     takes in what is left; tells how many messages are there once every chain and the transcript prove sound
    faults CALL ERROR MOST    lets CALL fail the first, second, … time while the desk receives; tells how often it did

Every answer is a line of JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from desk.accounts.models import User  # noqa: E402
from desk.audit.models import Chain  # noqa: E402
from desk.audit.queries import prove  # noqa: E402
from desk.channel import actions, ends  # noqa: E402
from desk.channel.models import Channel, Message  # noqa: E402
from homeward.channel.export import export  # noqa: E402
from homeward.channel.verifier import verify_transcript  # noqa: E402
from tests.soak.injected import DONE, RAW, SENTENCE, Shared  # noqa: E402
from tests.soak.peer import AT, keyring  # noqa: E402
from tests.soak.ways import faults  # noqa: E402


def main() -> None:
    settings.HOMEWARD_KEY_COST = (8, 1, 1)  # keys of a test protect nothing
    child = 0
    for line in sys.stdin:
        match line.split():
            case ["set", "up"]:
                tell(set_up())
            case ["receive"]:
                child = fork_a_desk()
                tell({"desk": child})
            case ["count"]:
                os.waitpid(child, 0)
                tell(count())
            case ["finish"]:
                receive()
                tell(check())
            case ["faults", call, error, most]:
                tell(faults(DeskReceives, waiting(), call, error, int(most), ends=(DONE, SENTENCE, RAW)))


def tell(what: object) -> None:
    print(json.dumps(what), flush=True)


def set_up() -> list[str]:
    call_command("migrate", verbosity=0)
    by = User.objects.create(username="negotiator", role="negotiator")
    seats = [User.objects.create(username=f"approver-{number}", role="approver") for number in (1, 2)]
    for one in seats:
        actions.take_seat(by=one, at=AT, passphrase="a long night on the river")
    actions.set_up(by=seats[0], at=AT, passphrase="a key in the safe of the house")
    cards = {"peer": keyring("ZLS").card.to_bytes(), "mediator": keyring("MDL").card.to_bytes()}
    channel = actions.pair(by=by, at=AT, **cards)
    actions.compare(by=by, at=AT, channel=channel, digits=ends.peer_digits(channel))
    ends.inbox(channel).mkdir(parents=True)
    found = [card.to_bytes().decode() for card in ends.joined(channel).cards]
    connection.close()
    return [str(ends.inbox(channel)), *found]


def waiting() -> int:
    """How many messages are in the inbox. A first run elsewhere imports what is imported late, so that only calls for
    the work itself are made to fail."""
    found = len([*ends.inbox(Channel.objects.get()).glob("*.sealed")])
    connection.close()
    with tempfile.TemporaryDirectory() as folder:
        way = DeskReceives(Path(folder) / "work", found)
        way.begin()
        way.work(Shared())
        way.check(found)
    return found


def fork_a_desk() -> int:
    child = os.fork()
    if child:
        return child
    while True:
        receive()
        tell(Message.objects.count())


def receive() -> None:
    by, channel = User.objects.get(username="negotiator"), Channel.objects.get()
    actions.receive_from_folder(by=by, at=AT, channel=channel)


def count() -> list[int]:
    ids = [*Message.objects.values_list("body_hash", flat=True)]
    connection.close()
    return [len(ids), len({*ids})]


def check() -> int:
    assert [proof for chain in Chain.objects.all() if (proof := prove(chain.name)).fault] == []
    verified = verify_transcript(export(ends.end_of(Channel.objects.get()).transcript)).messages
    assert count() == [verified, verified]
    return verified


@dataclass(frozen=True, slots=True)
class DeskReceives:
    """The desk receives all that lies in its inbox, in one act."""

    folder: Path
    steps: int

    def begin(self) -> None:
        shutil.copytree(settings.VAR, self.folder, ignore=shutil.ignore_patterns("static"))

    def work(self, shared: Shared) -> None:
        with self._entered():
            receive()
            for _ in range(self.steps):
                shared.promise()

    def check(self, promised: int) -> None:
        with self._entered():
            assert check() in (promised, self.steps)

    @contextmanager
    def _entered(self) -> Iterator[None]:
        before = settings.VAR, connection.settings_dict["NAME"]
        settings.VAR, connection.settings_dict["NAME"] = self.folder, self.folder / "homeward.sqlite3"
        try:
            yield
        finally:
            connection.close()
            settings.VAR, connection.settings_dict["NAME"] = before


if __name__ == "__main__":
    main()
