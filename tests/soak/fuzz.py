"""`python -m tests.soak.fuzz DOOR RUNS FOLDER`: a slice of the search for bytes that a decoder neither reads nor
refuses.

Run by `test_fuzz` where Atheris is installed. What was found to reach new lines is kept in FOLDER for the next slice.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import atheris  # type: ignore[import-not-found, unused-ignore]

with atheris.instrument_imports(include=["homeward", "zipfile"]):
    from homeward.errors import HomewardError
    from tests.homeward.channel.test_decoders import mutant, take_in
    from tests.soak.decoders import DOORS


def main(name: str, runs: str, folder: Path) -> None:
    door = DOORS[name]
    folder.mkdir(parents=True, exist_ok=True)
    for number, good in enumerate(door.good):
        (folder / f"good{number}").write_bytes(good)

    def feed(data: bytes) -> None:
        try:
            read = door.decode(data)
        except HomewardError:
            return
        take_in(read)

    longest = max(4096, 2 * max(map(len, door.good)))
    limits = [f"-runs={runs}", f"-max_len={longest}", "-timeout=20", "-rss_limit_mb=1500", "-reload=0"]
    told = ["-print_final_stats=1", "-verbosity=0", f"-artifact_prefix={folder.parent}/{name}-"]
    atheris.Setup([sys.argv[0], *limits, *told, str(folder)], feed, custom_mutator=_mutated)
    atheris.Fuzz()


def _mutated(data: bytes, longest: int, seed: int) -> bytes:
    """Half of the time as libFuzzer does it, else with one value of the JSON bent, so that more than syntax is met."""
    if seed % 2:
        try:
            return mutant(data, random.Random(seed))[:longest]
        except (ValueError, IndexError, RecursionError, HomewardError):
            pass  # it is no JSON any more
    return bytes(atheris.Mutate(data, longest))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
