"""Persons of a deal: their ids here, their names as the other side will read them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from desk.channel.models import Deal
from desk.errors import Refused
from desk.register.models import Person, PersonCurrent
from homeward.canonical import Value
from homeward.channel.deal import OPEN


def named(ids: Sequence[str], deal: Deal | None = None) -> list[Value]:
    """Id, name and birth date of each person, from the register or, for one only the other side has named, from the
    `deal`; raises Refused for an id that nobody knows."""
    known: dict[str, Value] = {str(row["id"]): row for row in deal.people} if deal else {}
    persons = Person.objects.filter(public_id__in=ids)
    born = dict(PersonCurrent.objects.filter(person__in=persons).values_list("person__public_id", "birth_date"))
    for person in persons:
        id = person.public_id
        known[id] = {"id": id, "name": person.display_name, "born": born.get(id, "")}
    if any(id not in known for id in ids):
        raise Refused(_("An id in the offer is that of nobody in the register."))
    return [known[id] for id in ids]


def open_people(but: Deal | None = None) -> frozenset[str]:
    """The ids of everybody named in a deal that is still open, `but` excepted."""
    deals = Deal.objects.filter(state__in=OPEN)
    others = deals.exclude(pk=but.pk) if but else deals
    rows = others.values_list("give", "receive")
    return frozenset(id for give, receive in rows for id in (*give, *receive))


def not_in_open_deals(ids: Sequence[str], but: Deal | None = None) -> None:
    """Nothing, if nobody of `ids` is named twice or in another open deal; else raises Refused."""
    if len(set(ids)) != len(ids):
        raise Refused(_("A person is named twice in the offer."))
    if open_people(but) & set(ids):
        raise Refused(_("A person in the offer is already named in another open deal."))
