"""Rounds with a mediator: our desk as a headquarters with a real mediator, and our desk as the mediator itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from desk.channel import actions, ends, sealed_pages
from desk.channel.actions import matching
from desk.channel.actions.matching_rounds import begin
from desk.channel.matching_jobs import go_on
from desk.channel.models import Message
from desk.channel.models.matching import Hit
from desk.channel.queries import matching as queries
from desk.errors import Refused
from homeward.channel.carriers import folder
from homeward.channel.matching import bundle, carriage, mediated, talk
from homeward.channel.matching.asking import Asking
from homeward.channel.matching.keeping import Kept
from homeward.channel.matching.mediated import Evaluated
from homeward.channel.matching.pages import Listing, Page
from homeward.channel.matching.serving import Serving
from homeward.channel.matching.side import Side
from homeward.channel.matching.terms import Terms, Tier
from homeward.channel.party import Party
from homeward.keys import PublicBox
from tests.desk.channel.between import Between
from tests.desk.channel.conftest import World
from tests.desk.channel.matching_peer import Peer, agreed, desk, missing, stands, written
from tests.homeward.channel.sides import shown, untold

IVAN = written("z1", "Коваль Иван Петрович", "1990-05-12")
OLEG = written("z2", "Иванов Олег Игоревич", "1988-01-01")


def mediated_terms(channel: str, *, ours: int = 10) -> Terms:
    today = date(2026, 11, 24)
    return Terms(channel, Tier.MEDIATED, "VRH.all", today, 30, 1050, (("VRH", ours), ("ZLS", 10)), ("MDL",))


def sealed(listing: Listing, terms: Terms, boxes: list[PublicBox], pages: Sequence[Page] | None = None) -> io.BytesIO:
    """A list of somebody's as it is carried."""
    file = io.BytesIO()
    given = shown(listing) if pages is None else pages
    bundle.write(file, listing.root, [carriage.seal_page(page, boxes, terms, listing.root) for page in given])
    file.seek(0)
    return file


@dataclass
class Trio:
    """Our desk, the other side, and a mediator, each with what it may see."""

    world: World
    terms: Terms
    tmp: Path

    @property
    def peer(self) -> Peer:
        return Peer(self.world, self.terms, self.tmp / "peer")

    @property
    def theirs(self) -> Asking:
        return Asking(Side(Kept(self.tmp / "peer"), self.terms, "ZLS"))

    def serving(self, party: str) -> Serving:
        key = mediated.mediator_key(b"s" * 32, self.terms)
        return Serving(Kept(self.tmp / f"MDL-{party}"), self.terms, "MDL", key)

    def say(self, end: Party, kind: str, data: Any, *to: str) -> None:
        """The other side or the mediator says something; whoever it does not name gets the head."""
        at, inbox = self.world.now, ends.inbox(self.world.channel)
        spoken = end.say(end.act(kind, data, self.world.peer_exp(), to), at)
        for other in {self.world.peer, self.world.mediator} - {end}:
            named = not to or other.keyring.party in to
            other.transcript.add(spoken if named else spoken.showing({}), at)
        blob = end.seal(spoken, at) if not to or "VRH" in to else end.seal_head(spoken, at)
        assert blob
        folder.put(inbox, blob)
        self.world.receive()

    def carry(self) -> None:
        """Everything of ours, to whom it is for."""
        world = self.world
        actions.export_to_folder(by=world.negotiator, at=world.now, channel=world.channel)
        for end in (world.peer, world.mediator):
            own = ends.outbox(world.channel) / end.keyring.party
            for path in (ends.outbox(world.channel), *([own] if own.exists() else [])):
                assert not end.collect(path, world.now).refused

    def signed(self, end: Party) -> talk.Signed:
        return talk.signed(end.transcript, self.terms)

    def read(self, end: Party, root: bytes) -> list[Page]:
        """Pages that our desk has put out for `end`."""
        boxes = (*end.boxes.private, end.keyring.speaker.box)
        with sealed_pages.out(self.world.channel, root).open("rb") as file:
            bundle.root_of(file)
            return [carriage.open_page(boxes, blob, self.terms, root) for blob in bundle.read(file)]

    def serve(self, party: str, queries_of_party: Sequence[Page]) -> list[Evaluated]:
        """The mediator answers a side and grants."""
        serving = self.serving(party)
        service = serving.service(self.signed(self.world.mediator), party)
        service = serving.take(service, queries_of_party, untold)
        self.say(self.world.mediator, "match_grant", dict(serving.grant(service).to_value()))
        return list(serving.answers(service, untold))

    def bring(self, answers: Sequence[Evaluated]) -> None:
        """The mediator's answers come to our desk."""
        root = self.signed(self.world.mediator).asked["VRH", "MDL"].root
        boxes, file = self.world.mediator.boxes_of("VRH", self.world.now), io.BytesIO()
        blobs = [carriage.seal_evaluated(one, boxes, self.terms, root) for one in answers]
        bundle.write(file, root, blobs)
        file.seek(0)
        sealed_pages.take_in(self.world.channel, [file])

    def their_tokens(self) -> Listing:
        return self.theirs.tokens(self.signed(self.world.peer).commits["ZLS"].size)


