"""The order in which mentions are judged: those whose person is likeliest first, so that most is settled soonest, or
those whose answer teaches most (`homeward.linkage.learn`).

The likelihoods are kept in each process and serve the order only; the page of a mention compares anew. A request
measures so many new mentions at most; those not measured yet stand behind, in the order found.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

from desk.evidence.models import Mention
from desk.linkage import queries
from homeward.linkage import learn

_AT_MOST = 50  # mentions measured in one request, a third of a second
_lock = Lock()


class Order(StrEnum):
    """What comes first in the queue."""

    LIKELIEST = "likeliest"
    TEACHING = "teaching"


@dataclass(frozen=True, slots=True)
class _Best:
    """The likeliest person of a mention, "" for nobody, how likely, and of which kind the evidence is."""

    person: str
    probability: float
    kind: str


_measured: dict[str, _Best] = {}


def ranked(order: Order = Order.LIKELIEST) -> list[str]:
    """The public ids of the untouched mentions in their order."""
    waiting = list(queries.untouched().order_by("id").values_list("public_id", flat=True))
    with _lock:
        _measure([one for one in waiting if one not in _measured][:_AT_MOST])
        measured = {one: _measured[one] for one in waiting if one in _measured}
    behind = [one for one in waiting if one not in measured]
    return (_teaching if order is Order.TEACHING else _likeliest)(measured) + behind


def following(mention: Mention) -> Mention | None:
    """The next mention of the queue after this one, or the first of it."""
    queue = ranked()
    place = queue.index(mention.public_id) + 1 if mention.public_id in queue else 0
    others = [one for one in queue[place:] + queue[:place] if one != mention.public_id]
    return Mention.objects.get(public_id=others[0]) if others else None


def shown(limit: int, order: Order = Order.LIKELIEST) -> list[tuple[Mention, float | None]]:
    """The first mentions of the queue, each with the likelihood of its likeliest person."""
    first = ranked(order)[:limit]
    mentions = Mention.objects.select_related("item__source").in_bulk(first, field_name="public_id")
    return [
        (mentions[one], _measured[one].probability if one in _measured else None) for one in first if one in mentions
    ]


def _likeliest(measured: dict[str, _Best]) -> list[str]:
    return sorted(measured, key=lambda one: -measured[one].probability)


def _teaching(measured: dict[str, _Best]) -> list[str]:
    """An answer on one mention tells of all others whose likeliest person is the same."""
    of_person = Counter(best.person for best in measured.values() if best.person)
    asked = [
        learn.Question(one, best.person, best.probability, max(of_person[best.person] - 1, 0), best.kind)
        for one, best in measured.items()
    ]
    return [one.left for one in learn.following(asked, len(asked))]


def _measure(ids: list[str]) -> None:
    mentions = list(Mention.objects.filter(public_id__in=ids).select_related("item"))
    for mention, offer in zip(mentions, queries.best(mentions), strict=True):
        person, probability = (offer.person.public_id, offer.probability) if offer else ("", 0.0)
        _measured[mention.public_id] = _Best(person, probability, mention.item.kind)
