"""A mediator's blind suggestions on a headquarters' desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from desk.channel import actions as channel_actions
from desk.channel import ends
from desk.channel.models import Draft
from desk.errors import Refused
from desk.planner import actions, queries
from desk.register.models import Person
from homeward.channel.carriers import folder
from homeward.channel.carriers.blob import found
from homeward.channel.party import Party
from homeward.channel.suggestions import Round, rounds
from tests.desk.channel.conftest import World

KEY = "winter"
ADDRESS = "/planner/suggestions/"


class Between:
    """The mediator at work: suggests, hears both, tells."""

    def __init__(self, world: World, crowd: dict[str, Person]) -> None:
        self.world, self.crowd = world, crowd

    def suggest(self, *pairs: tuple[str, str], total: int = 0) -> list[str]:
        """Packages of one for one: whom we receive, whom we give."""
        ids = []
        for number, (ours, theirs) in enumerate(pairs, start=1):
            people = {"one": [self.named(theirs)], "other": [self.named(ours)]}
            if self.world.mediator.channel.principals[0] != "VRH":
                people = {"one": people["other"], "other": people["one"]}
            data = {"round": KEY, "number": number, "total": total or len(pairs), "terms": {}, **people}
            ids.append(self.say("suggestion", data))
        self.world.receive()
        return ids

    def named(self, surname: str) -> dict[str, Any]:
        return self.world.person(self.crowd[surname])

    def say(self, kind: str, data: dict[str, Any]) -> str:
        world, due = self.world, self.world.now + timedelta(days=3)
        spoken = world.mediator.say(world.mediator.act(kind, data, due), world.now)
        world.mediator.send(spoken, ends.inbox(world.channel), world.now)
        world.peer.collect(ends.inbox(world.channel), world.now)
        return spoken.id

    def peer_accepts(self, *ids: str) -> None:
        peer, now = self.world.peer, self.world.now
        act = peer.act("suggestion_answer", {"round": KEY, "accepts": [*ids]}, now + timedelta(days=3), ["MDL"])
        spoken = peer.say(act, now, [peer.approve(act, seat, now) for seat in (1, 2)])
        self.world.mediator.take_in([found("peer", peer.seal(spoken, now))], now)
        head = peer.seal_head(spoken, now)
        assert head is not None
        folder.put(ends.inbox(self.world.channel), head)
        self.world.receive()

    def tell(self, agreed: str = "") -> None:
        self.say("suggestion_result", {"round": KEY} | ({"agreed": agreed} if agreed else {}))
        self.world.receive()

    def deliver(self) -> None:
        """Carry what our desk sealed: to each what is for it."""
        channel_actions.export_to_folder(by=self.world.negotiator, at=self.world.now, channel=self.world.channel)
        for party, end in {"MDL": self.world.mediator, "ZLS": self.world.peer}.items():
            assert not end.collect(ends.outbox(self.world.channel) / party, self.world.now).refused

    def seen_by(self, party: Party) -> Round:
        return rounds(party.transcript.effective, party.transcript.roster)[0][KEY]


@pytest.fixture
def between(world: World, crowd: dict[str, Person]) -> Between:
    return Between(world, crowd)


def accept(world: World, *ids: str) -> Draft:
    return actions.answer_suggestions(
        by=world.negotiator, at=world.now, channel=world.channel, key=KEY, accepts=frozenset(ids)
    )


def test_what_each_package_means_for_us_stands_on_the_page(
    between: Between, signed_in: Any, crowd: dict[str, Person]
) -> None:
    current = crowd["Иванов"].current
    current.values["ex_wish"] = ["refuses"]
    current.save()
    between.suggest(("Гнатюк", "Иванов"), ("Шевчук", "Петров"))
    page = signed_in("negotiator").get(ADDRESS).content.decode()
    assert "Waits for our answer" in page
    assert page.index("Гнатюк") < page.index("Иванов")
    assert "Months in captivity ended: 46;" in page
    assert "The person does not wish to cross" in page


def test_the_answer_waits_for_two_superiors_and_only_the_mediator_reads_it(between: Between, world: World) -> None:
    _, second = between.suggest(("Гнатюк", "Иванов"), ("Шевчук", "Петров"))
    draft = accept(world, second)
    (round_,) = queries.suggestions(world.now, "en")
    assert (draft.state, round_.waiting, round_.open) == ("waiting", True, False)
    world.approve(draft)
    between.deliver()
    assert between.seen_by(world.mediator).accepts == {"VRH": {second}}
    assert between.seen_by(world.peer).accepts == {}
    (round_,) = queries.suggestions(world.now, "en")
    assert (round_.ours, round_.waiting) == ({second}, False)


def test_only_the_common_yes_becomes_known_and_can_be_offered(
    between: Between, world: World, signed_in: Any, crowd: dict[str, Person]
) -> None:
    first, second, third = between.suggest(("Гнатюк", "Иванов"), ("Шевчук", "Петров"), ("Мельник", "Сидоров"))
    world.approve(accept(world, first, second))
    between.deliver()
    between.peer_accepts(second, third)
    (before,) = queries.suggestions(world.now, "en")
    assert (before.told, before.round.accepts.keys()) == (False, {"VRH"})
    between.tell(second)
    client = signed_in("negotiator")
    page = client.get(ADDRESS).content.decode()
    assert "Both accept package 2" in page
    page = client.post(f"{ADDRESS}{world.channel.public_id}/{KEY}/offer/", follow=True).content.decode()
    assert "waits for two superiors" in page
    offered = Draft.objects.get(kind="offer").data
    assert [one["id"] for one in offered["receive"]] == [crowd["Шевчук"].public_id]
    assert [one["id"] for one in offered["give"]] == [crowd["Петров"].public_id]


def test_no_common_package_is_told_and_nothing_can_be_offered(between: Between, world: World, signed_in: Any) -> None:
    between.suggest(("Гнатюк", "Иванов"))
    world.approve(accept(world))
    between.tell()
    assert "No package that both accept" in signed_in("approver").get(ADDRESS).content.decode()
    with pytest.raises(Refused, match="no package"):
        actions.offer_agreed(by=world.negotiator, at=world.now, channel=world.channel, key=KEY)


def test_an_answer_is_given_once_to_a_whole_round_in_time(between: Between, world: World) -> None:
    (only,) = between.suggest(("Гнатюк", "Иванов"), total=2)
    with pytest.raises(Refused, match="not complete"):
        accept(world, only)
    people = {"one": [between.named("Петров")], "other": [between.named("Шевчук")]}
    between.say("suggestion", {"round": KEY, "number": 2, "total": 2, "terms": {}, **people})
    world.receive()
    with pytest.raises(Refused, match="not suggested"):
        accept(world, "f" * 64)
    accept(world, only)
    with pytest.raises(Refused, match="cannot be changed"):
        accept(world)


def test_only_a_negotiator_answers(between: Between, world: World, signed_in: Any) -> None:
    between.suggest(("Гнатюк", "Иванов"))
    address = f"{ADDRESS}{world.channel.public_id}/{KEY}/"
    for role in ("approver", "mediator", "analyst"):
        assert signed_in(role).post(address, {}).status_code == 403
    page = signed_in("negotiator").post(address, {}, follow=True).content.decode()
    assert "Our answer waits for approval" in page
