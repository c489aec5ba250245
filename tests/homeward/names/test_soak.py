"""Long searches for a name that breaks a reader or takes too long; only in `make soak`."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homeward.names import Language, Standard, forms, nominatives, parse, readings, transliterate
from homeward.names.lexicon import rows
from homeward.names.matching import KEYS, matching_keys

_SIGNS = st.sampled_from("АБВІЇЄЁабвіїєёщьъюяыэ'’ʼ\"ABCabcßščżł0138 .,-()[]«»/\u200b\u200f\u202e\u0301\u0306😀\n\t")
_LISTED = st.sampled_from([row["uk"] for name in ("given", "surnames_uk", "patronymics") for row in rows(name)[:500]])
_NAMES = st.text(_SIGNS, max_size=120) | st.lists(_LISTED | st.text(_SIGNS, max_size=8), max_size=8).map(" ".join)


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_NAMES)
def test_no_name_breaks_a_reader_or_takes_a_second(name: str) -> None:
    started = time.process_time()
    parts = parse(name).parts
    assert len(matching_keys(name, "1985-11-04", name)) == KEYS
    assert len(nominatives(name)) <= 3
    assert bool(parts) == bool(nominatives(name))
    assert time.process_time() - started < 1


@pytest.mark.soak
@settings(max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_NAMES.filter(lambda name: len(name) < 60), st.sampled_from(list(Standard)))
def test_no_name_breaks_a_writer(name: str, standard: Standard) -> None:
    latin = transliterate(name, standard)
    assert all(len(readings(latin, language)) <= 3 for language in Language)
    assert forms(name).own == name
