"""A piece of work done in a child process of which `strace` lets one system call fail."""

from __future__ import annotations

import mmap
import os
import shutil
import signal
import subprocess
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from homeward.errors import HomewardError

DONE, SENTENCE, RAW, FELL = 0, 3, 4, 5
"""How a child ends: its work done, or refused with a sentence for people, with the system's error, with any other."""


class Shared:
    """What a child tells its parent without any system call: how many steps it has promised, and its last words."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 4096)

    def promise(self) -> None:
        self._memory[:8] = (self.promised + 1).to_bytes(8)

    def say(self, text: str) -> None:
        words = text.encode()[-4000:]
        self._memory[8 : 8 + len(words)] = words

    @property
    def promised(self) -> int:
        return int.from_bytes(self._memory[:8])

    @property
    def said(self) -> str:
        return self._memory[8:].rstrip(b"\0").decode(errors="replace")


Work = Callable[[Shared], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a child ended, how many steps it had promised, whether a call was made to fail at all, and what it said."""

    code: int
    promised: int
    hit: bool
    said: str


def impossible() -> str:
    """Why no call can be made to fail here; nothing if it can."""
    if not shutil.which("strace"):
        return "strace is not installed, so no system call was made to fail."
    tried = failing(_write_a_byte, "write", "EIO", 1)
    return "" if tried.hit else "This machine lets no process trace another, so no system call was made to fail."


def failing(work: Work, call: str, error: str, number: int) -> Outcome:
    """Do `work` in a child whose system call `call` fails with `error` the `number`th time."""
    shared = Shared()
    child = os.fork()
    if child == 0:
        _be_the_child(work, shared)
    os.waitpid(child, os.WUNTRACED)
    with tempfile.NamedTemporaryFile() as log:
        inject = f"inject={call}:error={error}:when={number}"
        command = ["strace", "-qq", "-o", log.name, "-e", f"trace={call}", "-e", inject, "-p", str(child)]
        tracer = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        _wait_for(tracer, child)
        os.kill(child, signal.SIGCONT)
        _, status = os.waitpid(child, 0)
        tracer.wait()
        hit = "(INJECTED)" in Path(log.name).read_text("utf-8", errors="replace")
    return Outcome(os.waitstatus_to_exitcode(status), shared.promised, hit, shared.said)


def _be_the_child(work: Work, shared: Shared) -> None:
    os.kill(os.getpid(), signal.SIGSTOP)
    code = DONE
    try:
        work(shared)
    except HomewardError as error:
        code = SENTENCE
        shared.say(str(error))
    except BaseException as error:  # noqa: BLE001  # the edge of the process
        code = RAW if isinstance(error, OSError) or type(error).__name__ == "OperationalError" else FELL
        shared.say("".join(traceback.format_tb(error.__traceback__)) + repr(error))
    finally:
        os._exit(code)


def _wait_for(tracer: subprocess.Popen[bytes], child: int) -> None:
    status = Path(f"/proc/{child}/status")
    while tracer.poll() is None and "TracerPid:\t0\n" in status.read_text():
        time.sleep(0.002)


def _write_a_byte(shared: Shared) -> None:
    Path(os.devnull).write_text("x")
