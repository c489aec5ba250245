"""What `run` says before it serves."""

from __future__ import annotations

import socket

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from desk.management.commands import run
from desk.sample.progress import Progress


def test_a_port_in_use_is_told_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="is in use"):
            call_command("run", port=taken.getsockname()[1])


def test_the_families_site_is_served_with_settings_of_its_own() -> None:
    command = run._granian(8001, "desk.portal_wsgi:application")
    assert run._environment(command)["DJANGO_SETTINGS_MODULE"] == "desk.portal_settings"


def test_the_desk_and_its_worker_are_served_with_the_desks_settings() -> None:
    command = run._granian(8000, "desk.wsgi:application")
    assert run._environment(command)["DJANGO_SETTINGS_MODULE"] == "desk.settings"


def test_progress_off_a_terminal_tells_only_the_end_of_a_step(capsys: pytest.CaptureFixture[str]) -> None:
    tell = Progress()
    tell("judge", 1, 2)
    tell("judge", 2, 2)
    assert capsys.readouterr().err == "  mentions judged: 2 of 2   \n"
