"""The sample as a whole: loaded once, with what it did kept beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from desk import flow
from desk.accounts.models import User
from desk.channel.models import Sits
from desk.errors import Refused
from desk.sample import accounts, between, conflict, loop
from homeward.simulator.world import Scenario

SEED = 1


@dataclass(frozen=True, slots=True)
class Report:
    """What the sample did, a sentence a line."""

    lines: tuple[str, ...]


def loaded() -> Report | None:
    """What an earlier loading did; None on an empty desk. Raises Refused if a loading was broken off half-way."""
    path = settings.VAR / "report.json"
    if path.exists():
        return Report(tuple(json.loads(path.read_text("utf-8"))))
    if User.objects.exclude(role="system").exists():
        if (settings.VAR / "sample.json").exists():
            raise Refused("The loading of the sample was broken off; type `make reset` and start again.")
        return Report(("This desk holds work of its own; the sample was not loaded.",))
    return None


def load(people: int, at: datetime, tell: Callable[[str, int, int], None]) -> Report:
    """Load the made-up conflict of `people` up to the day before `at` and run the loop once; on a desk between two
    headquarters, what both said to it. All in one
    transaction: a loading that is broken off leaves an empty desk, which the next run loads afresh."""
    if settings.HOMEWARD_KIND != Sits.HEADQUARTERS:
        return _load_between(at)
    scenario = Scenario(SEED, people, (at - timedelta(days=1)).date())
    with transaction.atomic():
        accounts.open_accounts(at)
        done, everybody = conflict.load(scenario, at, tell)
        lines = [*_sentences(people, done), *loop.run(scenario, at, everybody, tell)]
        flow.skip_to_the_end()
    return _kept(lines)


def _load_between(at: datetime) -> Report:
    """A desk between two headquarters knows nothing of the conflict but what both say to it."""
    with transaction.atomic():
        lines = between.load(at)
        flow.skip_to_the_end()
    flow.advance()
    return _kept(lines)


def _kept(lines: list[str]) -> Report:
    (settings.VAR / "report.json").write_text(json.dumps(lines, ensure_ascii=False, indent=1), "utf-8")
    return Report(tuple(lines))


def _sentences(people: int, done: conflict.Loaded) -> list[str]:
    precision = 100 * done.right / done.linked if done.linked else 0.0
    return [
        f"Conflict: {people} people captured on both sides, all made up; {done.opened} opened in the register.",
        f"Evidence: {done.items} items kept under their hash, {done.rows_typed} rows of photographed lists typed.",
        f"Linkage: {done.linked} of {done.mentions} mentions linked, {precision:.1f} % rightly by the known truth; "
        f"{done.refused} refused, {done.rightly_refused} of them rightly; {done.left_open} left for you.",
        f"Assessment: {done.judgements} judgements on who is alive, held by whom, where, and in what condition.",
    ]
