"""`run`: the desk with its sample, made ready if need be, served with its background work until it is stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from desk import clock
from desk.errors import Refused
from desk.sample.load import load, loaded
from desk.sample.progress import Progress

_LOADING = {
    "headquarters": "Loading a made-up conflict of {people} people and running the loop once …",
    "mediator": "Loading a dispute between two made-up headquarters …",
    "observer": "Loading a crossing between two made-up headquarters …",
}
_THREADS = 4  # requests at once; more would wait for the database anyway


class Command(BaseCommand):
    help = "Make the desk ready, load the sample into an empty one, and serve it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--people", type=int, default=2000, help="people of the made-up conflict")
        parser.add_argument("--no-serve", action="store_true", help="make ready and stop")

    def handle(self, *args: Any, port: int, people: int, no_serve: bool, **options: Any) -> None:
        if not no_serve:
            for wanted in (port, port + 1):
                self._claim(wanted)
        try:
            self._prepare(people)
        except KeyboardInterrupt as error:
            raise CommandError(
                "Stopped. An unfinished loading leaves nothing behind; run again to start it."
            ) from error
        if not no_serve:
            self._serve(port)

    def _claim(self, port: int) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(
                    f"Port {port} is in use. Stop what uses it, or type: make run ARGS='--port 8010'"
                ) from error

    def _prepare(self, people: int) -> None:
        started = time.monotonic()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("words", verbosity=0)
        try:
            report = loaded()
        except Refused as error:
            raise CommandError(str(error)) from error
        if report is None:
            self.stdout.write(_LOADING[settings.HOMEWARD_KIND].format(people=people))
            report = load(people, clock.now(), Progress())
        for line in report.lines:
            self.stdout.write("  " + line)
        self.stdout.write(f"Ready in {time.monotonic() - started:.0f} s.")

    def _serve(self, port: int) -> None:
        commands = [
            _granian(port, "desk.wsgi:application"),
            _granian(port + 1, "desk.portal_wsgi:application"),
            [sys.executable, "-m", "desk.manage", "db_worker", "--interval", "2"],
        ]
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, _stop)
        children: list[subprocess.Popen[bytes]] = []
        self.stdout.write(
            f"The desk is at http://127.0.0.1:{port} – the sign-in page lists its accounts.\n"
            f"The families' page is at http://127.0.0.1:{port + 1}. Stop with Ctrl-C."
        )
        self.stdout.flush()
        try:
            children += [subprocess.Popen(command, env=_environment(command)) for command in commands]
            while all(child.poll() is None for child in children):
                time.sleep(0.3)
        except _Stopped:
            self.stdout.write("Stopping …")
        finally:
            _end(children)


def _granian(port: int, application: str) -> list[str]:
    options = ["--interface", "wsgi", "--port", str(port), "--no-ws", "--log-level", "warning"]
    options += ["--blocking-threads", str(_THREADS), "--backpressure", str(4 * _THREADS)]
    return [sys.executable, "-m", "granian", *options, application]


def _environment(command: list[str]) -> dict[str, str]:
    """The families' site has settings of its own; the parent's must not reach it."""
    own = "desk.portal_settings" if command[-1].startswith("desk.portal") else "desk.settings"
    return os.environ | {"DJANGO_SETTINGS_MODULE": own}


class _Stopped(Exception):
    """Somebody asked the desk to stop."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise _Stopped


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(timeout=8)
        except subprocess.TimeoutExpired:
            child.kill()
