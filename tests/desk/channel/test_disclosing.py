"""A headquarters shows the mediator one person of a list, and the mediator can check it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk.channel import actions, ends, queries
from desk.channel.models import Message, Showing
from desk.errors import Refused
from homeward.channel.carriers import folder
from tests.desk.channel.between import IVAN, PETR, Between
from tests.desk.channel.conftest import World

SignedIn = Callable[[str], Client]
LIST: dict[str, Any] = {"list": "l1", "category": "all", "as_of": "2026-11-24", "salt": "s1", "people": [IVAN, PETR]}


def listed(world: World) -> Message:
    sent = actions.compose(by=world.negotiator, at=world.now, channel=world.channel, kind="list", data=LIST, to=["ZLS"])
    assert sent.message
    return sent.message


def test_one_row_of_a_list_is_shown_and_the_mediator_checks_it(world: World, signed_in: SignedIn) -> None:
    row, client = listed(world), signed_in("negotiator")
    url = reverse("channel:disclose", args=[row.public_id])
    assert "Орлов Пётр Ильич" in client.get(url).content.decode()
    client.post(url, {"parts": ["category", "people/1"]})
    shown = Showing.objects.get()
    assert (shown.to, shown.chosen) == ("MDL", {"category": None, "people": [1]})
    sealed = client.get(reverse("channel:showing", args=[row.public_id, shown.pk])).content
    actions.export_to_folder(by=world.negotiator, at=world.now, channel=world.channel)
    folder_for_mdl = ends.outbox(world.channel) / "MDL"
    assert sealed in [one.data for one in folder.take(folder_for_mdl)]
    assert not world.mediator.collect(folder_for_mdl, world.now).refused
    held = world.mediator.transcript.get(row.body_hash)
    assert held
    assert held.act.data == {"category": "all"}
    assert held.act.shown.parts == {"people": {1: PETR}}


def test_nothing_chosen_is_nothing_shown(world: World, signed_in: SignedIn) -> None:
    row = listed(world)
    for chosen, to in (({}, "MDL"), ({"category": None}, "XXX")):
        with pytest.raises(Refused, match="Choose what is shown"):
            actions.disclose(by=world.negotiator, at=world.now, message=row, to=to, chosen=chosen)
    signed_in("negotiator").post(reverse("channel:disclose", args=[row.public_id]), {"parts": ["reason"]})
    assert not Showing.objects.exists()


def test_the_mediators_desk_shows_what_was_disclosed_and_no_more(between: Between) -> None:
    said = between.say("VRH", "list", LIST, to=("ZLS",))
    [head] = queries.conversation(between.channel, between.now, "en")
    assert head.text.lines == ()
    end = between.ends["VRH"]
    chosen = {"category": None, "people": [1]}
    folder.put(ends.inbox(between.channel), end.disclose(said.showing(chosen), "MDL", between.now))
    between.receive()
    [shown] = queries.conversation(between.channel, between.now, "en")
    assert [line.rows for line in shown.text.lines] == [("all",), ("Орлов Пётр Ильич",)]
    assert "Not everything of this message is shown here." in shown.text.warnings
