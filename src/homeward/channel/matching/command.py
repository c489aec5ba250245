"""`homeward match`: a round of tier 1 from files, for machines without a desk.

Each step does what can be done with what is there, says what is missing, and can be run again: a step that was stopped
goes on after the last page.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from homeward import canonical
from homeward.channel.matching import bundle, roll, setting
from homeward.channel.matching import round as protocol
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.round import Round
from homeward.channel.matching.station import Station
from homeward.channel.matching.steps import Step, standing

Lines = list[str]


def run(given: Namespace, at: datetime) -> int:
    """Do the step that was asked for at the time `at`; 0 when it was done, 130 when it was stopped from the keyboard.
    Raises HomewardError for what is refused
    or cannot be read."""
    steps: dict[str, Callable[[Namespace, datetime], Lines]] = {
        "key": _key,
        "prepare": _prepare,
        "answer": _answer,
        "open": _open,
        "erase": _erase,
    }
    try:
        lines = steps[given.step](given, at)
    except OSError as error:
        raise MatchingRefused("file_unreadable", file=str(error.filename)) from error
    except KeyboardInterrupt:
        print("\nStopped. Type the same again, and it goes on where it was.", file=sys.stderr)
        return 130
    print("\n".join(lines))
    return 0


def _key(given: Namespace, at: datetime) -> Lines:
    us = setting.new_key(given.file, given.party)
    public = given.file.with_suffix(".public.json")
    public.write_bytes(canonical.encode(us.public.to_value()))
    return [f"{public}: for the other side. Read to each other:", _spaced(us.public.fingerprint)]


def _prepare(given: Namespace, at: datetime) -> Lines:
    told: Lines = []
    if not (given.round / setting.FILE).exists():
        asked = (given.key, given.peer, given.register, given.category, given.epoch, given.claimed)
        if not all(asked):
            raise MatchingRefused("prepare_needs")
        people, rejected = roll.read(given.register.read_bytes())
        told = [f"Row {one.row} is not entered. {one.reason}" for one in rejected]
        setting.begin(given, people)
    end = setting.resume(given.round)
    with end.side.kept.alone():
        made = end.side.commit(_progress("blinded"))
        end.say("match_commit", made.to_value(), at)
    entered = made.size // 6
    them = _spaced(end.them.fingerprint)
    return [*told, f"Entered: {entered}. The other side is {end.them.name}, {them}", *_next(end, at)]


def _answer(given: Namespace, at: datetime) -> Lines:
    end = _hear(given)
    with end.side.kept.alone():
        state = _state(end)
        if state is None:
            return _next(end, at)
        end.show("points", end.side.points(state.ours.size))
        for file in _bundles(given):
            shown = end.pages(file, state.theirs.root)
            state = end.side.take_points(state, shown, _progress("answered"))
        if state.points.complete:
            end.say("match_answer", protocol.answer(state).to_value(), at)
    return _next(end, at)


def _open(given: Namespace, at: datetime) -> Lines:
    end = _hear(given)
    with end.side.kept.alone():
        state = _state(end)
        if state is None or state.answered is None or not state.points.complete:
            return _next(end, at)
        end.show("answers", state.answers)
        for file in _bundles(given):
            shown = end.pages(file, state.answered.root)
            state = end.side.take_answers(state, shown, _progress("taken"))
        if not state.complete:
            return _next(end, at)
        for proof in end.side.prove(state):
            end.say("match_proof", proof.to_value(), at)
        step = standing(end.terms, end.signed(), end.us.public.name, end.them.name, state, at.date()).step
        return _result(end, state) if step == Step.RESULT else _next(end, at)


def _result(end: Station, state: Round) -> Lines:
    found = end.side.result(state, end.signed())
    sure = sum(not one.needs_second_step for one in found)
    roll.write(end.folder / "matches.csv", found)
    return [
        f"{end.folder / 'matches.csv'}: {sure} by two keys or more; {len(found) - sure} by one key, for a second look.",
        f"The other side has seen {state.ours.size} blinded values of ours, and as many matches as we.",
        f"When nobody disputes the round any more: homeward match erase {end.folder}",
    ]


def _erase(given: Namespace, at: datetime) -> Lines:
    setting.resume(given.round).side.kept.erase()
    return ["The people entered and the secret of this round are erased."]


def _hear(given: Namespace) -> Station:
    """Our end, once it has heard the statements among the files; raises MatchingRefused when its secret is erased."""
    end = setting.resume(given.round)
    end.side.kept.secret()
    for file in given.files:
        if not _is_bundle(file):
            end.hear(file.read_bytes())
    return end


def _bundles(given: Namespace) -> list[Path]:
    return [file for file in given.files if _is_bundle(file)]


def _is_bundle(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(bundle.MAGIC)) == bundle.MAGIC


def _state(end: Station) -> Round | None:
    """The round, once both have committed."""
    signed = end.signed()
    return end.side.state(signed) if {end.us.public.name, end.them.name} <= set(signed.commits) else None


def _next(end: Station, at: datetime) -> Lines:
    """What is missing, and which files wait to be carried."""
    found = standing(end.terms, end.signed(), end.us.public.name, end.them.name, _state(end), at.date())
    progress = f" {found.done} of {found.total} pages are here." if found.total else ""
    files = ", ".join(path.name for path in sorted(end.out.iterdir()) if path.suffix != ".partial")
    return [f"Next: {found.step.saying.in_language('en')}{progress}", f"To be carried, from {end.out}: {files}"]


def _progress(what: str) -> Callable[[int, int], None]:
    """Tells how many pages are done, on one line of a terminal."""

    def tell(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        if sys.stderr.isatty() or done == total:
            print(f"\r{done} of {total} pages {what}", end=end, file=sys.stderr, flush=True)

    return tell


def _spaced(fingerprint: str) -> str:
    return " ".join(fingerprint[start : start + 8] for start in range(0, len(fingerprint), 8))
