"""Every engine gives the same offers."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest

from homeward.linkage.bulk_batches import OFFERS, batch_of
from homeward.linkage.engines.local import Local
from homeward.linkage.facts import Facts

SURNAMES = ("Шевчук", "Мельник", "Бондаренко", "Коваленко", "Ткаченко", "Кравченко", "Олійник", "Лисенко")
GIVEN = ("Олександр", "Іван", "Петро", "Степан", "Григорій")
PEOPLE = pa.Table.from_batches(
    [
        batch_of(
            [
                (f"p{place}", Facts((f"{surname} {given} Іванович",), (f"19{70 + place}-03-12",)))
                for place, (surname, given) in enumerate((one, other) for one in SURNAMES[:5] for other in GIVEN)
            ]
        )
    ]
)
MENTIONS = pa.Table.from_batches(
    [
        batch_of(
            [
                (f"m{place}", Facts((f"{given} {surname}а",), (str(1970 + place),) if place % 2 else ()))
                for place, (surname, given) in enumerate((one, other) for one in SURNAMES for other in GIVEN)
            ]
            + [("silent", Facts(("І.",)))]
        )
    ]
)

ON_SPARK = """
import sys
from itertools import pairwise
from pathlib import Path
import pyarrow as pa
from homeward.linkage.engines.spark import Spark, session
folder = Path(sys.argv[1])
people, mentions = (pa.ipc.open_file(folder / name).read_all() for name in ("people", "mentions"))
with session() as spark:
    ((number, found),) = Spark(spark, folder).offers(people, iter([(7, mentions)]))
with pa.OSFile(str(folder / f"found-{number}"), "wb") as file, pa.ipc.new_file(file, found.schema) as out:
    out.write_table(found)
"""


def local(processes: int) -> pa.Table:
    chunks = ((number, MENTIONS.slice(number * 9, 9)) for number in range(5))
    found = dict(Local(processes).offers(PEOPLE, chunks))
    return pa.concat_tables([found[number] for number in range(5)])


def test_mentions_come_in_their_order_and_the_likeliest_first() -> None:
    found = local(1)
    order = list(dict.fromkeys(found.column("mention").to_pylist()))
    assert order == MENTIONS.column("id").to_pylist()
    rows = found.to_pylist()
    assert all(
        one["log_odds"] >= other["log_odds"] for one, other in pairwise(rows) if one["mention"] == other["mention"]
    )


def test_however_many_processes_and_chunks_the_offers_are_the_same() -> None:
    whole = dict(Local().offers(PEOPLE, iter([(0, MENTIONS)])))[0]
    assert local(1).equals(local(2))
    assert local(1).equals(whole)


def python_with_spark() -> str:
    """A Python with pyspark: that of the environment HOMEWARD_SPARK names, or this one; else the test is skipped."""
    named = os.environ.get("HOMEWARD_SPARK", "")
    if named:
        return str(Path(named) / "bin" / "python")
    if importlib.util.find_spec("pyspark"):
        return sys.executable
    pytest.skip(
        "pyspark is not installed here; HOMEWARD_SPARK may name an environment that has it (docs/howto/spark.md)"
    )


def test_spark_gives_the_same_offers_to_the_last_bit(tmp_path: Path) -> None:
    python = python_with_spark()
    for name, table in (("people", PEOPLE), ("mentions", MENTIONS)):
        with pa.OSFile(str(tmp_path / name), "wb") as file, pa.ipc.new_file(file, table.schema) as out:
            out.write_table(table)
    source = Path(__file__).parents[3] / "src"
    subprocess.run(
        [python, "-c", ON_SPARK, str(tmp_path)], check=True, env={**os.environ, "PYTHONPATH": str(source)}, timeout=300
    )
    theirs = pa.ipc.open_file(tmp_path / "found-7").read_all().cast(OFFERS)
    assert theirs.equals(dict(Local().offers(PEOPLE, iter([(0, MENTIONS)])))[0])
