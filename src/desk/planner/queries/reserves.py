"""Who could come instead of somebody of a deal that the planner proposed, and what each person is worth to us."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from desk.channel.models import Deal, Draft
from desk.planner import candidates
from desk.planner.models import Proposal, Proposed, Reserve
from desk.planner.queries.proposals import people_of
from desk.planner.questions import planning_of
from desk.register.models import Person
from homeward.planner.bars import bars
from homeward.planner.package import Package, Planning
from homeward.planner.pool import Candidate, Direction, Pool, Wish
from homeward.planner.reserve import replacements
from homeward.planner.worth import worths


@dataclass(frozen=True, slots=True)
class Standby:
    """People who could come instead of somebody: one person, or a family that is not parted; and the levels of the
    objective that would change by how much. Every rule of the terms holds after the change."""

    ids: tuple[str, ...]
    people: tuple[Person, ...]
    changes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody of a proposal, and who could come instead as kept with it."""

    proposed: Proposed
    instead: list[Standby]


def replacements_for(
    deal: Deal,
    person_id: str,
    ready: frozenset[str] | None = None,
    crossing: frozenset[str] = frozenset(),
    most: int = 3,
) -> list[Standby]:
    """The best who could come instead of a person of `deal`, the best first; `ready` are those who stand at the
    crossing, None for anybody, and `crossing` those on the manifest now, empty if it is as the planner proposed.
    What was kept when the package was approved is read; the planner is asked again only if the manifest is no longer
    that package or too few of those kept are ready. Empty for a deal that we did not propose."""
    proposal = _proposal(deal)
    if proposal is None:
        return []
    now = crossing or _named(deal)
    as_proposed = now == set(proposal.people.values_list("person__public_id", flat=True))
    kept = _kept(proposal, person_id, ready, now) if as_proposed else []
    return kept[:most] if len(kept) >= most else _asked_again(proposal, now, person_id, ready, most)


def values_for(deal: Deal) -> Mapping[str, int]:
    """What each person of `deal` is worth to us, in whole points (see `homeward.planner.worth`); never to be told to
    anybody else. Empty for a deal that we did not propose."""
    proposal, now = _proposal(deal), _named(deal)
    if proposal is None:
        return {}
    pool = Pool(_crossing(proposal, now), proposal.made_at.date())
    planning = Planning(pool, proposal.to_terms(), proposal.to_order())
    return worths(planning, _package(planning, now))


def approved(drafts: Iterable[str]) -> list[Proposal]:
    """The packages that two superiors approved by one of `drafts` (public ids), without reserves as yet."""
    sent = Draft.objects.filter(public_id__in=list(drafts), state=Draft.State.SENT).values("public_id")
    return list(Proposal.objects.filter(draft__in=sent, reserved_at=None))


def lines_of(proposal: Proposal) -> tuple[list[Line], list[Line]]:
    """Those who come home and those who are given, each with who could come instead."""
    instead = reserves_of(proposal)
    receive, give = (
        [Line(one, instead.get(one.person.public_id, [])) for one in people_of(proposal, way)] for way in Direction
    )
    return receive, give


def reserves_of(proposal: Proposal) -> dict[str, list[Standby]]:
    """Who could come instead of each person of an approved package, as kept with it, by the id of the person."""
    rows = list(Reserve.objects.filter(proposed__proposal=proposal).select_related("proposed__person"))
    people = _people(id for row in rows for id in row.ids)
    found: dict[str, list[Standby]] = {}
    for row in rows:
        found.setdefault(row.proposed.person.public_id, []).append(_standby(row, people))
    return found


def _kept(proposal: Proposal, person_id: str, ready: frozenset[str] | None, now: frozenset[str]) -> list[Standby]:
    """Those kept who are ready and free still."""
    rows = list(Reserve.objects.filter(proposed__proposal=proposal, proposed__person__public_id=person_id))
    wanted = {id for row in rows for id in row.ids}
    free = _free(proposal, wanted) - now
    fit = [row for row in rows if free.issuperset(row.ids) and (ready is None or ready.issuperset(row.ids))]
    people = _people(wanted)
    return [_standby(row, people) for row in fit]


def _free(proposal: Proposal, ids: Iterable[str]) -> set[str]:
    """Who of `ids` is held still and may cross under the terms."""
    found = candidates.of(ids, proposal.made_at.date(), candidates.open_deals(), held=True)
    return {one.id for one in found} - bars(found, proposal.to_terms()).keys()


def _asked_again(
    proposal: Proposal, now: frozenset[str], person_id: str, ready: frozenset[str] | None, most: int
) -> list[Standby]:
    planning = _with(proposal, now)
    found = replacements(planning, _package(planning, now), person_id, most=most, among=ready)
    people = _people(id for one in found for id in one.ids)
    return [Standby(one.ids, tuple(people[id] for id in one.ids), one.changes) for one in found]


def _with(proposal: Proposal, now: frozenset[str]) -> Planning:
    """The question of a proposal put to the register as it is, with everybody of `now` in it as when they were
    named: whoever drops out has died, refuses, or is gone, and the question is who fits in his stead."""
    planning = planning_of(proposal, proposal.made_at)
    others = tuple(one for one in planning.pool.candidates if one.id not in now)
    return replace(planning, pool=replace(planning.pool, candidates=(*others, *_crossing(proposal, now))))


def _crossing(proposal: Proposal, now: frozenset[str]) -> tuple[Candidate, ...]:
    """Everybody of `now` as when they were named."""
    return tuple(replace(one, wish=Wish.WISHES) for one in candidates.of(now, proposal.made_at.date()))


def _package(planning: Planning, now: frozenset[str]) -> Package:
    """Those of `now` as a package of the question."""
    crossing = [one for one in planning.pool.candidates if one.id in now]
    receive, give = (tuple(one.id for one in crossing if one.direction is way) for way in Direction)
    return Package(receive, give, frozenset(one.id for one in crossing if one.outside_counts), ())


def _proposal(deal: Deal) -> Proposal | None:
    return Proposal.objects.filter(public_id=deal.proposal).first() if deal.proposal else None


def _named(deal: Deal) -> frozenset[str]:
    return frozenset((*deal.give, *deal.receive))


def _standby(row: Reserve, people: Mapping[str, Person]) -> Standby:
    found = tuple(people[id] for id in row.ids)
    return Standby(tuple(row.ids), found, tuple((key, gain) for key, gain in row.changes))


def _people(ids: Iterable[str]) -> dict[str, Person]:
    return {person.public_id: person for person in Person.objects.filter(public_id__in=ids)}
