"""Runs the whole suite on SQLite and what touches the database again on PostgreSQL; says what was skipped and why.

Options are passed to pytest. HOMEWARD_TEST_POSTGRESQL names a running server; otherwise a server of the tests' own is
started from Debian's binaries or from the wheel in the test group.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desk.translations import LANGUAGES, compile_words  # noqa: E402
from tests.postgresql import NoServerError, server  # noqa: E402


def main(options: list[str]) -> int:
    for language in LANGUAGES:
        compile_words(language)
    print("== The whole suite, on SQLite ==", flush=True)
    first = pytest(["-n", "2", *options])
    print("\n== What touches the database, on PostgreSQL ==", flush=True)
    try:
        with server() as url:
            second = pytest(["-n", "2", "tests/desk", "tests/browser", *options], url)
    except NoServerError as reason:
        print(f"SKIPPED the suite on PostgreSQL: {reason}")
        second = 0
    return first or second


def pytest(options: list[str], url: str = "") -> int:
    environment = os.environ | {"HOMEWARD_DATABASE_URL": url}
    command = [sys.executable, "-m", "pytest", "-q", *options]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
