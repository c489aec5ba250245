"""A mediator's desk puts packages to both, hears both in secret, and tells only what both accept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from desk.channel import actions, queries
from desk.channel.actions.suggestions import Package
from desk.errors import Refused
from homeward.channel.imported import imported
from homeward.channel.suggestions import Round, rounds
from tests.desk.channel.between import IVAN, PETR, Between
from tests.desk.channel.conftest import World

SignedIn = Callable[[str], Client]


def suggested(between: Between, *packages: Package) -> str:
    between.say("VRH", "offer", {"deal": "d1", "terms": {}, "give": [PETR], "receive": [IVAN]}, bind=True)
    due = between.now + timedelta(days=3)
    given = packages or (Package(["p2"], ["p1"], "first"), Package(["p2"], ["p1"], "second"))
    key = actions.suggest(by=between.mediator, at=between.now, channel=between.channel, packages=given, due=due)
    between.deliver()
    return key


def seen(between: Between, code: str, key: str) -> Round:
    transcript = between.ends[code].transcript
    return rounds(transcript.effective, transcript.roster)[0][key]


def answer(between: Between, code: str, key: str, *numbers: int) -> None:
    ids = seen(between, code, key).ids
    data = {"round": key, "accepts": [ids[number - 1] for number in numbers]}
    between.say(code, "suggestion_answer", data, bind=True, to=("MDL",))


def test_only_the_first_common_package_is_told(between: Between) -> None:
    key = suggested(between)
    answer(between, "VRH", key, 1, 2)
    answer(between, "ZLS", key, 2)
    actions.tell_result(by=between.mediator, at=between.now, channel=between.channel, key=key)
    between.deliver()
    for code in ("VRH", "ZLS"):
        assert seen(between, code, key).agreed == seen(between, code, key).ids[1]
    assert seen(between, "ZLS", key).accepts == {"ZLS": {seen(between, "ZLS", key).ids[1]}}
    with pytest.raises(Refused, match="told before"):
        actions.tell_result(by=between.mediator, at=between.now, channel=between.channel, key=key)


def test_the_result_waits_for_both_or_for_the_end_of_the_time(between: Between) -> None:
    key = suggested(between)
    answer(between, "VRH", key, 1)
    with pytest.raises(Refused, match="answered first"):
        actions.tell_result(by=between.mediator, at=between.now, channel=between.channel, key=key)
    later = between.now + timedelta(days=4)
    actions.tell_result(by=between.mediator, at=later, channel=between.channel, key=key)
    sent = between.channel.messages.get(kind="suggestion_result")
    shown = {one.row: one.text.meaning for one in queries.conversation(between.channel, later, "en")}
    assert "Nothing else is told" in shown[sent]


def test_a_package_names_only_people_of_offers_of_both_sides(between: Between) -> None:
    for package in (Package(["p1"], ["p2"]), Package(["p2"], []), Package(["p9"], ["p1"])):
        with pytest.raises(Refused, match="people of both sides"):
            suggested(between, package)
    assert not between.channel.messages.filter(kind="suggestion").exists()


def test_the_mediator_suggests_and_tells_on_a_page(between: Between, signed_in: SignedIn) -> None:
    between.say("VRH", "offer", {"deal": "d1", "terms": {}, "give": [PETR], "receive": [IVAN]}, bind=True)
    client, id = signed_in("mediator"), between.channel.public_id
    url = reverse("channel:suggest", args=[id])
    assert "Орлов Пётр Ильич" in client.get(url).content.decode()
    client.post(url, {"days": 3, "one_1": ["p2"], "other_1": ["p1"], "note_1": "Both are ill."})
    between.deliver()
    [key] = rounds(between.ends["VRH"].transcript.effective, between.ends["VRH"].transcript.roster)[0]
    for code in ("VRH", "ZLS"):
        answer(between, code, key, 1)
    assert "Both have answered" in client.get(url).content.decode()
    client.post(reverse("channel:tell_result", args=[id, key]))
    assert "Both accept package 1" in client.get(url).content.decode()


def test_a_deal_whose_time_the_mediator_keeps_is_said_to_have_lapsed(between: Between, signed_in: SignedIn) -> None:
    terms = {"timekeeper": "MDL"}
    between.say("VRH", "offer", {"deal": "d1", "terms": terms, "give": [PETR], "receive": [IVAN]}, bind=True, days=1)
    actions.attest(by=between.mediator, at=between.now, channel=between.channel)
    later = between.now + timedelta(days=2)
    assert actions.say_lapses(by=between.mediator, at=between.now, channel=between.channel) == 0
    assert actions.say_lapses(by=between.mediator, at=later, channel=between.channel) == 1
    between.now = later
    between.deliver()
    assert between.ends["ZLS"].transcript.deals()[0]["d1"].state == "lapsed"
    assert actions.say_lapses(by=between.mediator, at=later, channel=between.channel) == 0


def test_a_postmark_bears_the_time_at_which_the_message_was_taken_in(between: Between) -> None:
    offered = between.say(
        "VRH", "offer", {"deal": "d1", "terms": {"timekeeper": "MDL"}, "give": [PETR], "receive": [IVAN]}, bind=True
    )
    between.say("ZLS", "accept", {"deal": "d1", "on": offered.id}, bind=True)
    later = between.now + timedelta(days=30)
    actions.say_lapses(by=between.mediator, at=later, channel=between.channel)
    assert {mark.at for mark in between.channel.postmarks.all()} == {between.now}


def test_what_comes_after_a_lapse_was_said_gets_no_earlier_postmark(between: Between) -> None:
    between.say("VRH", "note", {"note": "one"})
    later = between.now + timedelta(days=30)
    actions.say_lapses(by=between.mediator, at=later, channel=between.channel)
    between.say("VRH", "note", {"note": "committed late"})
    actions.attest(by=between.mediator, at=later, channel=between.channel)
    assert [mark.at for mark in between.channel.postmarks.order_by("at")] == [between.now, later]


def test_only_a_mediator_says_that_a_deal_lapsed(world: World) -> None:
    with pytest.raises(Refused, match="Only a mediator"):
        actions.say_lapses(by=world.negotiator, at=world.now, channel=world.channel)


def test_a_mediators_export_keeps_the_answers_secret(between: Between, signed_in: SignedIn) -> None:
    key = suggested(between)
    answer(between, "VRH", key, 1)
    accepted = seen(between, "VRH", key).ids[0]
    for name in ("transcript", "for_court"):
        url = reverse(f"channel:{name}", args=[between.channel.public_id])
        held = imported(signed_in("mediator").get(url).content).held
        [told] = [one for one in held if one.act.kind == "suggestion_answer"]
        assert told.act.data == {}
        assert accepted in {one.id for one in held}
