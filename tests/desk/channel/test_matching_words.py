"""Every kind of people that a round may be about has its words."""

from __future__ import annotations

import pytest

from desk.channel import entering
from desk.channel.queries.matching_counts import category_title
from homeward.words import Language


@pytest.mark.parametrize("language", list(Language))
def test_every_category_is_said_in_words(language: str) -> None:
    titles = [category_title(f"VRH.{kind}", language) for kind in entering.kinds()]
    assert len(set(titles)) == len(titles) == 13


def test_a_word_that_nobody_agreed_on_is_shown_as_it_is() -> None:
    assert category_title("VRH.giants", "en") == "VRH.giants"
