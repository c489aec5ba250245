"""What private matching costs, and whom its six keys find.

Cost: a whole round of tier 1 between two sides in one process, half of the persons shared, in CPU seconds of both
together; a size of 100k is 100,000 keys on each side (16,667 persons at six keys each), as the peer openmined-psi
counts its items. In the peer only one side learns the result; in ours both do. Then each side proves its answers to
the hits (`proving_`), which the peer does not. `ratio_to_openmined_psi` is our CPU time over theirs: below one is
faster. Tier 2 is given in microseconds a key for a party (asking, checking the proof, finishing) and for a mediator.

Found: people of the simulator as our register has them against the list that the other side would write of them:
another language, slips, wrong dates. A quarter of the list is not in our register, and most of our register is not on
it.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import count, islice
from multiprocessing import get_context
from random import Random

from benchmarks import _command, peers
from homeward.channel.matching import group, hits, mediated, pages
from homeward.channel.matching import round as machine
from homeward.channel.matching.entries import Entrant, Entries, enter
from homeward.channel.matching.matches import find
from homeward.channel.matching.mediated import Service
from homeward.channel.matching.pages import Listing
from homeward.channel.matching.round import Round
from homeward.channel.matching.terms import Commit, Terms, Tier
from homeward.names.matching import KEYS, matching_keys
from homeward.simulator.people import TruePerson, person
from homeward.simulator.world import VRH, Scenario
from homeward.simulator.writing import birth, name

SIZES = (10_000, 30_000, 100_000)
QUICK_SIZES = (1_000, 3_000, 10_000)
PEER = ("openmined-psi==2.0.6",)
SECRETS = (b"a" * 32, b"b" * 32)
SHARED, UNSHARED, OTHERS = 4_500, 1_500, 65_500  # on both lists, only on theirs, only in our register
QUICK = 10


def terms(people: int, tier: Tier = Tier.COMMITTED) -> Terms:
    claimed = (("VRH", people), ("ZLS", people))
    mediators = () if tier == Tier.COMMITTED else ("MDL",)
    return Terms("0" * 64, tier, "all", date(2026, 11, 24), 30, 1050, claimed, mediators)


def crowd(first: int, people: int) -> list[Entrant]:
    return [Entrant(f"p{n}", tuple(f"{kind}|{n}" for kind in range(KEYS))) for n in range(first, first + people)]


def exchange(sides: list[tuple[Entries, int]], points: list[Listing], agreed: Terms) -> tuple[Round, Round]:
    """A round from the points of both sides to the last answer."""
    commits = [machine.commit(party, agreed, listing) for party, listing in zip(("VRH", "ZLS"), points, strict=True)]
    ends = [machine.begin(agreed, commits[0], commits[1]), machine.begin(agreed, commits[1], commits[0])]
    for end, (_, scalar), shown in zip((0, 1), sides, reversed(points), strict=True):
        for number in range(len(shown.pages)):
            ends[end] = machine.take_points(ends[end], shown.page(number), scalar)
    one, other = (machine.take_answer(mine, machine.answer(theirs)) for mine, theirs in (ends, reversed(ends)))
    for number in range(len(points[0].pages)):
        one, other = (
            machine.take_returned(one, machine.answer_page(other, number)),
            machine.take_returned(other, machine.answer_page(one, number)),
        )
    return one, other


def whole_round(size: int) -> tuple[float, float, float, int]:
    """CPU seconds of both sides until both know the result, and to prove it to each other; MB of the process, and
    persons found, for `size` keys on each side."""
    people = -(-size // KEYS)
    crowds = (crowd(0, people), crowd(people // 2, people))
    agreed = terms(people)
    start = time.process_time()
    sides = [
        (enter(entrants, agreed, secret), machine.scalar(agreed, secret))
        for entrants, secret in zip(crowds, SECRETS, strict=True)
    ]
    points = [Listing.of(machine.blind(*side)) for side in sides]
    ends = exchange(sides, points, agreed)
    found = [
        find(entries.roster, end.returned.taken.values(), end.answers.values())
        for (entries, _), end in zip(sides, ends, strict=True)
        if end.returned
    ]
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds, proofs(points, ends, sides), memory, len(found[0])


def proofs(points: list[Listing], ends: tuple[Round, Round], sides: list[tuple[Entries, int]]) -> float:
    """CPU seconds in which each side proves its answers to the hits and checks the other's proofs."""
    start = time.process_time()
    seen = [hits.slots(end.returned.taken.values(), end.answers.values()) for end in ends if end.returned]
    given = [
        [hits.prove(end, rows, scalar, number) for number in range(hits.count_proofs(rows))]
        for end, rows, (_, scalar) in zip(ends, seen, sides, strict=True)
    ]
    for listing, end, rows, other in zip(points, ends, seen, reversed(given), strict=True):
        hits.check(listing, end, rows, other)
    return time.process_time() - start


