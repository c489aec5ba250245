"""Tier 2 with one mediator and with two, and tier 3 with the Red Cross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from homeward.channel.matching import group, mediated
from homeward.channel.matching.entries import Entrant, Entries, enter
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.intake import Intake
from homeward.channel.matching.matches import find
from homeward.channel.matching.mediated import Grant, Service
from homeward.channel.matching.pages import Listing
from homeward.channel.matching.red_cross import Issued, issue
from homeward.channel.matching.terms import Commit, Terms, Tier
from tests.homeward.channel.rounds import IVAN, MEDIATED, SECRETS, crowd, person

TWO = replace(MEDIATED, mediators=("MDL", "KZH"))
SEEDS = {"MDL": b"m" * 32, "KZH": b"k" * 32, "ICRC": b"i" * 32}
RED_CROSS = replace(MEDIATED, tier=Tier.RED_CROSS, mediators=("ICRC",))
FILES = {"VRH-1": IVAN, "VRH-2": ("1|ВВ0002", None, None, None, None, None)}
CARDS = {"ZLS-7": (None, *IVAN[1:]), "ZLS-8": ("1|ВВ0003", None, None, None, None, None)}


def committed(party: str, terms: Terms, listing: Listing) -> Commit:
    return Commit(party, terms.hash, listing.size, listing.root)


def evaluated(party: str, listing: Listing, name: str, terms: Terms) -> tuple[Listing, Grant]:
    """What the mediator `name` makes of all that a party asks, checked by the party, and what it signs."""
    key = mediated.mediator_key(SEEDS[name], terms)
    service, answers = Service.begin(terms, committed(party, terms, listing), ()), Listing()
    for number, asked in enumerate(listing.pages):
        service, given = service.evaluate(listing.page(number), key)
        answers = answers.add(mediated.check_evaluated(asked, given, number, group.base(key)))
    return answers, service.grant(name)


def tokens(party: str, people: Sequence[Entrant], terms: Terms) -> tuple[Entries, Listing, list[Grant]]:
    """A party's tokens after all mediators, and their grants."""
    entries, grants = enter(people, terms, SECRETS[party]), []
    listing = Listing.of(mediated.ask(entries, SECRETS[party]))
    for name in terms.mediators:
        listing, grant = evaluated(party, listing, name, terms)
        grants.append(grant)
    done = (mediated.finish(entries, SECRETS[party], *row) for row in enumerate(listing.pages))
    return entries, Listing.of(done), grants


def taken(intake: Intake, listing: Listing) -> Intake:
    for number in range(len(listing.pages)):
        intake = mediated.take_tokens(intake, listing.page(number))
    return intake


@pytest.mark.parametrize("terms", [MEDIATED, TWO], ids=["one mediator", "two mediators"])
def test_both_sides_find_the_shared_person_and_the_mediators_saw_no_name(terms: Terms) -> None:
    ours, our_tokens, grants = tokens("VRH", [Entrant("our-ivan", IVAN), person("petro", "1|ПП1111")], terms)
    theirs, their_tokens, more = tokens("ZLS", [person("their-ivan", *IVAN[:2])], terms)
    one, other = committed("VRH", terms, our_tokens), committed("ZLS", terms, their_tokens)

    left = taken(mediated.begin(terms, one, other, grants + more), their_tokens)
    right = taken(mediated.begin(terms, other, one, grants + more), our_tokens)

    assert left.complete
    assert [(m.id, m.keys) for m in find(ours.roster, our_tokens.values(), left.taken.values())] == [
        ("our-ivan", (1, 2))
    ]
    assert [(m.id, m.keys) for m in find(theirs.roster, their_tokens.values(), right.taken.values())] == [
        ("their-ivan", (1, 2))
    ]


def test_what_a_mediator_sees_of_one_name_is_another_point_each_time() -> None:
    one, other = (
        Listing.of(mediated.ask(enter([Entrant("a", IVAN)], MEDIATED, SECRETS[party]), SECRETS[party]))
        for party in ("VRH", "ZLS")
    )

    assert not set(one.values()) & set(other.values())


