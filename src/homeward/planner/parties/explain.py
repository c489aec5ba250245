"""Which piece holds a deal together, why a group is left out, and what a clause costs: all by solving again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from homeward.planner.parties.clauses import Clause
from homeward.planner.parties.deal import Deal, best_deal, feasible
from homeward.planner.parties.givens import Withheld, givens
from homeward.planner.parties.table import Table
from homeward.words import Saying


@dataclass(frozen=True, slots=True)
class Loss:
    """What a deal loses without one `piece` (a group, an act or a party): the groups of whom fewer are released
    (those of the piece apart) and what they are worth, the best deal that is left, and a smallest set of clauses
    that keeps out the most costly of those groups or, where that group alone could come, the rest together."""

    piece: str
    said: Saying
    falls: tuple[tuple[str, int], ...]
    worth: int
    left: Deal
    because: tuple[Clause, ...]


def conflict(table: Table, clauses: tuple[Clause, ...], wanted: Mapping[str, int]) -> tuple[Clause, ...]:
    """A smallest set of clauses, what follows from the table included, that cannot be kept together if so many of
    each group `wanted` are released (deletion filter): without any one of them the others can. Empty if all can."""
    kept = [*clauses, *givens(table, clauses)]
    if feasible(table, kept, wanted):
        return ()
    for clause in tuple(kept):
        rest = [one for one in kept if one is not clause]
        if not feasible(table, rest, wanted):
            kept = rest
    return tuple(kept)


def without(table: Table, clauses: tuple[Clause, ...], deal: Deal, piece: str) -> Loss:
    """What `deal` loses if `piece` is taken off the table."""
    poorer = replace(table, withheld=table.withheld | {piece})
    left = best_deal(poorer, clauses)
    others = {id: number for id, number in deal.released if piece not in (id, table.group(id).holder)}
    falls = tuple((id, number - left.people(id)) for id, number in others.items() if left.people(id) < number)
    return Loss(
        piece=piece,
        said=Withheld(piece).said(table),
        falls=falls,
        worth=sum(table.group(id).weight * number for id, number in falls),
        left=left,
        because=_because(poorer, clauses, others, falls),
    )


def _because(
    table: Table, clauses: tuple[Clause, ...], others: Mapping[str, int], falls: tuple[tuple[str, int], ...]
) -> tuple[Clause, ...]:
    if not falls:
        return ()
    dearest = max(falls, key=lambda pair: table.group(pair[0]).weight * pair[1])[0]
    return conflict(table, clauses, {dearest: others[dearest]}) or conflict(table, clauses, others)


@dataclass(frozen=True, slots=True)
class WhyOut:
    """Why not all of a group are released: a smallest set of clauses that keeps them out, or, where they could be,
    the best deal with all of them (`instead`) and what that one is worth less (`cost`, 0 if it is as good)."""

    because: tuple[Clause, ...]
    instead: Deal | None
    cost: int


def why_out(table: Table, clauses: tuple[Clause, ...], deal: Deal, group: str) -> WhyOut:
    """Why `deal` does not release all of `group`, by solving again with all of them in."""
    wanted = {group: table.group(group).people}
    if because := conflict(table, clauses, wanted):
        return WhyOut(because, None, 0)
    instead = best_deal(table, clauses, least=wanted)
    return WhyOut((), instead, deal.worth - instead.worth)


def prices(table: Table, clauses: tuple[Clause, ...], deal: Deal) -> tuple[tuple[Clause, Deal], ...]:
    """Every clause without which the best deal would be worth more, with that deal; the dearest first."""
    freed = [(one, best_deal(table, clauses[:n] + clauses[n + 1 :])) for n, one in enumerate(clauses)]
    return tuple(sorted((pair for pair in freed if pair[1].worth > deal.worth), key=lambda pair: -pair[1].worth))


def keystones(table: Table, clauses: tuple[Clause, ...], deal: Deal) -> tuple[Loss, ...]:
    """Every piece without which other people of the deal do not come, the most costly first."""
    pieces = [*(id for id, _ in deal.released), *deal.acts, *table.parties]
    losses = [without(table, clauses, deal, piece) for piece in pieces]
    return tuple(sorted((one for one in losses if one.falls), key=lambda one: (-one.worth, one.piece)))
