"""One story told many times is one source."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.evidence.stories import Block, Part, blocks, contained, group

SAVED_PAGE = Path(__file__).resolve().parents[4] / "shared" / "000_1412adefb9094a4a.txt"
SENTENCES = [f"In the month number {n} the guards brought {n + 3} more men to block {n + 7} of it." for n in range(20)]
LONG = " ".join(SENTENCES)


def parts(*given: Block) -> list[list[tuple[str, Part]]]:
    return [[(member.block.name, member.part) for member in story.members] for story in group(given)]


def test_a_copy_with_another_tail_is_one_story_with_its_original() -> None:
    copy = Block("b", "Elsewhere", " ".join(SENTENCES[:18]))
    assert parts(Block("a", "Here", LONG), copy) == [[("a", Part.ORIGINAL), ("b", Part.COPY)]]


def test_a_teaser_is_found_by_what_it_shares_though_it_is_short() -> None:
    teaser = Block("b", "Here", " ".join(SENTENCES[:2]))
    assert parts(Block("a", "HERE", LONG), teaser) == [[("a", Part.ORIGINAL), ("b", Part.TEASER)]]


def test_two_stories_that_share_no_words_stay_two() -> None:
    other = "Nobody was seen at the northern camp after the snow of that winter had closed the only road to it."
    assert parts(Block("a", "Here", LONG), Block("b", "Here", other)) == []


def test_containment_is_the_share_of_the_smaller() -> None:
    assert contained(SENTENCES[0], LONG) == 1.0
    assert contained(LONG, SENTENCES[0]) < 0.1


@pytest.mark.skipif(not SAVED_PAGE.exists(), reason="the saved page is not beside the checkout")
def test_the_saved_page_tells_one_story_three_times() -> None:
    (story,) = group(blocks("page", SAVED_PAGE.read_text("utf-8")))
    assert [story.count(part) for part in (Part.ORIGINAL, Part.COPY, Part.TEASER)] == [1, 1, 1]