@pytest.fixture
def trio(world: World, tmp_path: Path) -> Trio:
    """Terms with the mediator, agreed; we miss two people."""
    missing(world, "Коваль Іван Петрович", "1990-05-12")
    missing(world, "Шевченко Тарас Григорович", "1991-02-03")
    terms = mediated_terms(world.channel.ch)
    agreed(world, tmp_path / "peer", terms)
    trio = Trio(world, terms, tmp_path)
    trio.world.mediator.collect(ends.inbox(world.channel), world.now)
    trio.world.mediator.collect(ends.outbox(world.channel), world.now)
    trio.say(world.mediator, "match_key", {"terms": terms.hash, "key": trio.serving("VRH").public.hex()})
    return trio


def asked(trio: Trio) -> list[Evaluated]:
    """Both sides have asked the mediator; its answers to us."""
    desk(trio.peer)
    trio.carry()
    trio.theirs.side.enter([OLEG, IVAN], b"z" * 32)
    made = trio.theirs.ask(untold)
    trio.say(trio.world.peer, "match_commit", dict(made.to_value()), "MDL")
    ours = trio.read(trio.world.mediator, trio.signed(trio.world.mediator).asked["VRH", "MDL"].root)
    answers = trio.serve("VRH", ours)
    trio.theirs.take(trio.signed(trio.world.peer), trio.serve("ZLS", shown(trio.theirs.asked(made.size))), untold)
    return answers


def exchanged(trio: Trio) -> None:
    """Both sides have committed to their tokens."""
    trio.bring(asked(trio))
    desk(trio.peer)
    trio.carry()
    made = trio.theirs.commit(trio.signed(trio.world.peer))
    trio.say(trio.world.peer, "match_commit", dict(made.to_value()), "VRH")
    desk(trio.peer)
    trio.carry()


def test_a_round_with_a_mediator_finds_whom_both_know_and_both_learn_the_same(trio: Trio) -> None:
    exchanged(trio)
    peer, world = trio.world.peer, trio.world
    ours = trio.read(peer, trio.signed(peer).commits["VRH"].root)
    trio.theirs.take_tokens(trio.theirs.intake(trio.signed(peer)), ours, untold)
    tokens = trio.their_tokens()
    sealed_pages.take_in(world.channel, [sealed(tokens, trio.terms, peer.boxes_of("VRH", world.now))])
    desk(trio.peer)

    [hit] = Hit.objects.all()
    assert (hit.person.display_name, hit.keys) == ("Коваль Іван Петрович", [2, 3, 4, 5, 6])
    assert [match.id for match in trio.theirs.result(trio.signed(peer))] == ["z1"]
    assert stands(trio.peer) == "Read: 1 pair"


