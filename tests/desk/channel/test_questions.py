"""The track of questions to the detaining power."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from desk.channel import actions, queries
from desk.channel.models import Message
from homeward.channel.verifier import verify_transcript
from tests.desk.channel.conftest import World

SignedIn = Callable[[str], Client]


def ask(world: World) -> str:
    person = {"id": world.ours.public_id, "name": "Коваль Іван Петрович", "born": "1990-05-12"}
    data = {"person": person, "asks": "health", "through": "icrc", "asked_on": "2026-11-20", "reference": "R-7"}
    actions.compose(by=world.negotiator, at=world.now, channel=world.channel, kind="holder_question", data=data)
    world.deliver()
    return Message.objects.get(kind="holder_question").body_hash


def replied(world: World, asked: str) -> None:
    """They reply to the question with the mark of the Red Cross."""
    answer = {
        "of": asked,
        "answer": "held",
        "origin": "icrc",
        "replied_on": "2026-11-23",
        "note": "Seen by one.",
    }
    world.answer("holder_reply", answer)
    world.receive()


def page(client: Client, world: World) -> str:
    return client.get(reverse("channel:questions", args=[world.channel.public_id])).content.decode()


def test_a_question_waits_until_it_is_answered_with_the_mark_of_the_red_cross(
    world: World, signed_in: SignedIn
) -> None:
    asked, client = ask(world), signed_in("negotiator")
    for words in ("Коваль Іван Петрович, 1990-05-12", "VRH, 2026-11-20", "R-7", "Waits for a reply"):
        assert words in page(client, world)
    replied(world, asked)
    for words in ("ZLS, 2026-11-23", "Seen by one.", "Answered", "From the Red Cross"):
        assert words in page(client, world)


def test_a_question_without_a_reply_in_time_says_so(world: World) -> None:
    ask(world)
    [late] = queries.questions(world.channel, world.now + timedelta(days=30), "en")
    assert (late.tone, late.label) == ("warn", "No reply in time")


def test_a_court_is_not_shown_what_comes_from_the_red_cross(world: World, signed_in: SignedIn) -> None:
    asked = ask(world)
    replied(world, asked)
    url = reverse("channel:for_court", args=[world.channel.public_id])
    given = signed_in("auditor").get(url).content
    assert "Seen by one." not in given.decode()
    assert verify_transcript(given).withheld == 1
