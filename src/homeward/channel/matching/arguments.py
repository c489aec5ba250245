"""The arguments of `homeward match`. Nothing else is imported here, so that help and refusals come at once."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path


def add(match: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    """Give `match` its steps; `run` does whichever is asked for."""
    steps = match.add_subparsers(required=True, metavar="STEP", dest="step")
    key = steps.add_parser("key", help="make our key, once, and the public half for the other side")
    key.add_argument("file", type=Path, metavar="KEY")
    key.add_argument("--party", required=True, help="our code, such as VRH")

    prepare = _on_a_round(steps.add_parser("prepare", help="blind everybody in a register and commit to it"))
    prepare.add_argument("--key", type=Path, help="the file made by `homeward match key`")
    prepare.add_argument("--peer", type=Path, help="the public half of the other side's key")
    prepare.add_argument("--register", type=Path, metavar="CSV", help="whom we look for, or hold: name, birth date, …")
    prepare.add_argument("--category", help="the word that both sides agreed on for who is meant")
    prepare.add_argument("--epoch", type=date.fromisoformat, help="the first day of the round, YYYY-MM-DD")
    prepare.add_argument("--claimed", action="append", default=[], metavar="CODE=NUMBER", help="for each side")
    prepare.add_argument("--days", type=int, help="days until the next round: 30 or more")
    prepare.add_argument("--permille", type=int, help="entered for 1000 claimed: at most 1050")

    for name, told in (
        ("answer", "show our points, answer theirs, and commit to the answers"),
        ("open", "show our answers, take theirs, prove, and read whom both know"),
    ):
        step = _on_a_round(steps.add_parser(name, help=told))
        step.add_argument("files", type=Path, nargs="*", metavar="FILE", help="what the other side gave us")
    _on_a_round(steps.add_parser("erase", help="erase the secrets of a round that is over"))
    for step in steps.choices.values():
        step.set_defaults(command=run)


def _on_a_round(step: argparse.ArgumentParser) -> argparse.ArgumentParser:
    step.add_argument(
        "round", type=Path, metavar="ROUND", help="the folder of the round; a step that was stopped goes on"
    )
    return step
