"""The people put in since the segments were written, held in memory."""

from __future__ import annotations

from homeward.linkage.facts import Facts
from homeward.linkage.index.draft import Draft
from homeward.linkage.index.segment import Segment


class Recent:
    """A draft that is made into a segment when somebody is looked for after a change."""

    def __init__(self) -> None:
        self._draft = Draft()
        self._places: dict[str, int] = {}
        self._made: Segment | None = None

    def __len__(self) -> int:
        return len(self._places)

    @property
    def drafted(self) -> int:
        """How many were put in, those counted who were put in anew or taken out again."""
        return len(self._draft)

    def put(self, person: str, facts: Facts | None) -> None:
        """Put a person in, in place of what was known; take him or her out if nothing is known."""
        self._places.pop(person, None)
        if facts is not None:
            self._places[person] = self._draft.add(person, facts)
        self._made = None

    def segments(self) -> tuple[Segment, ...]:
        """One segment of everybody, or none if there is nobody."""
        if not self._places:
            return ()
        if self._made is None:
            self._made = Segment(self._draft.arrays())
            self._made.dead[:] = True
            self._made.dead[list(self._places.values())] = False
        return (self._made,)
