"""Taking in what the other side committed to, page by page: in order, under its root, and each value once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from homeward.channel.matching import group, pages
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.pages import Listing, Page


@dataclass(frozen=True, slots=True)
class Intake:
    """The pages of a list of `size` values under `root` that have arrived so far."""

    size: int
    root: bytes
    taken: Listing = field(default_factory=Listing)

    @property
    def complete(self) -> bool:
        return len(self.taken.pages) == pages.count_pages(self.size)

    @property
    def progress(self) -> tuple[int, int]:
        """Pages taken, and pages in all."""
        return len(self.taken.pages), pages.count_pages(self.size)

    def take(self, page: Page, check: Callable[[bytes], object]) -> Intake:
        """The intake with the next page, each value of which `check` let pass; raises MatchingRefused. A refused page
        leaves the intake as it was, and the right one can still come."""
        if self.complete:
            raise MatchingRefused("nothing_wanted")
        pages.check(page, len(self.taken.pages), self.size, self.root)
        for value in pages.values(page.data):
            check(value)
        after = replace(self, taken=self.taken.add(page.data))
        if after.complete and len(set(after.taken.values())) != self.size:
            raise MatchingRefused("doubled_values")
        return after

    def multiply(self, page: Page, scalar: int) -> tuple[Intake, bytes]:
        """The intake with the next page of points, and each of them times `scalar`; raises MatchingRefused."""
        encoded, products = group.encode(scalar), list[bytes]()
        after = self.take(page, lambda point: products.append(group.multiply_by(encoded, point)))
        return after, b"".join(products)
