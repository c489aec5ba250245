"""Grows `homeward/linkage/data/names.json.gz`.

    python -m tools.training.grow PERSONS [--pairs 300000] [--out FILE]

PERSONS is data/names/persons.txt of the wheel rigour 1.1.1 (MIT, from Wikidata, CC0). Needs catboost
(`pip install catboost`, Apache-2.0) in an environment of its own. All else is drawn from the lists of the library,
so no pair of real people is learnt from. The same arguments give the same tables. Names that the lists know are hidden
from a part of the pairs, so that unknown names are judged as they will be met.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import random
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier

from homeward.linkage.features import features
from homeward.linkage.vocabulary import WORDS, Measure, Vocabulary
from tools.training.pairs import Pair, Pairs
from tools.training.people import People
from tools.training.world import World

_SEED = 7
_BATCH = 4096
_DEPTH = 6  # questions of each table
_HIDDEN = 0.6  # share of the words whose world names are hidden
_UNLISTED = 0.3  # share of the words that are taken for surnames nobody has listed
_HIDING = {"world": 0.6}  # share of the pairs, by context, that are measured so; of the others:
_OTHERWISE = 0.3
_OUT = Path(__file__).parents[2] / "src" / "homeward" / "linkage" / "data" / "names.json.gz"


def main() -> None:
    parser = argparse.ArgumentParser(description="Grows the tables by which names are judged.")
    parser.add_argument("persons", type=Path)
    parser.add_argument("--pairs", type=int, default=300_000)
    parser.add_argument("--out", type=Path, default=_OUT)
    asked = parser.parse_args()
    chance = random.Random(_SEED)
    pairs = list(itertools.islice(Pairs(People(chance), World(asked.persons, chance), chance), asked.pairs))
    print(f"{len(pairs)} pairs drawn", flush=True)
    measured = measure(pairs)
    print("measured", flush=True)
    asked.out.write_bytes(grown(measured, np.array([pair.same for pair in pairs])))


def measure(pairs: list[Pair]) -> np.ndarray:
    """The features of each pair, some with the names of the world hidden."""
    vocabulary, chance = Vocabulary(), np.random.default_rng(_SEED)
    names = [[_row(vocabulary, text) for text in (pair.left, pair.right)] for pair in pairs]
    found = _features(vocabulary, names)
    hidden = np.array([chance.random() < _HIDING.get(pair.context, _OTHERWISE) for pair in pairs])
    vocabulary.world.rows[chance.random(len(vocabulary)) < _HIDDEN] = -1
    vocabulary.measure(Measure.LISTED)[chance.random(len(vocabulary)) < _UNLISTED] = 0
    places = np.flatnonzero(hidden)
    found[places] = _features(vocabulary, [names[place] for place in places])
    return found


def _row(vocabulary: Vocabulary, text: str) -> list[int]:
    words = vocabulary.numbers(text)
    return [*words, *[-1] * (WORDS - len(words))]


def _features(vocabulary: Vocabulary, names: list[list[list[int]]]) -> np.ndarray:
    rows = np.array(names, np.int32)
    named = (rows[:, :, 0] >= 0).all(axis=1)
    rows[~named] = rows[np.argmax(named)]
    batches = np.array_split(rows, max(1, len(rows) // _BATCH))
    return np.concatenate([features(vocabulary, batch[:, 0], batch[:, 1]) for batch in batches])


def grown(measured: np.ndarray, same: np.ndarray) -> bytes:
    """The tables, as homeward.linkage.trees reads them."""
    model = CatBoostClassifier(
        iterations=800, depth=_DEPTH, learning_rate=0.1, l2_leaf_reg=3, border_count=64, boosting_type="Plain",
        random_seed=_SEED, thread_count=1, verbose=0,
    )  # fmt: skip
    model.fit(measured, same)
    kept = Path("names.model.json")
    model.save_model(str(kept), format="json")
    tables = json.loads(kept.read_text())
    kept.unlink()
    return gzip.compress(json.dumps(_packed(tables)).encode(), 9, mtime=0)


def _packed(tables: dict) -> dict:
    questions: dict[tuple[int, float], int] = {}
    asked = [
        [
            questions.setdefault((split["float_feature_index"], split["border"]), len(questions))
            for split in tree["splits"]
        ]
        for tree in tables["oblivious_trees"]
    ]
    scale, (bias,) = tables["scale_and_bias"]
    return {
        "feature": [feature for feature, _ in questions],
        "threshold": [threshold for _, threshold in questions],
        "asked": [[*row, *row[:1] * (_DEPTH - len(row))] for row in asked],
        "added": [_filled(tree["leaf_values"], scale) for tree in tables["oblivious_trees"]],
        "bias": bias,
    }


def _filled(leaves: list[float], scale: float) -> list[float]:
    """The log-odds of a table; one that asks fewer questions asks its first again, which changes nothing."""
    return [round(scale * value, 5) for value in leaves] * (2**_DEPTH // len(leaves))


if __name__ == "__main__":
    main()
