"""A desk in a process and a folder of its own, which takes orders: see `receiver`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class Desk:
    """The process of `receiver`, and the desk it forked last."""

    def __init__(self, folder: Path, database: str = "") -> None:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("HOMEWARD_")}
        python = os.pathsep.join((str(ROOT), str(ROOT / "src")))
        more = {"HOMEWARD_VAR": str(folder), "HOMEWARD_DATABASE_URL": database, "PYTHONPATH": python}
        environment = kept | more | {"DJANGO_SETTINGS_MODULE": "desk.settings"}
        command = [sys.executable, "-m", "tests.soak.receiver"]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT}
        self.process = subprocess.Popen(command, env=environment, **pipes)

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
