"""Reading the room of the dead: what waits, what is together, what is found twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from desk.remains.models import Bag, Claim, Fragment, Identification, Individual

PAGE = 40


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an individual's checklist: `key` names it, `done` of `total` fragments or bags have it."""

    key: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Twice:
    """One name claimed for several bags: at most one of them can be right, or the person lies in several."""

    name: str
    claims: tuple[Claim, ...]


def bags(handover: str = "", before: int | None = None) -> tuple[list[Bag], int | None]:
    """A page of bags, newest first, and the key of the next page if there is one."""
    rows = Bag.objects.annotate(parts=Count("fragments")).prefetch_related("claims").order_by("-id")
    wanted = Q(handover=handover) if handover else Q()
    if before is not None:
        wanted &= Q(id__lt=before)
    page: list[Bag] = [*rows.filter(wanted)[: PAGE + 1]]
    return page[:PAGE], page[PAGE - 1].id if len(page) > PAGE else None


def handovers() -> list[tuple[str, int]]:
    """The handovers of bodies and how many bags came in each, newest first."""
    rows = Bag.objects.values_list("handover").annotate(count=Count("id")).order_by("-handover")
    return [(handover, count) for handover, count in rows]


def unopened() -> QuerySet[Bag]:
    return Bag.objects.filter(opened_on=None)


def unassociated() -> QuerySet[Fragment]:
    """Fragments that no comparison has given to an individual yet, the oldest first."""
    return Fragment.objects.filter(individual=None).select_related("bag").order_by("id")


def unidentified() -> QuerySet[Individual]:
    """Individuals without a standing identification, with how many fragments each has."""
    rows = Individual.objects.annotate(parts=Count("fragments", distinct=True)).order_by("label")
    return rows.exclude(identifications__in=Identification.objects.filter(withdrawn_at=None))


def identified() -> QuerySet[Identification]:
    """Standing identifications, the newest first."""
    rows = Identification.objects.filter(withdrawn_at=None).select_related("individual", "person")
    return rows.order_by("-identified_on", "-id")


def waiting() -> int:
    """What waits for the identification officer: bags to open, fragments to compare, individuals to name."""
    return unopened().count() + unassociated().count() + unidentified().count()


def claimed_twice() -> list[Twice]:
    """Names claimed for more than one bag, whatever their spelling."""
    repeated = Claim.objects.values("search_key").annotate(bags=Count("bag", distinct=True)).filter(bags__gt=1)
    rows = Claim.objects.filter(search_key__in=repeated.values("search_key")).select_related("bag").order_by("id")
    groups: dict[str, list[Claim]] = defaultdict(list)
    for row in rows:
        groups[row.search_key].append(row)
    return [Twice(given[0].name, tuple(given)) for given in groups.values()]


def across_handovers() -> list[Individual]:
    """Individuals whose fragments came in several handovers."""
    rows = Individual.objects.annotate(times=Count("fragments__bag__handover", distinct=True))
    return list(rows.filter(times__gt=1).order_by("label"))


def checklist(individual: Individual) -> list[Step]:
    """How far the work on an individual has come."""
    fragments = individual.fragments
    total = fragments.count()
    opened = fragments.exclude(bag__opened_on=None).count()
    standing = individual.identifications.filter(withdrawn_at=None).count()
    return [
        Step("opened", opened, total),
        Step("sampled", fragments.exclude(sample="").count(), total),
        Step("compared", total, total),
        Step("identified", standing, 1),
    ]


def claims_of(individual: Individual) -> QuerySet[Claim]:
    """The names claimed for the bags in which the individual lay."""
    return Claim.objects.filter(bag__fragments__individual=individual).select_related("bag").distinct().order_by("id")