def test_each_step_with_a_mediator_is_said_in_words(trio: Trio) -> None:
    seen = [stands(trio.peer)]
    desk(trio.peer)
    seen.append(stands(trio.peer))
    trio.carry()
    trio.theirs.side.enter([IVAN], b"z" * 32)
    trio.say(trio.world.peer, "match_commit", dict(trio.theirs.ask(untold).to_value()), "MDL")
    ours = trio.read(trio.world.mediator, trio.signed(trio.world.mediator).asked["VRH", "MDL"].root)
    trio.bring(trio.serve("VRH", ours))
    desk(trio.peer)
    seen.append(stands(trio.peer))

    assert seen == [
        "We enter our people, and commit to what the mediator is asked.",
        "Carry our pages to the mediator, and take in its answers. Pages here: 0 of 1.",
        "The other side commits to its tokens, and the mediator grants both. Nothing is shown before.",
    ]


def test_what_the_mediator_is_asked_names_it_alone_and_the_tokens_the_other_side_alone(trio: Trio) -> None:
    exchanged(trio)
    said = [one.act for one in ends.end_of(trio.world.channel).transcript.held if one.act.kind == "match_commit"]
    assert [act.to for act in said if act.whole] == [("MDL",), ("ZLS",), ("VRH",)]
    assert set(trio.signed(trio.world.mediator).commits) == set()


def test_answers_under_another_key_are_refused_and_the_right_ones_still_taken(trio: Trio) -> None:
    answers = asked(trio)
    trio.bring([replace(answers[0], data=answers[0].data[32:] + answers[0].data[:32])])
    assert queries.fault(desk(trio.peer), "en").startswith("The mediator's proof does not hold")
    trio.bring(answers)
    assert queries.fault(desk(trio.peer), "en") == ""


def test_more_tokens_than_granted_are_refused(trio: Trio) -> None:
    trio.bring(asked(trio))
    desk(trio.peer)
    trio.carry()
    made = replace(trio.theirs.commit(trio.signed(trio.world.peer)), size=18)
    trio.say(trio.world.peer, "match_commit", dict(made.to_value()), "VRH")
    assert queries.fault(desk(trio.peer), "en").startswith("MDL did not confirm that what ZLS shows")
    assert not Hit.objects.exists()


def test_terms_with_another_mediator_or_the_red_cross_are_not_held_here(world: World) -> None:
    terms = mediated_terms(world.channel.ch)
    for other in (replace(terms, mediators=("XYZ",)), replace(terms, tier=Tier.RED_CROSS)):
        with pytest.raises(Refused, match="cannot hold such a round"):
            matching.propose(by=world.negotiator, at=world.now, channel=world.channel, terms=other)


def as_mediator(table: Between, tmp: Path) -> tuple[Terms, dict[str, Asking]]:
    """Both headquarters have agreed and asked our desk, which is the mediator."""
    terms = mediated_terms(table.channel.ch)
    lists = {"VRH": [written("v1", "Коваль Іван Петрович", "1990-05-12")], "ZLS": [OLEG, IVAN]}
    asking = {code: Asking(Side(Kept(tmp / code), terms, code)) for code in lists}
    for code in lists:
        table.say(code, "match_terms", dict(terms.to_value()), bind=True)
    for code, people in lists.items():
        asking[code].side.enter(people, code.encode().ljust(32))
        table.say(code, "match_commit", dict(asking[code].ask(untold).to_value()), to=("MDL",))
    return terms, asking


def answered(table: Between, terms: Terms, asking: Asking, code: str) -> None:
    """A headquarters takes what our desk has answered to it."""
    end = table.ends[code]
    signed = talk.signed(end.transcript, terms)
    root = signed.asked[code, "MDL"].root
    boxes = (*end.boxes.private, end.keyring.speaker.box)
    with sealed_pages.out(table.channel, root).open("rb") as file:
        bundle.root_of(file)
        given = [carriage.open_evaluated(boxes, blob, terms, root) for blob in bundle.read(file)]
    asking.take(signed, given, untold)


