"""Rounds of private matching through the desk, with a real other side."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import TestCase

from desk.channel import ends, rounds, sealed_pages
from desk.channel.actions import matching as actions
from desk.channel.actions import matching_hits
from desk.channel.models import Message
from desk.channel.models.matching import Round
from desk.channel.queries.matching import fault
from desk.channel.queries.matching_counts import counts
from desk.errors import Refused
from homeward.channel.matching.errors import MatchingRefused
from tests.desk.channel.conftest import World
from tests.desk.channel.matching_peer import agreed, desk, missing, play, stands, terms_of, written

IVAN = written("z1", "Коваль Иван Петрович", "1990-05-12")
OLEG = written("z2", "Иванов Олег Игоревич", "1988-01-01")


def test_a_round_finds_whom_both_know_and_both_learn_the_same(world: World, tmp_path: Path) -> None:
    ivan = missing(world, "Коваль Іван Петрович", "1990-05-12")
    missing(world, "Шевченко Тарас Григорович", "1991-02-03")
    peer = agreed(world, tmp_path / "peer", terms_of(world))
    row = play(peer, [OLEG, IVAN])

    assert (row.entered, row.left_out, row.read_at) == (2, 0, world.now)
    assert [(hit.person, hit.keys, hit.verdict) for hit in row.hits.all()] == [(ivan, [2, 3, 4, 5, 6], "waiting")]
    assert [(match.id, match.keys) for match in peer.result()] == [("z1", (2, 3, 4, 5, 6))]
    assert not Message.objects.filter(kind="custody_claim").exists()


def test_terms_leave_the_house_with_two_approvals_and_bind_when_both_said_them(world: World, tmp_path: Path) -> None:
    terms = terms_of(world)
    draft = actions.propose(by=world.negotiator, at=world.now, channel=world.channel, terms=terms)
    assert not Message.objects.exists()
    with pytest.raises(Refused, match="said already"):
        actions.propose(by=world.negotiator, at=world.now, channel=world.channel, terms=terms)
    world.approve(draft)
    assert Message.objects.get().kind == "match_terms"
    with pytest.raises(Refused, match="do not bind yet"):
        rounds.agreed(world.peer.transcript, terms.hash)


def test_the_terms_of_the_other_side_are_said_word_for_word(world: World, tmp_path: Path) -> None:
    terms = terms_of(world)
    world.answer("match_terms", dict(terms.to_value()))
    world.receive()
    with pytest.raises(Refused, match="no terms of the other side"):
        actions.agree(by=world.negotiator, at=world.now, channel=world.channel, terms_hash="0" * 64)
    world.approve(actions.agree(by=world.negotiator, at=world.now, channel=world.channel, terms_hash=terms.hash))
    world.deliver()
    assert Message.objects.get(direction="out").kind == "match_terms"
    assert rounds.agreed(world.peer.transcript, terms.hash) == terms


def test_terms_about_nobody_or_between_others_are_refused(world: World) -> None:
    for terms in (
        terms_of(world, category="VRH.giants"),
        terms_of(world, category="MDL.all"),
        replace(terms_of(world), claimed=(("MDL", 3), ("VRH", 3))),
    ):
        with pytest.raises(Refused, match="speak of nobody"):
            actions.propose(by=world.negotiator, at=world.now, channel=world.channel, terms=terms)


def test_a_second_round_in_the_same_days_is_refused(world: World, tmp_path: Path) -> None:
    missing(world, "Коваль Іван Петрович", "1990-05-12")
    later = replace(terms_of(world), epoch=world.now.date() + timedelta(days=29))
    peer = agreed(world, tmp_path / "peer", terms_of(world))
    other = agreed(world, tmp_path / "other", replace(later, epoch=world.now.date() - timedelta(days=1)))
    desk(peer)

    with pytest.raises(MatchingRefused, match="would be an interrogation"):
        actions.propose(by=world.negotiator, at=world.now, channel=world.channel, terms=later)
    with pytest.raises(MatchingRefused, match="would be an interrogation"):
        desk(other)
    assert Round.objects.count() == 1
    assert "would be an interrogation" in stands(other)


def test_more_people_than_agreed_are_refused_and_nobody_is_entered(world: World, tmp_path: Path) -> None:
    for name in ("Іван", "Петро", "Олег"):
        missing(world, f"Коваль {name} Петрович", "1990-05-12")
    peer = agreed(world, tmp_path / "peer", terms_of(world, ours=2))
    assert fault(desk(peer), "en").startswith("VRH would enter 18 keys; agreed were at most 12")
    assert not Message.objects.filter(kind="match_commit").exists()
    assert not rounds.kept(world.channel, peer.terms.hash).begun


def test_a_round_is_held_in_its_days_only(world: World, tmp_path: Path) -> None:
    terms = replace(terms_of(world), epoch=world.now.date() + timedelta(days=1))
    peer = agreed(world, tmp_path / "peer", terms)
    with pytest.raises(Refused, match="not one of the days"):
        desk(peer)
    assert "days of this round are over" in stands(peer)


def test_only_people_of_the_category_are_entered(world: World, tmp_path: Path) -> None:
    missing(world, "Коваль Іван Петрович", "1990-05-12")
    missing(world, "Мельник Петро Іванович", "1991-05-12", grade="returned")
    missing(world, "Бондар Олег", "")
    theirs = missing(world, "Орлов Пётр Ильич", "1980-01-01")
    theirs.party = "ZLS"
    theirs.save()
    peer = agreed(world, tmp_path / "peer", terms_of(world))
    row = desk(peer)

    assert (row.entered, row.left_out) == (1, 1)
    held = agreed(world, tmp_path / "held", terms_of(world, category="ZLS.all"))
    assert desk(held).entered == 1


def test_each_step_is_said_in_words(world: World, tmp_path: Path) -> None:
    missing(world, "Коваль Іван Петрович", "1990-05-12")
    peer = agreed(world, tmp_path / "peer", terms_of(world))
    seen = [stands(peer)]
    desk(peer)
    seen.append(stands(peer))
    world.deliver()
    peer.commit([IVAN])
    seen.append(stands(peer))
    desk(peer)
    peer.show(peer.points())
    desk(peer)
    seen.append(stands(peer))
    peer.take_points()
    seen.append(stands(peer))
    desk(peer)
    peer.take_answers()
    peer.show(peer.answers())
    desk(peer)
    seen.append(stands(peer))

    assert seen == [
        "We enter our people and commit to them.",
        "The other side commits to its people. Nothing is shown before.",
        "Carry our pages to the other side, and take in theirs. Pages here: 0 of 1.",
        "The other side commits to its answers. Ours are not shown before.",
        "Carry our answers to the other side, and take in theirs. Pages here: 0 of 1.",
        "Read: 1 pair",
    ]


def test_our_pages_are_sealed_only_when_both_have_committed(world: World, tmp_path: Path) -> None:
    missing(world, "Коваль Іван Петрович", "1990-05-12")
    peer = agreed(world, tmp_path / "peer", terms_of(world))
    folder = sealed_pages.out(world.channel, b"").parent
    desk(peer)
    assert not folder.exists()
    world.deliver()
    peer.commit([IVAN])
    desk(peer)
    assert len(list(folder.iterdir())) == 1
    peer.show(peer.points())
    desk(peer)
    assert len(list(folder.iterdir())) == 1  # our answers wait for theirs to be committed to
    peer.take_points()
    desk(peer)
    assert len(list(folder.iterdir())) == 2


def test_the_secret_lies_where_only_its_owner_reads_and_is_erased_with_the_round(world: World, tmp_path: Path) -> None:
    missing(world, "Коваль Іван Петрович", "1990-05-12")
    peer = agreed(world, tmp_path / "peer", terms_of(world))
    row = desk(peer)
    kept = rounds.kept(world.channel, row.terms_hash).folder
    assert kept.is_relative_to(Path(settings.VAR) / "keys")
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept.iterdir()} == {0o600}

    with TestCase.captureOnCommitCallbacks(execute=True):
        matching_hits.close(by=world.negotiator, at=world.now, round=row)
    assert not kept.exists()
    assert stands(peer) == "Closed before it was read; its secrets are erased"
    with pytest.raises(Refused, match="closed already"):
        matching_hits.close(by=world.negotiator, at=world.now, round=row)


def test_a_round_whose_days_are_over_is_closed(world: World, tmp_path: Path) -> None:
    missing(world, "Коваль Іван Петрович", "1990-05-12")
    row = desk(agreed(world, tmp_path / "peer", terms_of(world)))
    for days, closed in ((29, 0), (30, 1), (31, 0)):
        assert matching_hits.close_over(by=world.negotiator, at=world.now + timedelta(days=days)) == closed
    assert not rounds.kept(world.channel, row.terms_hash).folder.exists()


def test_counts_name_nobody_and_are_compared(world: World) -> None:
    missing(world, "Коваль Іван Петрович", "1990-05-12")
    actions.say_counts(by=world.negotiator, at=world.now, channel=world.channel)
    said = Message.objects.get(kind="match_counts")
    assert "Коваль" not in str(bytes(said.envelope), "utf-8")
    world.deliver()
    told = {"as_of": "2026-11-24", "counts": [{"key": "VRH.all", "count": 4}]}
    spoken = world.peer.say(world.peer.act("match_counts", told, world.peer_exp()), world.now)
    world.peer.send(spoken, ends.inbox(world.channel), world.now)
    world.receive()

    rows = counts(world.channel, "en")
    found = {one.category: (title, one.ours, one.theirs, one.apart) for title, one in rows}
    assert found["VRH.all"] == ("people of VRH: everybody", 1, 4, 3)
    assert "VRH.woman" not in found
