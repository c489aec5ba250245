"""A dispute on the desk of a headquarters and on that of the mediator, and from the exported bytes alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from desk.channel import actions, ends, queries
from desk.channel.models import Deal, Draft, Submission
from desk.channel.queries.disputes import ShownCase, cases
from desk.errors import Refused
from homeward.channel.dispute import submission_hash
from homeward.channel.export import export
from homeward.channel.imported import imported
from tests.desk.channel.between import Between
from tests.desk.channel.conftest import World

SignedIn = Callable[[str], Client]
RULING: dict[str, Any] = {
    "finding": "upheld",
    "outcome": "end",
    "rests_on": ["article_gc3_109", "term_parity"],
    "reason": "Absent.",
}


def only(channel: Any, at: Any, language: str = "en") -> ShownCase:
    [found] = queries.disputes(channel, at, language)
    return found


def heard(between: Between) -> ShownCase:
    """Both headquarters dispute, seal and open; what the mediator's desk shows."""
    about = between.sealed_deal()
    raised = between.say("ZLS", "dispute", {"deal": "d1", "about": about, "reason": "Two were not there."})
    for code in ("VRH", "ZLS"):
        commit = submission_hash(f"words of {code}", [about], "s")
        between.say(code, "submission_commit", {"of": raised.id, "commit": commit})
    for code in ("VRH", "ZLS"):
        opened = {"of": raised.id, "salt": "s", "text": f"words of {code}", "exhibits": [about]}
        between.say(code, "submission", opened)
    return only(between.channel, between.now)


def test_the_mediators_desk_rules_and_both_sides_see_what_follows(between: Between) -> None:
    case = heard(between)
    assert case.may_rule
    assert [side.exhibits[0].label for side in case.sides] == ["In full, as signed"] * 2
    actions.rule(by=between.mediator, at=between.now, channel=between.channel, case=case.case, **RULING)
    between.deliver()
    for end in between.ends.values():
        assert end.transcript.deals()[0]["d1"].state == "ruled"
    assert Deal.objects.get().state == "ruled"
    ruling = only(between.channel, between.now, "uk").ruling
    assert ruling
    assert ruling.finding == "підтверджено"
    assert ruling.rests_on[1] == "Що має бути рівним"


def test_nobody_rules_before_both_are_heard(between: Between) -> None:
    about = between.sealed_deal()
    between.say("ZLS", "dispute", {"deal": "d1", "about": about, "reason": "Late."})
    case = only(between.channel, between.now)
    with pytest.raises(Refused, match="must be heard first"):
        actions.rule(by=between.mediator, at=between.now, channel=between.channel, case=case.case, **RULING)
    assert case.awaited == ("VRH", "ZLS")
    later = between.now + timedelta(days=8)
    actions.rule(by=between.mediator, at=later, channel=between.channel, case=case.case, **RULING)
    assert only(between.channel, later).ruling


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_the_page_and_the_exported_bytes_agree(between: Between, language: str) -> None:
    case = heard(between)
    actions.rule(by=between.mediator, at=between.now, channel=between.channel, case=case.case, **RULING)
    file = export(ends.end_of(between.channel).transcript)
    assert cases(imported(file), between.now, language) == queries.disputes(between.channel, between.now, language)
    between.deliver()
    theirs = imported(export(between.ends["ZLS"].transcript))
    assert cases(theirs, between.now, language) == cases(imported(file), between.now, language)


def test_the_mediator_rules_on_the_page_and_a_file_shows_the_same(between: Between, signed_in: SignedIn) -> None:
    case, client = heard(between), signed_in("mediator")
    assert "Disputes to rule on" in client.get("/").content.decode()
    at = [between.channel.public_id, case.id]
    page = client.get(reverse("channel:dispute", args=at)).content.decode()
    for words in ("words of VRH", "words of ZLS", "Sign the ruling", "GC III, art. 109"):
        assert words in page
    client.post(reverse("channel:dispute_rule", args=at), {**RULING, "rests_on": []})
    assert not Draft.objects.exists()
    client.post(reverse("channel:dispute_rule", args=at), RULING)
    assert "the deal ends" in client.get(reverse("channel:dispute", args=at)).content.decode()
    upload = {"transcript": SimpleUploadedFile("t.jsonl", export(ends.end_of(between.channel).transcript))}
    shown = client.post(reverse("channel:disputes_file"), upload).content.decode()
    assert "words of ZLS" in shown
    assert "the deal ends" in shown
    broken = client.post(reverse("channel:disputes_file"), {"transcript": SimpleUploadedFile("t.jsonl", b"{}\n")})
    assert "not a transcript" in broken.content.decode()
    assert case.case.reason in client.get(reverse("channel:disputes")).content.decode()


