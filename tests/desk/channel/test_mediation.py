"""A desk that sits between two headquarters, as a mediator or as an observer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk import settings as own
from desk.accounts.access import may, permissions
from desk.accounts.models import User
from desk.channel import actions, ends, mirror, queries
from desk.channel.models import Certificate, Channel, Message
from desk.errors import Refused
from homeward.channel.party import Party
from tests.desk.channel.between import ROOT_WORDS, Between, headquarters


def test_a_mediators_card_has_no_seats_and_the_role_of_a_mediator(between: Between) -> None:
    card = ends.newest_card()
    assert (card.party, card.quorum, card.mediates) == ("MDL", 0, True)
    assert [one.role for one in card.certificates] == ["mediator"]
    channel = between.channel
    assert (channel.sits, channel.peer, channel.second) == ("mediator", "VRH", "ZLS")


def test_both_pairs_of_digits_are_compared_and_the_level_is_that_of_the_author(between: Between, now: datetime) -> None:
    by, channel = between.mediator, between.channel
    actions.compare(by=by, at=now, channel=channel, digits=ends.digits_with(channel, "VRH"))
    with pytest.raises(Refused, match="The digits are not the same"):
        actions.compare_card(by=by, at=now, channel=channel, party="ZLS", digits="1" * 30)
    for code in ("VRH", "ZLS"):
        between.say(code, "note", {"note": code})
    shown = {one.row.party: one.text.level for one in queries.conversation(channel, now, "en")}
    assert shown == {"VRH": "Thirty digits compared", "ZLS": "Card received, not compared"}
    assert channel.level_of("MDL") == "card"
    digits = ends.digits_with(channel, "ZLS")
    actions.compare_card(by=by, at=now, channel=channel, party="ZLS", digits=digits, in_person=True)
    assert (channel.level_of("ZLS"), channel.level_of("MDL")) == ("in_person", "digits")


def test_a_mediator_introduces_only_whom_it_has_compared(between: Between, now: datetime) -> None:
    by, channel = between.mediator, between.channel
    with pytest.raises(Refused, match="Compare the thirty digits"):
        actions.introduce(by=by, at=now, channel=channel, party="VRH")
    actions.compare(by=by, at=now, channel=channel, digits=ends.digits_with(channel, "VRH"))
    actions.introduce(by=by, at=now, channel=channel, party="VRH")
    between.deliver()
    [heard] = between.ends["ZLS"].transcript.held
    assert heard.act.data == {"party": "VRH", "card": headquarters("VRH", now).card.hash}


def test_a_mediator_takes_in_both_sides_and_moves_no_deal(between: Between) -> None:
    between.sealed_deal()
    assert [one.party for one in between.channel.messages.order_by("id")] == ["VRH", "ZLS", "VRH"]
    deal = between.channel.deals.get()
    assert (deal.state, deal.give, deal.receive) == ("sealed", ["p2"], ["p1"])
    assert mirror.moves(deal, between.now) == frozenset()


def test_a_headquarters_makes_no_mediators_card_and_a_mediator_pairs_with_nobody(
    between: Between, now: datetime, settings: Any
) -> None:
    by, card = between.mediator, headquarters("ZLS", now).card.to_bytes()
    with pytest.raises(Refused, match="between two headquarters"):
        actions.pair(by=by, at=now, peer=headquarters("VRH", now).card.to_bytes(), mediator=card)
    with pytest.raises(Refused, match="already a channel"):
        actions.sit_between(by=by, at=now, cards=[headquarters("VRH", now).card.to_bytes(), card])
    with pytest.raises(Refused, match="one operation"):
        actions.set_up_between(by=by, at=now, passphrase=ROOT_WORDS, operation="op1")
    settings.HOMEWARD_KIND = "headquarters"
    with pytest.raises(Refused, match="that of a headquarters"):
        actions.set_up_between(by=by, at=now, passphrase=ROOT_WORDS)
    assert Channel.objects.count() == 1


def test_an_observers_card_names_its_one_operation(
    desk_of: Callable[[str, str], User], now: datetime, settings: Any
) -> None:
    by = desk_of("observer", "OBS")
    with pytest.raises(Refused, match="one operation"):
        actions.set_up_between(by=by, at=now, passphrase=ROOT_WORDS)
    actions.set_up_between(by=by, at=now, passphrase=ROOT_WORDS, operation="op1")
    pair = [headquarters(code, now).card.to_bytes() for code in ("VRH", "ZLS")]
    channel = actions.sit_between(by=by, at=now, cards=pair)
    assert (channel.sits, channel.scope) == ("observer", "op1")


@pytest.mark.parametrize(("kind", "party", "operation"), [("mediator", "MDL", ""), ("observer", "OBS", "op1")])
def test_a_party_between_renews_its_certificate_and_both_hear_of_it(
    desk_of: Callable[[str, str], User], now: datetime, kind: str, party: str, operation: str
) -> None:
    by, later = desk_of(kind, party), now + timedelta(days=300)
    actions.set_up_between(by=by, at=now, passphrase=ROOT_WORDS, operation=operation)
    pair = [headquarters(code, now) for code in ("VRH", "ZLS")]
    channel = actions.sit_between(by=by, at=now, cards=[one.card.to_bytes() for one in pair])
    actions.renew(by=by, at=later, row=Certificate.objects.get(), root=actions.Root(ROOT_WORDS))
    actions.export_to_folder(by=by, at=later, channel=channel)
    for keys in pair:
        end = Party(keys, ends.joined(channel))
        assert not end.collect(ends.outbox(channel), later).refused
        name = party.lower()
        assert [one.scope for one in end.transcript.roster.known(name)(name)] == [operation, operation]
        assert end.transcript.roster.known(name)(name)[-1].in_force(now + timedelta(days=600))


def test_on_a_mediators_desk_everything_else_is_closed(settings: Any, staff: Callable[[str], User]) -> None:
    settings.HOMEWARD_KIND = "mediator"
    assert {act.split(".")[0] for act in permissions()} == {"accounts", "today", "audit", "channel"}
    mediator = staff("mediator")
    assert may(mediator, "channel.mediate")
    for act in ("register.search", "channel.dispute", "channel.approve", "planner.read", "audit.read"):
        assert not may(mediator, act)
    assert [act for act in permissions() if may(staff("negotiator"), act)] == []
    settings.HOMEWARD_KIND = "observer"
    assert not may(staff("observer"), "channel.compose")
    assert not may(staff("observer"), "channel.mediate")


@pytest.mark.parametrize(("kind", "waits"), [("mediator", "FULL"), ("headquarters", "NORMAL")])
def test_a_mediators_database_waits_for_the_disk(kind: str, waits: str) -> None:
    options = own._database("", kind)["OPTIONS"]
    assert isinstance(options, dict)
    assert f"synchronous={waits};" in options["init_command"]


def test_a_mediators_desk_opens_its_first_page(between: Between, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("mediator")
    assert client.get("/").status_code == 200
    assert client.get(reverse("channel:channel")).status_code == 200
    for name in ("channel", "suggest", "carry", "questions", "verify", "matchings", "transcript", "marks"):
        assert client.get(reverse(f"channel:{name}", args=[between.channel.public_id])).status_code == 200, name
    for name in ("sit", "disputes", "certificates", "alarms", "card"):
        assert client.get(reverse(f"channel:{name}")).status_code == 200, name
    assert client.get("/people/").status_code == 403
    assert Message.objects.count() == 0
