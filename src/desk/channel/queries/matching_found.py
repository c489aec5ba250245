"""Whom a round found, as the page shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db.models import QuerySet

from desk.channel.models.matching import Hit, Round
from desk.register.queries import home_party
from homeward.words import say


def hits(row: Round) -> Sequence[Hit]:
    """Whom a round found: what waits for a look first, surer pairs before others."""
    found = list(row.hits.select_related("person__current", "claim", "judged_by"))
    order = [Hit.Verdict.CONFIRMED, Hit.Verdict.WAITING, Hit.Verdict.DISMISSED]
    return sorted(
        found, key=lambda hit: (hit.claim_id is not None, order.index(Hit.Verdict(hit.verdict)), -len(hit.keys))
    )


def claimable(hit: Hit) -> bool:
    """Whether a pair was confirmed and can be claimed: a person of ours, not yet claimed."""
    return hit.verdict == Hit.Verdict.CONFIRMED and hit.claim_id is None and hit.person.party == home_party()


def key_names(hit: Hit, language: str) -> list[str]:
    """What of both persons agrees, key by key."""
    return [say("channel.matching", f"key_{number}", language) for number in hit.keys]


def waiting() -> QuerySet[Hit]:
    """The pairs at which nobody has looked yet."""
    return Hit.objects.filter(verdict=Hit.Verdict.WAITING)


def rounds_waiting() -> list[tuple[Round, int, int]]:
    """The rounds with pairs at which nobody has looked, the newest first: how many by two keys or more, and by one."""
    counts: dict[Round, Counter[bool]] = {}
    for hit in waiting().select_related("round__channel").order_by("-round__read_at", "pk"):
        counts.setdefault(hit.round, Counter())[hit.sure] += 1
    return [(row, found[True], found[False]) for row, found in counts.items()]
