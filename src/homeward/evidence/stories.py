"""One story told many times is one source. This finds the blocks of text that repeat each other.

Whole copies differ in quote marks and tails, and a teaser is a small part of the story under the same headline:
likeness alone misses it. So a block belongs to another when nearly all of its eight-word shingles stand in the
other, or when every sentence of it does, or when both carry the same headline and it is mostly contained."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

_WORDS = 8
SAME = 0.8  # share of the smaller block's shingles that the larger must hold
_SAME_UNDER_ONE_HEADLINE = 0.4
_COPY = 0.5  # a member at least this long, measured by the original, is a copy; a shorter one a teaser
LEAST_WORDS = 20  # words; shorter blocks are menus and bylines
_WORD = re.compile(r"\w+")


class Part(StrEnum):
    """What a member of a story is to it."""

    ORIGINAL = "original"
    COPY = "copy"
    TEASER = "teaser"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text: its place, its words and the headline over it."""

    name: str
    headline: str
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """A block in a story. The longest block is taken for the original: which outlet was first, the text cannot
    tell."""

    block: Block
    part: Part


@dataclass(frozen=True, slots=True)
class Story:
    """Blocks that tell the same, the original first."""

    headline: str
    members: tuple[Member, ...]

    def count(self, part: Part) -> int:
        return sum(member.part == part for member in self.members)


def blocks(name: str, text: str) -> list[Block]:
    """The blocks of a page: its paragraphs of twenty words and more, each with the short line above it as
    headline."""
    found: list[Block] = []
    headline = ""
    for number, line in enumerate(text.splitlines(), start=1):
        words = len(_WORD.findall(line))
        if words >= LEAST_WORDS:
            found.append(Block(f"{name}:{number}", headline, line.strip()))
        elif words >= 4:
            headline = line.strip()
    return found


def group(given: Iterable[Block]) -> list[Story]:
    """The stories told by two or more blocks, the longest first."""
    ordered = sorted(given, key=lambda block: -len(block.text))
    marks = [shingles(block.text) for block in ordered]
    parents = _parents(ordered, marks)
    families: dict[int, list[int]] = defaultdict(list)
    for place, parent in enumerate(parents):
        families[parent].append(place)
    return [_story(ordered, places) for places in families.values() if len(places) > 1]


def contained(small: str, large: str) -> float:
    """The share of the shingles of `small` that stand in `large`."""
    inner, outer = shingles(small), shingles(large)
    return len(inner & outer) / len(inner) if inner else 0.0


def _parents(ordered: Sequence[Block], marks: Sequence[frozenset[int]]) -> list[int]:
    """For each block the place of the longest block that holds it, found through an index of shingles."""
    index: dict[int, list[int]] = defaultdict(list)
    parents: list[int] = []
    for place, own in enumerate(marks):
        shared: dict[int, int] = defaultdict(int)
        for shingle in own:
            for other in index[shingle]:
                shared[other] += 1
        parents.append(_parent(ordered, place, len(own), shared, parents))
        if parents[place] == place:
            for shingle in own:
                index[shingle].append(place)
    return parents


def _parent(ordered: Sequence[Block], place: int, own: int, shared: dict[int, int], parents: list[int]) -> int:
    for other, count in sorted(shared.items(), key=lambda pair: -pair[1]):
        headline = _plain(ordered[place].headline)
        same_headline = bool(headline) and headline == _plain(ordered[other].headline)
        if count / own >= (_SAME_UNDER_ONE_HEADLINE if same_headline else SAME):
            return parents[other]
    return place


def _story(ordered: Sequence[Block], places: Sequence[int]) -> Story:
    original = ordered[places[0]]
    members = [Member(original, Part.ORIGINAL)]
    for place in places[1:]:
        long_enough = len(ordered[place].text) >= _COPY * len(original.text)
        members.append(Member(ordered[place], Part.COPY if long_enough else Part.TEASER))
    return Story(original.headline, tuple(members))


def shingles(text: str) -> frozenset[int]:
    """The runs of eight words of a text, each as a number below 2^32 that is the same on every machine."""
    words = _plain(text).split()
    runs = (" ".join(words[place : place + _WORDS]) for place in range(max(len(words) - _WORDS + 1, 1)))
    return frozenset(zlib.crc32(run.encode()) for run in runs)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
