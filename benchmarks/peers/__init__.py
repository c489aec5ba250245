"""Other programs, raced on the same data in the same run. Each lives in an environment of its own, never in ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ENVIRONMENTS = Path(os.environ.get("HOMEWARD_VAR", "var")) / "peers"


def run(name: str, pins: tuple[str, ...], *arguments: str) -> Any:
    """What the script `benchmarks/peers/NAME.py` prints as JSON, run where the packages `pins` (such as "psi==1.2") are
    installed. The environment var/peers/NAME is made once for each set of pins. None, with a line on standard error,
    where it cannot be made."""
    python = environment(name, pins)
    if python is None:
        print(f"The peer {name} cannot be installed here, so it was not measured.", file=sys.stderr)
        return None
    script = HERE / f"{name}.py"
    answer = subprocess.run([str(python), str(script), *arguments], capture_output=True, text=True, check=True)
    return json.loads(answer.stdout)


def environment(name: str, pins: tuple[str, ...], within: Path = ENVIRONMENTS) -> Path | None:
    """The Python of the folder NAME, where the packages `pins` are installed; None where they cannot be had."""
    folder = within / name
    python, stamp = folder / "bin" / "python", folder / "pins"
    wanted = "\n".join(pins)
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return python
    make = [sys.executable, "-m", "venv", "--clear", str(folder)]
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *pins]
    for command in (make, install):
        if subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode:
            return None
    stamp.write_text(wanted, "utf-8")
    return python
