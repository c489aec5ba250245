"""Run by `benchmarks.linkage` where scikit-learn is installed: search by the cosine of trigrams of romanised names,
weighted by their rarity (what string_grouper does). Takes a CSV file of people (id, name) and a JSON list of the names
asked for; answers the ids of the ten best for each, the milliseconds of each, and the CPU seconds of building."""

from __future__ import annotations

import csv
import json
import sys
import time
from pathlib import Path

import numpy as np
from anyascii import anyascii  # type: ignore[import-not-found]
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-not-found]


def main() -> None:
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as lines:
        people = [(row[0], anyascii(row[1]).lower()) for row in csv.reader(lines)]
    start = time.process_time()
    trigrams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), dtype=np.float32)
    register = trigrams.fit_transform(name for _, name in people).T.tocsr()
    built = time.process_time() - start
    found, spent = [], []
    for name in json.loads(Path(sys.argv[2]).read_text("utf-8")):
        start = time.process_time()
        alike = trigrams.transform([anyascii(name).lower()]) @ register
        best = alike.indices[np.argsort(-alike.data, kind="stable")[:10]]
        spent.append((time.process_time() - start) * 1000)
        found.append([people[place][0] for place in best])
    print(json.dumps({"found": found, "spent": spent, "built": built}))


if __name__ == "__main__":
    main()
