"""A desk in a process and a folder of its own, which takes orders: see `receiver` and `sitting`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RECEIVER = "tests.soak.receiver"


def environment(folder: Path, **own: str) -> dict[str, str]:
    """That of a process whose desk lies in `folder`: none of our settings of a desk, its `own` instead."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("HOMEWARD_")}
    python = os.pathsep.join((str(ROOT), str(ROOT / "src")))
    more = {"HOMEWARD_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "desk.settings", "PYTHONPATH": python}
    return kept | more | own


class Desk:
    """The process of `module`, which answers each line with a line of JSON."""

    def __init__(self, module: str, folder: Path, **own: str) -> None:
        command = [sys.executable, "-m", module]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
        self.process = subprocess.Popen(command, env=environment(folder, **own), **pipes)

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()

    def ask(self, order: str) -> Any:
        assert self.process.stdin
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        return self.hear()

    def hear(self) -> Any:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "The desk fell over."
        return json.loads(line)