def sealed_with(world: World) -> Deal:
    """A deal that our desk and the other side are bound to."""
    people = {"give": [world.person(world.ours)], "receive": [world.person(world.theirs)]}
    offered = world.answer("offer", {"deal": "d9", "terms": {}, **people})
    world.receive()
    world.approve(actions.accept(by=world.negotiator, at=world.now, deal=Deal.objects.get()))
    world.deliver()
    assert offered
    world.answer("confirm", {"deal": "d9", "on": world.peer.transcript.deals()[0]["d9"].on})
    world.receive()
    return Deal.objects.get()


def say_theirs(world: World, kind: str, data: dict[str, Any]) -> None:
    act = world.peer.act(kind, data, world.peer_exp())
    world.peer.send(world.peer.say(act, world.now), ends.inbox(world.channel), world.now)
    world.receive()


def test_a_headquarters_raises_seals_opens_and_reads_the_ruling(world: World, signed_in: SignedIn) -> None:
    deal, client = sealed_with(world), signed_in("negotiator")
    about = world.channel.messages.get(kind="confirm").body_hash
    assert "Raise a dispute" in client.get(reverse("channel:deal", args=[deal.public_id])).content.decode()
    client.post(reverse("channel:raise_dispute", args=[deal.public_id]), {"about": about, "reason": "No.", "days": 5})
    deal.refresh_from_db()
    assert deal.state == "disputed"
    case = only(world.channel, world.now)
    assert "Disputes that wait for our submission" in client.get("/").content.decode()
    at = [world.channel.public_id, case.id]
    client.post(reverse("channel:dispute_seal", args=at), {"text": "Two lines\r\nof words.", "exhibits": [about]})
    ours = Submission.objects.get()
    assert (ours.text, ours.opened) == ("Two lines\nof words.", None)
    client.post(reverse("channel:dispute_open", args=at))
    assert not world.channel.messages.filter(kind="submission").exists()
    world.deliver()
    say_theirs(world, "submission_commit", {"of": case.id, "commit": submission_hash("theirs", [], "s")})
    client.post(reverse("channel:dispute_open", args=at))
    world.deliver()
    say_theirs(world, "submission", {"of": case.id, "salt": "s", "text": "theirs", "exhibits": []})
    folder_of_both = [ends.inbox(world.channel), ends.outbox(world.channel)]
    for path in folder_of_both:
        assert not world.mediator.collect(path, world.now).refused
    data = {"deal": "d9", "about": case.id, "finding": "partly", "outcome": "continue", "reason": "As signed."}
    act = world.mediator.act("ruling", data, world.peer_exp())
    world.mediator.send(world.mediator.say(act, world.now), ends.inbox(world.channel), world.now)
    world.receive()
    page = client.get(reverse("channel:dispute", args=at)).content.decode()
    for words in ("Two lines", "theirs", "upheld in part", "the deal goes on"):
        assert words in page
    deal.refresh_from_db()
    assert deal.state == "sealed"
    assert "upheld in part" in client.get(reverse("channel:deal", args=[deal.public_id])).content.decode()


def test_a_submission_is_fixed_once_in_time_and_opened_once(world: World) -> None:
    deal = sealed_with(world)
    about, by, now = deal.on, world.negotiator, world.now
    actions.raise_dispute(by=by, at=now, deal=deal, about=about, reason="No.", due=now + timedelta(days=2))
    case = only(world.channel, now).case
    given: dict[str, Any] = {"channel": world.channel, "text": "words", "exhibits": []}
    with pytest.raises(Refused, match="time for submissions is over"):
        actions.seal_submission(by=by, at=now + timedelta(days=3), case=case, **given)
    actions.seal_submission(by=by, at=now, case=case, **given)
    with pytest.raises(Refused, match="fixed already"):
        actions.seal_submission(by=by, at=now, case=only(world.channel, now).case, **given)
    with pytest.raises(Refused, match="only when both"):
        actions.open_submission(by=by, at=now, channel=world.channel, case=only(world.channel, now).case)
    assert Submission.objects.count() == 1


def test_a_deal_that_binds_nobody_is_not_disputed(world: World) -> None:
    people = {"give": [world.person(world.ours)], "receive": [world.person(world.theirs)]}
    world.answer("offer", {"deal": "d9", "terms": {}, **people})
    world.receive()
    with pytest.raises(Refused, match="nothing is agreed yet"):
        actions.raise_dispute(
            by=world.negotiator, at=world.now, deal=Deal.objects.get(), about="f" * 64, reason="No.", due=world.now
        )
