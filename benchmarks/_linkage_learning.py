"""How fast an analyst's answers mend what machines said, by the order of the questions, for `benchmarks.linkage`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

import numpy as np
import pyarrow as pa

from benchmarks._linkage_lists import facts_of_person, line
from homeward.linkage.bulk_batches import batch_of
from homeward.linkage.bulk_links import settle
from homeward.linkage.bulk_offers import Slice, offers
from homeward.linkage.learn import Question, following
from homeward.simulator.people import person
from homeward.simulator.world import Scenario

Figures = dict[str, float]

_PEOPLE, _MENTIONS, _STRANGERS = 10_000, 3_000, 500
_ASKED = 0.1  # share of all questions that are asked
_HALF = 0.5


def learning_figures() -> Figures:
    """Of the links and refusals that are wrong, the share that is set right when a tenth of all are asked about: in the
    order of `homeward.linkage.learn`, and in a random one."""
    random, scenario = Random(9), Scenario(17, 10**6, date(2026, 11, 1))  # noqa: S311
    people = [person(scenario, number) for number in range(_PEOPLE)]
    known = Slice(pa.Table.from_batches([batch_of([(str(one.number), facts_of_person(one)) for one in people])]))
    asked = random.sample(people, _MENTIONS) + [person(scenario, _PEOPLE + number) for number in range(_STRANGERS)]
    batch = batch_of([(str(one.number), line(one, random)) for one in asked])
    links = settle(pa.Table.from_batches([offers(known, batch)]), _PEOPLE).to_pylist()
    questions = [
        Question(row["mention"], row["person"], row["probability"], kind=row["verdict"])
        for row in links
        if row["person"]
    ]
    count = int(len(questions) * _ASKED)
    wrong = _wrong(questions)
    return {
        "learning_mended": round(_wrong(following(questions, count)) / wrong, 3),
        "learning_mended_random": round(
            float(np.mean([_wrong(random.sample(questions, count)) for _ in range(20)])) / wrong, 3
        ),
    }


def _wrong(questions: Sequence[Question]) -> int:
    return sum((one.probability >= _HALF) != (one.left == one.right) for one in questions)
