"""The page on names says what the code does."""

from __future__ import annotations

import doctest
from pathlib import Path

from homeward.names import Standard

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "names.md"


def test_the_examples_of_the_page_hold() -> None:
    text = PAGE.read_text("utf-8").replace("```", "")
    page = doctest.DocTestParser().get_doctest(text, {}, "names.md", str(PAGE), 0)
    found = doctest.DocTestRunner().run(page)
    assert found.attempted > 15
    assert found.failed == 0


def test_the_page_names_every_standard() -> None:
    text = PAGE.read_text("utf-8")
    assert [standard for standard in Standard if f"`{standard}`" not in text] == []
