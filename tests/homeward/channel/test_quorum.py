"""A commitment binds with the approvals of enough principals over its exact content, in time, and not otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from homeward import keys
from homeward.channel.approval import SIGNED_AS, Approval, approve, approvers, check_quorum
from homeward.channel.card import Card
from homeward.channel.certificate import Role, issue
from homeward.channel.errors import BadCard, BadMessage, NoQuorum
from homeward.channel.pairing import Channel
from homeward.channel.party import Keyring, Party
from homeward.channel.roster import Roster
from homeward.keys import Identity
from tests.homeward.channel.parties import AT, EXP, channel, keyring, root

ACT = "a" * 64
SECOND = timedelta(seconds=1)
UNTIL = AT + timedelta(days=3)


def valid(approval: Approval, act: str = ACT, party: str = "VRH", at: object = AT) -> bool:
    known = Roster(channel()).known("vrh")
    return approvers([approval], act, party, known, at) == {approval.by}  # type: ignore[arg-type]


def given(seat: int = 0, party: str = "VRH") -> Approval:
    return approve(keyring(party).principals[seat], ACT, AT, UNTIL)


def test_an_approval_holds_for_its_act_its_party_and_its_time() -> None:
    assert valid(given())
    assert valid(given(), at=UNTIL)
    assert not valid(given(), at=AT - SECOND)
    assert not valid(given(), at=UNTIL + SECOND)
    assert not valid(given(), act="b" * 64)
    assert not valid(given(party="ZLS"))
    assert valid(given(party="ZLS"), party="ZLS")


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, until=one.until + SECOND),
        lambda one: replace(one, at=one.at - SECOND),
        lambda one: replace(one, by="vrh_p2"),
        lambda one: replace(one, by="nobody"),
        lambda one: replace(one, signature=keys.sign(keyring("VRH").principals[1], SIGNED_AS, b"")),
    ],
)
def test_an_approval_that_was_changed_does_not_hold(change: Callable[[Approval], Approval]) -> None:
    assert not valid(change(given()), at=AT)


def test_a_negotiator_does_not_approve() -> None:
    assert not valid(approve(keyring("VRH").speaker, ACT, AT, UNTIL))


def test_a_principal_whose_certificate_ran_out_does_not_approve() -> None:
    late = AT + timedelta(days=366)
    assert not valid(approve(keyring("VRH").principals[0], ACT, AT, late + timedelta(days=1)), at=late)


def test_the_same_principal_twice_is_one() -> None:
    known = Roster(channel()).known("vrh")
    assert approvers([given(), given()], ACT, "VRH", known, AT) == {"vrh_p1"}
    assert approvers([given(), given(1)], ACT, "VRH", known, AT) == {"vrh_p1", "vrh_p2"}


@pytest.mark.parametrize(("count", "needed", "binds"), [(1, 2, False), (2, 2, True), (2, 3, False), (3, 2, True)])
def test_enough_is_what_the_card_asks(count: int, needed: int, binds: bool) -> None:
    names = frozenset(f"vrh_p{number}" for number in range(count))
    if binds:
        check_quorum(names, needed)
        return
    with pytest.raises(NoQuorum, match=f"valid {count}, needed {needed}"):
        check_quorum(names, needed)


def three_of_four() -> Keyring:
    """A party that three of its four principals bind."""
    ring = keyring("VRH")
    seats = tuple(Identity.from_seed(bytes([number]) * 32, f"VRH-q{number}") for number in range(4))
    principals = (issue(root("VRH"), "VRH", Role.PRINCIPAL, one.public, AT, AT + timedelta(days=9)) for one in seats)
    card = Card("VRH", ring.card.root, (ring.card.certificates[0], *principals), quorum=3)
    return Keyring("VRH", ring.speaker, seats, card)


def test_three_of_four_bind_and_two_do_not() -> None:
    ring = three_of_four()
    end = Party(ring, Channel((ring.card, keyring("ZLS").card)))
    act = end.act("offer", {"deal": "d1", "terms": {}, "give": [], "receive": []}, EXP)
    approvals = [end.approve(act, seat, AT) for seat in (1, 3, 4)]
    with pytest.raises(NoQuorum, match="needed 3"):
        end.say(act, AT, approvals[:2])
    assert end.say(act, AT, approvals).approvals == tuple(approvals)


@pytest.mark.parametrize("quorum", [0, 1, 5])
def test_a_card_asks_for_at_least_two_and_not_for_more_than_there_are(quorum: int) -> None:
    with pytest.raises(BadCard, match="at least two"):
        replace(three_of_four().card, quorum=quorum)


def test_a_party_without_principals_makes_no_deals() -> None:
    speaker = Identity.from_seed(b"s" * 32, "LON")
    certificate = issue(root("LON"), "LON", Role.NEGOTIATOR, speaker.public, AT, EXP)
    card = Card("LON", root("LON").public, (certificate,), quorum=0)
    with pytest.raises(BadCard, match="names no principals"):
        Channel((card, keyring("ZLS").card))


def test_an_approval_survives_its_value_and_another_value_is_none() -> None:
    approval = given()
    value = approval.to_value()
    assert Approval.from_value(value) == approval
    for bad in (None, [], {}, {**value, "x": 1}, {**value, "at": "now"}, {**value, "signature": {}}):
        with pytest.raises(BadMessage, match="not a message of this protocol"):
            Approval.from_value(bad)


def test_an_approval_is_kept_to_whole_seconds() -> None:
    found = approve(keyring("VRH").principals[0], ACT, AT + SECOND / 2, UNTIL + SECOND / 2)
    assert (found.at, found.until) == (AT, UNTIL)