def test_our_desk_as_the_mediator_answers_both_sides_and_sees_no_name(between: Between, tmp_path: Path) -> None:
    terms, asking = as_mediator(between, tmp_path)
    by, at, channel = between.mediator, between.now, between.channel
    row = begin(by=by, at=at, channel=channel, terms_hash=terms.hash)
    go_on(by, row)
    for code, one in asking.items():
        end = between.ends[code]
        size = talk.signed(end.transcript, terms).asked[code, "MDL"].size
        sealed_pages.take_in(channel, [sealed(one.asked(size), terms, end.boxes_of("MDL", at))])
    go_on(by, row)
    between.deliver()

    assert list(Message.objects.filter(direction="out").order_by("seq").values_list("kind", flat=True)) == [
        "match_key",
        "match_grant",
        "match_grant",
    ]
    for code, one in asking.items():
        answered(between, terms, one, code)
        made = one.commit(talk.signed(between.ends[code].transcript, terms))
        between.say(code, "match_commit", dict(made.to_value()), to=(one.side.peer,))
    for code, one in asking.items():
        signed = talk.signed(between.ends[code].transcript, terms)
        theirs = asking[one.side.peer]
        one.take_tokens(one.intake(signed), shown(theirs.tokens(signed.commits[one.side.peer].size)), untold)
    found = {code: one.result(talk.signed(between.ends[code].transcript, terms)) for code, one in asking.items()}
    assert [match.id for match in found["VRH"]] == ["v1"]
    assert [match.id for match in found["ZLS"]] == ["z1"]


def test_a_mediators_page_counts_what_each_side_asks(between: Between, tmp_path: Path) -> None:
    terms, asking = as_mediator(between, tmp_path)
    by, at, channel = between.mediator, between.now, between.channel

    def label() -> str:
        one = queries.matching(channel, terms.hash, at.date(), "en")
        assert one
        return one.standing.label

    seen = [label()]
    go_on(by, begin(by=by, at=at, channel=channel, terms_hash=terms.hash))
    seen.append(label())
    size = talk.signed(between.ends["VRH"].transcript, terms).asked["VRH", "MDL"].size
    file = sealed(asking["VRH"].asked(size), terms, between.ends["VRH"].boxes_of("MDL", at))
    sealed_pages.take_in(channel, [file])
    go_on(by, channel.rounds.get())
    seen.append(label())

    assert seen == [
        "We publish our key for this round.",
        "Both sides send us their queries. Pages here: 0 of 2.",
        "Both sides send us their queries. Pages here: 1 of 2.",
    ]
    one = queries.matching(channel, terms.hash, at.date(), "en")
    assert one
    rows = {line.what.in_language("en"): (line.to_them, line.to_us) for line in queries.revealed(one)}
    assert rows == {"Pages of queries of VRH": (1, 1), "Pages of queries of ZLS": (0, 0)}


def test_a_mediator_refuses_a_side_that_asks_for_more_than_agreed(between: Between, tmp_path: Path) -> None:
    terms = mediated_terms(between.channel.ch)
    for code in ("VRH", "ZLS"):
        between.say(code, "match_terms", dict(terms.to_value()), bind=True)
    greedy = {"terms": terms.hash, "size": 600, "root": "0" * 64}
    between.say("ZLS", "match_commit", greedy, to=("MDL",))
    one = queries.matching(between.channel, terms.hash, between.now.date(), "en")
    assert one
    assert one.standing.label.startswith("ZLS would enter 600 keys; agreed were at most 60")


def test_a_mediator_goes_on_by_the_page_and_proposes_nothing(
    between: Between,
    tmp_path: Path,
    signed_in: Callable[[str], Client],
) -> None:
    terms, _asking = as_mediator(between, tmp_path)
    client, address = signed_in("mediator"), reverse("channel:matchings", args=[between.channel.public_id])
    page = client.get(address).content.decode()
    assert "We publish our key for this round." in page
    assert "Propose a round" not in page
    pressed = client.post(f"{address}{terms.hash}/go-on/", follow=True).content.decode()
    assert "Both sides send us their queries." in pressed
    assert client.get(f"{address}new/").status_code == 404
