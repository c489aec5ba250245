"""Reading the linkage room: candidates, the queue, the search, and lists held against the register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from desk.accounts.models import User
from desk.evidence.models import Item, Mention
from desk.linkage import known
from desk.linkage.models import Judgement, Verdict
from desk.register.models import Person
from desk.register.queries import APPEARANCE
from homeward.evidence.details import date_value
from homeward.evidence.item import Kind
from homeward.linkage.born import years_of
from homeward.linkage.facts import Facts
from homeward.linkage.index import Candidate
from homeward.linkage.score import Part


@dataclass(frozen=True, slots=True)
class Offer:
    """A person of the register offered for a mention, with what is shown beside."""

    person: Person
    probability: float
    parts: tuple[Part, ...]


def facts(mention: Mention) -> Facts:
    """What a mention says, in the form in which people are compared."""

    def said(*properties: str) -> tuple[str, ...]:
        return tuple(one["value"] for one in mention.details if one["property"] in properties and one["value"])

    return Facts(
        names=(mention.written,),
        born=said("birth_date")
        or tuple(years_of(int(age), mention.item.collected_at.year) for age in said("age_stated")),
        units=said("unit_name", "military_unit_number"),
        ranks=said("rank"),
        places=said("facility"),
        service_numbers=said("service_number"),
        kin=said("next_of_kin", "father_full_name", "mother_full_name"),
        appearance=tuple(f"{key}={value}" for key in APPEARANCE for value in said(key)),
    )


def candidates(mention: Mention, limit: int = 5) -> list[Offer]:
    """The likeliest people for a mention, the likeliest first, with the reasons for each."""
    return _offers(known.search([facts(mention)], limit)[0])


def best(mentions: Sequence[Mention]) -> list[Offer | None]:
    """The likeliest person for each mention, in one pass over the index and one query."""
    found = known.search([facts(mention) for mention in mentions], 1)
    people = people_of(one for answers in found for one in answers)
    return [next(iter(_shown(answers, people)), None) for answers in found]


def search(text: str, limit: int = 20) -> list[Offer]:
    """People by any form of their name; a date of birth (2001-05-17 or 17.05.2001) may stand behind it."""
    words = text.split()
    dates = tuple(word for word in words if word[:1].isdigit())
    name = " ".join(word for word in words if word not in dates)
    if len(name) < 2:
        return []
    born = tuple(filter(None, (date_value(word) or (word if len(word) == 4 else "") for word in dates)))
    return _offers(known.search([Facts((name,), born)], limit)[0])


def _offers(found: Sequence[Candidate]) -> list[Offer]:
    return _shown(found, people_of(found))


def people_of(found: Iterable[Candidate]) -> dict[str, Person]:
    """The people found, by public id."""
    ids = {one.person for one in found}
    return Person.objects.select_related("current").in_bulk(ids, field_name="public_id")


def _shown(found: Sequence[Candidate], people: dict[str, Person]) -> list[Offer]:
    return [Offer(people[one.person], one.score.probability, one.score.parts) for one in found if one.person in people]


def standing(mention: Mention) -> Judgement | None:
    """The judgement that holds for a mention now."""
    return Judgement.objects.filter(mention=mention, undone_at=None).select_related("person", "by").first()


def history(mention: Mention) -> QuerySet[Judgement]:
    return Judgement.objects.filter(mention=mention).select_related("person", "by", "undone_by").order_by("-id")


def waiting() -> QuerySet[Mention]:
    """Mentions on which nobody has said anything that holds, or that were left open."""
    judged = Judgement.objects.filter(undone_at=None).exclude(verdict=Verdict.OPEN)
    return Mention.objects.exclude(id__in=judged.values("mention")).exclude(item__kind=Kind.TABLE)


def untouched() -> QuerySet[Mention]:
    """Mentions on which nothing has been said at all."""
    return waiting().exclude(judgements__undone_at=None, judgements__isnull=False)


def last_judged(by: User, mention: Mention) -> Mention | None:
    """The mention on which `by` spoke last, other than this one: the way back to a slip of the hand."""
    judgement = (
        Judgement.objects.filter(by=by, undone_at=None)
        .exclude(mention=mention)
        .select_related("mention")
        .order_by("id")
    ).last()
    return judgement.mention if judgement else None


def lists() -> QuerySet[Item]:
    """Lists that name people: those taken in as tables, without the inquiries and cards that opened people."""
    return Item.objects.filter(kind=Kind.TABLE, mentions__isnull=False).distinct().order_by("-collected_at")


def links_of(person: Person) -> QuerySet[Judgement]:
    """The links that hold for a person, the oldest first."""
    return Judgement.objects.filter(Q(person=person) & Q(verdict=Verdict.LINK) & Q(undone_at=None)).select_related(
        "mention__item"
    )
