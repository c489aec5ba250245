"""Progress on a terminal: one line a step, with figures, rewritten in place where that is possible."""

from __future__ import annotations

import sys
import time

_STEPS = {
    "places": "places of detention opened",
    "evidence": "evidence items taken in",
    "people": "tables of inquiries and capture cards read",
    "extract": "items read",
    "judge": "mentions judged",
    "assess": "people assessed",
    "loop": "steps of the loop",
}


class Progress:
    """Tells each step at most ten times a second, and its end always."""

    def __init__(self) -> None:
        self._last = 0.0
        self._live = sys.stderr.isatty()

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if done < total and (not self._live or now - self._last < 0.1):
            return
        self._last = now
        end = "\n" if done >= total else ""
        start = "\r" if self._live else ""
        sys.stderr.write(f"{start}  {_STEPS[step]}: {done} of {total}   {end}")
        sys.stderr.flush()
