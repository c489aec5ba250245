"""A model of small tables: each asks a few yes-or-no questions of a pair and adds the log-odds found at the answers.

All questions of one table are asked of every pair (oblivious trees, as Prokhorenkova et al. 2018 grow them), so that a
table of n questions is 2^n numbers that can be read, and its answer is found by counting in binary. What each question
adds can be told exactly: the mean of the table before and after it is answered.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from homeward.linkage.spelling import Floats

Codes = NDArray[np.int32]
_ROWS = 512  # compared at once


@dataclass(frozen=True)
class Trees:
    """`questions` are distinct (feature, threshold): is the feature above it? `asked` holds the questions of each table
    and `added` its log-odds, the first question being the lowest bit. `bias` is added to all."""

    feature: Codes
    threshold: Floats
    asked: Codes
    added: Floats
    bias: float

    @classmethod
    def read(cls, file: Traversable) -> Trees:
        """The tables kept in a gzipped JSON file by tools/train_names.py."""
        kept = json.loads(gzip.decompress(file.read_bytes()))
        return cls(
            np.array(kept["feature"], np.int32),
            np.array(kept["threshold"], np.float32),
            np.array(kept["asked"], np.int32),
            np.array(kept["added"], np.float32),
            float(kept["bias"]),
        )

    def log_odds(self, features: Floats) -> Floats:
        """The sum over all tables for each row of features."""
        found = [self._log_odds(rows) for rows in np.array_split(features, max(1, len(features) // _ROWS))]
        return np.concatenate(found)

    def _log_odds(self, features: Floats) -> Floats:
        bits = self._answers(features)[self.asked]
        place = np.zeros((bits.shape[0], bits.shape[2]), np.intp)
        for bit in range(bits.shape[1]):
            place |= bits[:, bit].astype(np.intp) << bit
        total: Floats = self.added[np.arange(len(self.asked))[:, None], place].sum(axis=0) + np.float32(self.bias)
        return total

    def parts(self, features: Floats) -> Floats:
        """What the questions on each feature added to one row, a number a feature; with `start` they sum to its
        log-odds."""
        bits = self._answers(features.reshape(1, -1))[:, 0][self.asked]
        told, tables, left = np.zeros(features.size, np.float32), np.arange(len(self.asked)), self.added
        for question in reversed(range(self.asked.shape[1])):
            before = left.mean(axis=1)
            left = left.reshape(len(tables), 2, -1)[tables, bits[:, question]]
            np.add.at(told, self.feature[self.asked[:, question]], left.mean(axis=1) - before)
        return told

    @cached_property
    def start(self) -> float:
        """The log-odds before any question is answered."""
        return self.bias + float(self.added.mean(axis=1).sum())

    def _answers(self, features: Floats) -> NDArray[np.uint8]:
        """The answer to each question, a row a question."""
        answers: NDArray[np.uint8] = (features.T[self.feature] > self.threshold[:, None]).astype(np.uint8)
        return answers
