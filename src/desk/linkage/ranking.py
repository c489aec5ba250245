"""The order in which mentions are judged: those whose person is likeliest first, so that most is settled soonest.

The likelihoods are kept in each process and serve the order only; the page of a mention compares anew. A request
measures so many new mentions at most; those not measured yet stand behind, in the order found.
"""

from __future__ import annotations

from threading import Lock

from desk.evidence.models import Mention
from desk.linkage import queries

_AT_MOST = 50  # mentions measured in one request, a third of a second
_lock = Lock()
_measured: dict[str, float] = {}


def ranked() -> list[str]:
    """The public ids of the untouched mentions, the likeliest first."""
    waiting = list(queries.untouched().order_by("id").values_list("public_id", flat=True))
    with _lock:
        _measure([one for one in waiting if one not in _measured][:_AT_MOST])
        return sorted(waiting, key=lambda one: -_measured.get(one, -1.0))


def following(mention: Mention) -> Mention | None:
    """The next mention of the queue after this one, or the first of it."""
    queue = ranked()
    place = queue.index(mention.public_id) + 1 if mention.public_id in queue else 0
    others = [one for one in queue[place:] + queue[:place] if one != mention.public_id]
    return Mention.objects.get(public_id=others[0]) if others else None


def shown(limit: int) -> list[tuple[Mention, float | None]]:
    """The first mentions of the queue, each with the likelihood of its likeliest person."""
    first = ranked()[:limit]
    mentions = Mention.objects.select_related("item__source").in_bulk(first, field_name="public_id")
    return [(mentions[one], _measured.get(one)) for one in first if one in mentions]


def _measure(ids: list[str]) -> None:
    mentions = list(Mention.objects.filter(public_id__in=ids))
    for mention, offer in zip(mentions, queries.best(mentions), strict=True):
        _measured[mention.public_id] = offer.probability if offer else 0.0
