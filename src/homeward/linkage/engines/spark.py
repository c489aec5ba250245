"""The kernel on Spark, for registers and mentions that one machine cannot link in time: the one door to pyspark.

The slices of the register lie as Arrow files in a folder that all machines read; each worker of Spark opens a slice
once and answers for it batch after batch. Nothing but the kernel runs there, so the offers are those of
`homeward.linkage.engines.local`, to the last bit."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
from pyspark.sql import SparkSession

from homeward.linkage.bulk_batches import FACTS
from homeward.linkage.bulk_offers import Slice, offers

Chunk = tuple[int, pa.Table]
_OFFERS = "mention string, person string, log_odds float, others double, told boolean"


def session(master: str = "local[2]") -> SparkSession:
    """A session on this machine, or on the cluster that `master` names; workers take this Python, for theirs may lack
    what the kernel needs."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("homeward").master(master)
    if master.startswith("local"):
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    for name, value in (
        ("spark.ui.enabled", "false"),
        ("spark.ui.showConsoleProgress", "false"),
        ("spark.sql.execution.arrow.pyspark.enabled", "true"),
        ("spark.sql.execution.arrow.maxRecordsPerBatch", "10000"),
    ):
        builder = builder.config(name, value)
    return builder.getOrCreate()


@dataclass(frozen=True, slots=True)
class Spark:
    """A session, and the folder for slices, which every machine of the cluster reads under the same path."""

    session: SparkSession
    folder: Path

    def offers(self, people: pa.Table, chunks: Iterator[Chunk]) -> Iterator[Chunk]:
        """The offers of `people` for each chunk of mentions, with its number."""
        path = str(self._kept(people))

        def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                yield offers(_slice(path), batch.cast(FACTS))

        for number, mentions in chunks:
            frame = self.session.createDataFrame(mentions)
            yield number, frame.mapInArrow(run, _OFFERS).toArrow()

    def _kept(self, people: pa.Table) -> Path:
        """The slice as a file named by what it holds."""
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, FACTS) as out:
            out.write_table(people)
        told = sink.getvalue().to_pybytes()
        path = self.folder / f"slice-{hashlib.sha256(told).hexdigest()[:32]}.arrow"
        if not path.exists():
            half = path.with_suffix(".half")
            half.write_bytes(told)
            half.replace(path)
        return path


@lru_cache(maxsize=1)
def _slice(path: str) -> Slice:
    return Slice(pa.ipc.open_file(path).read_all())
