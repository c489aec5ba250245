"""The index itself: opened, built, kept up to date one person at a time, and asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from homeward.linkage.facts import Facts
from homeward.linkage.index import journal
from homeward.linkage.index.archive import IndexDamaged
from homeward.linkage.index.candidate import Candidate
from homeward.linkage.index.draft import Draft
from homeward.linkage.index.folder import Current, Folder, Mark
from homeward.linkage.index.journal import Bookmark, Change
from homeward.linkage.index.recent import Recent
from homeward.linkage.index.search import search
from homeward.linkage.index.segment import Segment

_RECENT = 500  # people changed since the last segment was written, from which a new one is worth while
_GROWTH = 4  # a segment is written anew with the changes if it holds no more than this many times as many people
_SHOWN = 10_000  # people between two reports of progress


class Index:
    """The people in the segments, and those put in since, who are a segment in memory that is made when it is asked
    for. Not for several threads at once: each needs its own, or a lock."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._mark: Mark | None = None
        self._current = Current(0, {}, "")
        self._recent = Recent()
        self._bookmark, self._end = "", 0

    @classmethod
    def open(cls, folder: Path) -> Index:
        """The index in `folder`, empty if none was made there; raises `IndexDamaged` or `IndexOfAnotherVersion`."""
        index = cls(Folder(folder))
        with index._folder.writing():
            if index._folder.mark() is None:
                index._folder.write(Current(0, {}, ""), None)
        index._refresh()
        return index

    @classmethod
    def build(
        cls,
        folder: Path,
        people: Iterable[tuple[str, Facts]],
        bookmark: str = "",
        progress: Callable[[int], None] = lambda count: None,
    ) -> Index:
        """An index of `people`, each an id with what is known of the person, in place of what the folder held."""
        index = cls(Folder(folder))
        with index._folder.writing():
            generation = index._folder.next_generation()
            draft = _drafted(people, progress)
            index._folder.write(Current(generation, {}, bookmark), draft.arrays() if len(draft) else None)
        index._refresh()
        return index

    def __len__(self) -> int:
        self._refresh()
        return self._size()

    def _size(self) -> int:
        settled = sum(len(segment) - int(np.count_nonzero(segment.dead)) for segment in self._current.segments.values())
        return settled + len(self._recent)

    @property
    def bookmark(self) -> str:
        """What the owner of the index last noted with `update`."""
        self._refresh()
        return self._bookmark

    def add(self, person: str, facts: Facts) -> None:
        """Put a person in, in place of what the index knew of him or her before; found at once, by all processes."""
        self.update([(person, facts)])

    def remove(self, person: str) -> None:
        """Take a person out; one who is not in is no error."""
        self.update([(person, None)])

    def update(self, changes: Iterable[tuple[str, Facts | None]], bookmark: str | None = None) -> None:
        """Put people in and take out those without facts, and note how far the owner has read, in one step."""
        lines: list[journal.Line] = [Change(person, facts) for person, facts in changes]
        if bookmark is not None:
            lines.append(Bookmark(bookmark))
        with self._folder.writing():
            self._refresh()
            journal.append(self._folder.journal(self._current.generation), self._end, lines)
            self._refresh()

    def settle(self) -> None:
        """Write the people changed since into a segment, together with segments not much larger, if they are many."""
        with self._folder.writing():
            self._refresh()
            if self._recent.drafted < _RECENT:
                return
            merged, kept = self._parted()
            draft = _drafted((one for segment in merged for one in segment.living()), lambda count: None)
            self._folder.write(Current(self._current.generation + 1, kept, self._bookmark), draft.arrays())
            self._refresh()

    def check(self) -> None:
        """Read all that is on disk; raise `IndexDamaged` if a byte is not what was written."""
        self._folder.check()

    def search(self, mention: Facts, limit: int = 5, population: int | None = None) -> list[Candidate]:
        """The likeliest people, the likeliest first; nobody if the mention says too little. `population` is how many
        people the mention could speak of, whether they are in or not; by default twice the people in the index."""
        self._refresh()
        segments = [*self._current.segments.values(), *self._recent.segments()]
        return search(segments, mention, limit, population or 2 * max(self._size(), 1))

    def _parted(self) -> tuple[list[Segment], dict[str, Segment]]:
        """The segments to be written anew with the recent people, and those to be kept."""
        merged, count = list(self._recent.segments()), len(self._recent)
        kept = dict(self._current.segments)
        for name, segment in sorted(kept.items(), key=lambda one: len(one[1])):
            if len(segment) <= _GROWTH * count:
                merged.append(kept.pop(name))
                count += len(segment)
        return merged, kept

    def _refresh(self) -> None:
        """Read what this process or another wrote since. A file may go while it is looked for, if another process
        has just replaced it: then what counts now is read."""
        mark = self._folder.mark()
        try:
            self._read(mark)
        except IndexDamaged:
            if self._folder.mark() == mark:
                raise
            self._refresh()

    def _read(self, mark: Mark | None) -> None:
        if mark != self._mark:
            self._current = self._folder.read(self._current.segments)
            self._recent = Recent()
            self._bookmark, self._end = self._current.bookmark, 0
            self._mark = mark
        lines, self._end = journal.read(self._folder.journal(self._current.generation), self._end)
        for line in lines:
            if isinstance(line, Bookmark):
                self._bookmark = line.text
            else:
                self._apply(line)

    def _apply(self, change: Change) -> None:
        for segment in self._current.segments.values():
            place = segment.place(change.person)
            if place is not None:
                segment.dead[place] = True
        self._recent.put(change.person, change.facts)


def _drafted(people: Iterable[tuple[str, Facts]], progress: Callable[[int], None]) -> Draft:
    draft = Draft()
    for person, facts in people:
        draft.add(person, facts)
        if len(draft) % _SHOWN == 0:
            progress(len(draft))
    return draft