def mediated_round(people: int) -> dict[str, float]:
    """Microseconds of CPU a key in tier 2, for a party and for one mediator."""
    agreed, secret = terms(people, Tier.MEDIATED), SECRETS[0]
    key = mediated.mediator_key(b"m" * 32, agreed)
    public, keys = group.base(key), people * KEYS
    started = time.process_time()
    entries = enter(crowd(0, people), agreed, secret)
    asked = Listing.of(mediated.ask(entries, secret))
    asking = time.process_time() - started
    service = Service.begin(agreed, Commit("VRH", agreed.hash, asked.size, asked.root), ())
    started, answers = time.process_time(), []
    for number in range(pages.count_pages(keys)):
        service, given = service.evaluate(asked.page(number), key)
        answers.append(given)
    serving = time.process_time() - started
    started = time.process_time()
    for number, (page, given) in enumerate(zip(asked.pages, answers, strict=True)):
        mediated.finish(entries, secret, number, mediated.check_evaluated(page, given, number, public))
    finishing = time.process_time() - started
    return {
        "mediated_party_us_a_key": round((asking + finishing) / keys * 1e6),
        "mediated_mediator_us_a_key": round(serving / keys * 1e6),
    }


def cost(sizes: tuple[int, ...]) -> dict[str, float]:
    """The figures of each size; the largest is raced with the peer."""
    figures: dict[str, float] = {}
    for size in sizes:
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:  # so that the memory is that of this round
            seconds, proving, memory, found = alone.submit(whole_round, size).result()
        if found != -(-size // KEYS) - -(-size // KEYS) // 2:
            raise SystemExit("The round found other persons than were shared.")
        label = f"{size // 1000}k"
        figures[f"cpu_seconds_{label}"] = round(seconds, 2)
        figures[f"proving_cpu_seconds_{label}"] = round(proving, 2)
        figures[f"memory_mb_{label}"] = round(memory)
        figures[f"us_a_key_{label}"] = round(seconds / size * 1e6)
    other = peers.run("openmined_psi", PEER, str(sizes[-1]))
    if other:
        figures[f"openmined_psi_cpu_seconds_{label}"] = round(other["seconds"], 2)
        figures[f"openmined_psi_memory_mb_{label}"] = round(other["memory_mb"])
        suffix = "" if sizes == SIZES else f"_{label}"
        figures[f"ratio_to_openmined_psi{suffix}"] = round(seconds / other["seconds"], 3)
    return figures


def captured() -> Iterator[TruePerson]:
    """Soldiers of one side, without end."""
    scenario = Scenario(7, 0, date(2026, 11, 24))
    return (one for number in count() if (one := person(scenario, number)).party == VRH)


def in_our_register(one: TruePerson) -> Entrant:
    return Entrant(str(one.number), matching_keys(one.own_name, one.born.isoformat(), one.service_number))


def on_their_list(one: TruePerson, random: Random) -> Entrant:
    """As a clerk of the other side wrote the person down; in one of three a service number was found."""
    written = name(one, "ru", random, patronymic=random.random() < 0.8)
    day, month, year = birth(one.born, random).split(".")
    number = one.service_number if random.random() < 1 / 3 else ""
    return Entrant(str(one.number), matching_keys(written, f"{year}-{month}-{day}", number))


def found_by_keys(divided_by: int) -> dict[str, float]:
    """Recall and precision of pairs by any key and by two, on lists that many times smaller."""
    source, random = captured(), Random(7)  # noqa: S311 -- the same slips every time
    shared, only_theirs, only_ours = (
        list(islice(source, number // divided_by)) for number in (SHARED, UNSHARED, OTHERS)
    )
    ours = [in_our_register(one) for one in (*shared, *only_ours)]
    theirs = [on_their_list(one, random) for one in (*shared, *only_theirs)]
    agreed = terms(len(ours))
    left, right = enter(ours, agreed, SECRETS[0]), enter(theirs, agreed, SECRETS[1])
    pairs = [
        (match.id == right.roster.ids[match.other], len(match.keys))
        for match in find(left.roster, left.contents, right.contents)
    ]
    figures: dict[str, float] = {"register_people": len(ours), "list_people": len(theirs)}
    for label, least in (("any_key", 1), ("two_keys", 2)):
        right_ones = sum(true for true, keys in pairs if keys >= least)
        all_ones = sum(keys >= least for _, keys in pairs)
        figures[f"recall_{label}"] = round(right_ones / len(shared), 3)
        figures[f"precision_{label}"] = round(right_ones / max(all_ones, 1), 4)
        figures[f"false_pairs_{label}"] = all_ones - right_ones
    return figures


def main() -> None:
    asked = _command.asked("What private matching costs, and whom its keys find.")
    figures = cost(QUICK_SIZES if asked.quick else SIZES)
    figures |= mediated_round(200 if asked.quick else 2_000)
    figures |= found_by_keys(QUICK if asked.quick else 1)
    asked.show(figures)


if __name__ == "__main__":
    main()
