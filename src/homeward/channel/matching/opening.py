"""The last resort: a side accused of having answered falsely opens its round to a mediator."""

from __future__ import annotations

from collections.abc import Sequence

from homeward.channel.matching import group, pages
from homeward.channel.matching.entries import Entrant, enter
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.pages import Listing
from homeward.channel.matching.round import Answer, blind, scalar
from homeward.channel.matching.terms import Commit, Terms


def check_opening(
    people: Sequence[Entrant], secret: bytes, terms: Terms, committed: Commit, answered: Answer, shown: Listing
) -> None:
    """Nothing, if who signed `committed` and `answered` entered exactly `people` under `secret`, and answered the
    points `shown` to it under the same; else raises MatchingRefused.

    Whoever checks learns the names, so an opening is sealed for the mediator alone. It shows that both sides got the
    same answers; whether the persons exist, only the registers and their evidence tell.
    """
    key = scalar(terms, secret)
    points = Listing.of(blind(enter(people, terms, secret), key))
    if (points.size, points.root) != (committed.size, committed.root):
        raise MatchingRefused("opening_fails", party=committed.party)
    encoded = group.encode(key)
    answers = Listing.of(
        b"".join(group.multiply_by(encoded, point) for point in pages.values(page)) for page in shown.pages
    )
    if answered.root != answers.root:
        raise MatchingRefused("opening_fails", party=committed.party)
