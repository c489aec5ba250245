#!/usr/bin/env python3
"""Makes the environment from the lock files and runs the desk, the tests or the checks.

Needs Python 3.11 and nothing else. `make` calls it; a machine without make calls it directly:
    python3 run.py run | test | soak | lint | reset | bench | docs
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = Path(os.environ.get("HOMEWARD_VAR", ROOT / "var"))


def main() -> int:
    tasks = {"run": run, "test": test, "soak": soak, "lint": lint, "reset": reset, "bench": bench, "docs": docs}
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in tasks:
        sys.exit(f"usage: python3 run.py {' | '.join(tasks)}")
    if sys.version_info < (3, 11):
        sys.exit("Homeward needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    return tasks[name](sys.argv[2:])


def run(arguments: list[str]) -> int:
    prepare("requirements.lock")
    return call(PYTHON, "-m", "desk.manage", "run", *arguments)


def test(arguments: list[str]) -> int:
    prepare("requirements-dev.lock")
    return call(PYTHON, "tests/run.py", *arguments)


def soak(arguments: list[str]) -> int:
    """The searches and races that take minutes."""
    prepare("requirements-dev.lock")
    return call(PYTHON, "-m", "pytest", "-q", "-m", "soak", *arguments)


def lint(arguments: list[str]) -> int:
    prepare("requirements-dev.lock")
    checks = [
        ("ruff", "format", "--check", "."),
        ("ruff", "check", "."),
        ("mypy",),
        ("lint-imports",),
    ]
    results = [call(VENV / "bin" / name, *options) for name, *options in checks]
    return max(results)


def reset(arguments: list[str]) -> int:
    shutil.rmtree(VAR, ignore_errors=True)
    print(f"Removed {VAR}. `make run` starts afresh.")
    return 0


def bench(arguments: list[str]) -> int:
    prepare("requirements-dev.lock")
    names = sorted(path.stem for path in (ROOT / "benchmarks").glob("[!_]*.py"))
    return max(call(PYTHON, "-m", f"benchmarks.{name}", "--json", *arguments) for name in names)


def docs(arguments: list[str]) -> int:
    prepare("requirements-dev.lock")
    return call(PYTHON, "-m", "sphinx", "-W", "-q", "docs", "docs/_build")


def prepare(lock: str) -> None:
    """Make `.venv` hold what `lock` pins, once for each content of the lock."""
    stamp = VENV / f".{lock}.sha256"
    wanted = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    covered = [stamp, VENV / ".requirements-dev.lock.sha256"] if lock == "requirements.lock" else [stamp]
    hashes = {wanted, hashlib.sha256((ROOT / "requirements-dev.lock").read_bytes()).hexdigest()}
    if any(path.exists() and path.read_text() in hashes for path in covered):
        return
    make_environment()
    print(f"Installing what {lock} pins …", flush=True)
    os.environ.setdefault("UV_SYSTEM_CERTS", "1")  # machines behind a registry of their own bring its certificate
    uv = [str(PYTHON), "-m", "uv", "pip", "install", "--quiet", "--python", str(PYTHON)]
    check([*uv, "--require-hashes", "-r", lock])
    check([*uv, "--no-deps", "-e", "."])
    stamp.write_text(wanted)


def make_environment() -> None:
    if PYTHON.exists():
        return
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(f"Python's venv module is not installed. Type: sudo apt-get install python{version}-venv")
    print("Making .venv …", flush=True)
    check([sys.executable, "-m", "venv", str(VENV)])
    check([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"])


def check(command: list[str]) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit("This step failed: " + " ".join(command))


def call(*command: object) -> int:
    environment = os.environ | {"HOMEWARD_VAR": str(VAR)}
    try:
        return subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