def test_tokens_of_one_round_are_worth_nothing_in_another() -> None:
    later = replace(MEDIATED, epoch=MEDIATED.epoch.replace(year=2027))

    _, now, _ = tokens("VRH", [Entrant("a", IVAN)], MEDIATED)
    _, then, _ = tokens("VRH", [Entrant("a", IVAN)], later)

    assert not set(now.values()) & set(then.values())


def test_one_secret_in_two_rounds_shows_a_mediator_nothing_twice() -> None:
    later = replace(MEDIATED, epoch=MEDIATED.epoch.replace(year=2027))
    one, other = (
        Listing.of(mediated.ask(enter([person("a", "1|АБ1")], terms, SECRETS["VRH"]), SECRETS["VRH"]))
        for terms in (MEDIATED, later)
    )

    assert not set(one.values()) & set(other.values())


def test_a_mediator_that_used_another_key_is_found_out() -> None:
    listing = Listing.of(mediated.ask(enter(crowd("a", range(3)), MEDIATED, SECRETS["VRH"]), SECRETS["VRH"]))
    key = mediated.mediator_key(SEEDS["MDL"], MEDIATED)
    service = Service.begin(MEDIATED, committed("VRH", MEDIATED, listing), ())
    _, given = service.evaluate(listing.page(0), key + 1)

    with pytest.raises(MatchingRefused, match="key that it published"):
        mediated.check_evaluated(listing.pages[0], given, 0, group.base(key))
    with pytest.raises(MatchingRefused, match="more or fewer"):
        mediated.check_evaluated(listing.pages[0], replace(given, data=given.data[:-32]), 0, group.base(key))
    with pytest.raises(MatchingRefused, match="more or fewer"):
        mediated.check_evaluated(listing.pages[0], replace(given, number=1), 0, group.base(key))


def test_a_mediator_answers_only_what_was_committed_to_and_once() -> None:
    listing = Listing.of(mediated.ask(enter(crowd("a", range(3)), MEDIATED, SECRETS["VRH"]), SECRETS["VRH"]))
    asked, key = committed("VRH", MEDIATED, listing), mediated.mediator_key(SEEDS["MDL"], MEDIATED)
    other = Listing.of([group.base(9) + listing.pages[0][32:]])
    service = Service.begin(MEDIATED, asked, [asked])

    with pytest.raises(MatchingRefused, match="Only 0 of 1"):
        service.grant("MDL")
    with pytest.raises(MatchingRefused, match="committed to"):
        service.evaluate(other.page(0), key)
    with pytest.raises(MatchingRefused, match="answered under these terms already"):
        Service.begin(MEDIATED, committed("VRH", MEDIATED, other), [asked])
    with pytest.raises(MatchingRefused, match="at most"):
        Service.begin(MEDIATED, replace(asked, size=6 * 421), [])


def test_a_page_is_answered_the_same_way_again_after_a_restart() -> None:
    listing = Listing.of(mediated.ask(enter(crowd("a", range(2)), MEDIATED, SECRETS["VRH"]), SECRETS["VRH"]))
    asked, key = committed("VRH", MEDIATED, listing), mediated.mediator_key(SEEDS["MDL"], MEDIATED)
    service = Service.begin(MEDIATED, asked, ())

    assert service.evaluate(listing.page(0), key) == service.evaluate(listing.page(0), key)


def test_a_mediator_goes_on_from_the_pages_it_kept() -> None:
    listing = Listing.of(mediated.ask(enter(crowd("a", range(171)), MEDIATED, SECRETS["VRH"]), SECRETS["VRH"]))
    asked, key = committed("VRH", MEDIATED, listing), mediated.mediator_key(SEEDS["MDL"], MEDIATED)
    kept = Intake(asked.size, asked.root, Listing.of(listing.pages[:1]))

    service, given = Service(MEDIATED, asked, kept).evaluate(listing.page(1), key)

    assert given.number == 1
    assert service.grant("MDL") == Grant("MDL", "VRH", MEDIATED.hash, 1026, listing.root)


