"""Facts, offers and links as Arrow record batches: the one shape in which every engine takes and gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from enum import StrEnum

import pyarrow as pa

from homeward.linkage.facts import Facts

FIELDS = tuple(field.name for field in fields(Facts))
FACTS = pa.schema([("id", pa.string()), *((name, pa.list_(pa.string())) for name in FIELDS)])


class Verdict(StrEnum):
    """What a mention comes to. INSUFFICIENT: it says too little to mean anybody, such as initials only; UNSURE: several
    people fit, or one who is not sure enough; NOBODY: probably none of the register."""

    LINKED = "linked"
    UNSURE = "unsure"
    NOBODY = "nobody"
    INSUFFICIENT = "insufficient"


OFFERS = pa.schema(
    [
        ("mention", pa.string()),
        ("person", pa.string()),  # null once for a mention that says too little, or to which nobody was like
        ("log_odds", pa.float32()),  # at even odds
        ("others", pa.float64()),  # odds of all who were likely too and are not offered, on the first offer of each
        ("told", pa.bool_()),  # whether the mention says enough to mean somebody
    ]
)
LINKS = pa.schema(
    [
        ("mention", pa.string()),
        ("verdict", pa.string()),
        ("person", pa.string()),
        ("probability", pa.float32()),
        ("second", pa.string()),
        ("second_probability", pa.float32()),
    ]
)


def batch_of(known: Sequence[tuple[str, Facts]]) -> pa.RecordBatch:
    """People or mentions, each an id with what is known, as a batch of FACTS."""
    columns = [pa.array([one for one, _ in known], pa.string())]
    for name in FIELDS:
        columns.append(pa.array([list(getattr(facts, name)) for _, facts in known], pa.list_(pa.string())))
    return pa.RecordBatch.from_arrays(columns, schema=FACTS)


def facts_of(batch: pa.RecordBatch) -> Iterator[Facts]:
    """What is known of each row of a batch of FACTS."""
    columns = [batch.column(name).to_pylist() for name in FIELDS]
    return (Facts(*(tuple(one for one in said or () if one) for said in row)) for row in zip(*columns, strict=True))
