"""Sentences of the library in three languages."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import homeward
from homeward.words import Language, UnknownWords, say

TABLES = sorted(Path(homeward.__file__).parent.rglob("words.csv"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.parent.name)
def test_every_sentence_stands_in_all_three_languages(path: Path) -> None:
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert rows
    assert [row["key"] for row in rows if not all(row[language].strip() for language in Language)] == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.parent.name)
def test_no_key_stands_twice(path: Path) -> None:
    keys = [row["key"] for row in csv.DictReader(path.read_text("utf-8").splitlines())]
    assert sorted(set(keys)) == sorted(keys)


def test_an_unknown_key_is_an_error_and_not_an_empty_sentence() -> None:
    with pytest.raises(UnknownWords, match="no sentence nothing_like_it"):
        say("assessment", "nothing_like_it", "en")