def test_tokens_that_no_mediator_granted_are_refused() -> None:
    _, listing, grants = tokens("VRH", [Entrant("a", IVAN)], TWO)
    ours, theirs = committed("VRH", TWO, listing), Commit("ZLS", TWO.hash, 6, bytes(32))
    more = [Grant(name, "ZLS", TWO.hash, 6, bytes(32)) for name in TWO.mediators]
    mediated.begin(TWO, ours, theirs, grants + more)

    for lacking in (grants, grants + more[1:], [*grants, more[0], replace(more[1], size=12)]):
        with pytest.raises(MatchingRefused, match="did not confirm"):
            mediated.begin(TWO, ours, theirs, lacking)
    with pytest.raises(MatchingRefused, match="too near"):
        mediated.begin(TWO, ours, theirs, grants + more, [TWO])
    with pytest.raises(MatchingRefused, match="our own commitment"):
        mediated.begin(TWO, ours, replace(theirs, root=ours.root), grants + more)


def test_mediators_are_named_where_they_are_needed_and_nowhere_else() -> None:
    for tier, names in ((Tier.MEDIATED, ()), (Tier.COMMITTED, ("MDL",)), (Tier.MEDIATED, ("MDL", "MDL"))):
        with pytest.raises(MatchingRefused, match="do not fit"):
            replace(MEDIATED, tier=tier, mediators=names)


def issued(party: str, files: Sequence[str], register: dict[str, tuple[str | None, ...]]) -> Issued:
    key = mediated.mediator_key(SEEDS["ICRC"], RED_CROSS)
    return issue(files, register, RED_CROSS, party, key, SECRETS[party])


def test_persons_of_whom_both_have_a_file_at_the_red_cross_are_found() -> None:
    ours, theirs = issued("VRH", ["VRH-2", "VRH-1"], FILES), issued("ZLS", ["ZLS-7", "ZLS-8"], CARDS)
    one, other = committed("VRH", RED_CROSS, ours.tokens), committed("ZLS", RED_CROSS, theirs.tokens)

    left = taken(mediated.begin(RED_CROSS, one, other, [ours.grant, theirs.grant]), theirs.tokens)
    found = find(ours.roster, ours.tokens.values(), left.taken.values())

    assert [(match.id, match.keys) for match in found] == [("VRH-1", (2, 3, 4, 5, 6))]


def test_a_person_without_a_file_at_the_red_cross_is_not_entered() -> None:
    with pytest.raises(MatchingRefused, match="keeps no such file"):
        issued("VRH", ["VRH-1", "ZLS-7"], FILES)
    with pytest.raises(MatchingRefused, match="twice"):
        issued("VRH", ["VRH-1", "VRH-1"], FILES)


def test_tokens_other_than_the_red_cross_gave_out_are_refused() -> None:
    ours, theirs = issued("VRH", ["VRH-1"], FILES), issued("ZLS", ["ZLS-7"], CARDS)
    one, other = committed("VRH", RED_CROSS, ours.tokens), committed("ZLS", RED_CROSS, theirs.tokens)

    with pytest.raises(MatchingRefused, match="did not confirm"):
        mediated.begin(RED_CROSS, one, replace(other, root=bytes(32)), [ours.grant, theirs.grant])


def test_the_red_cross_serves_its_own_tier_only() -> None:
    with pytest.raises(MatchingRefused, match="do not fit"):
        issue(["VRH-1"], FILES, MEDIATED, "VRH", 5, SECRETS["VRH"])


def test_a_grant_survives_its_form() -> None:
    grant = issued("VRH", ["VRH-1"], FILES).grant

    assert Grant.from_value("ICRC", grant.to_value()) == grant
