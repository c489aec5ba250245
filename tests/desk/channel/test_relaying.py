"""The desk and a mediator's relay: a real process, and relays that are dead, wrong about time, or drop messages."""

from __future__ import annotations

import os
import random
import signal
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core import serializers
from django.test import Client
from django.urls import reverse

from desk.audit.models import Entry
from desk.channel import actions, ends, queries
from desk.channel.models import Alarm, Message, Postmark, Relay, Trip
from homeward import canonical
from homeward.channel.carriers.post import Mailbox
from homeward.channel.relay.application import Relay as Application
from homeward.channel.relay.book import Access, Book
from tests.desk.channel.conftest import MEDIATOR_SEED, World, keyring
from tests.homeward.channel.relay.test_killed import Running

SignedIn = Callable[[str], Client]
OURS = Access("a" * 32, "1" * 64, "2" * 64)
THEIRS = Access("b" * 32, "3" * 64, "4" * 64)


@pytest.fixture
def now(settings: Any) -> datetime:
    """The real time: a real relay postmarks by it."""
    at = datetime.now(UTC).replace(microsecond=0)
    settings.HOMEWARD_NOW = at.isoformat()
    return at


def printed(access: Access) -> str:
    """What `homeward relay --new-mailbox` prints."""
    return f"mailbox {access.id}\nto write {access.write}\nto read {access.read}"


def register(world: World, url: str, ours: Access = OURS, theirs: Access = THEIRS) -> Relay:
    given = {"url": url, "writes": printed(ours), "reads": printed(theirs)}
    return actions.register_relay(by=world.negotiator, at=world.now, channel=world.channel, **given)


def trip(world: World, way: Trip.Way) -> Trip:
    row = actions.ask_trip(by=world.negotiator, at=world.now, relay=Relay.objects.get(), way=way)
    return actions.travel(by=world.negotiator, now=lambda: world.now, trip=row)


def note(world: World, words: str = "x") -> Message:
    actions.compose(by=world.negotiator, at=world.now, channel=world.channel, kind="note", data={"note": words})
    return Message.objects.latest("pk")


def spoken(world: World, words: str = "Agreed.") -> bytes:
    said = world.peer.say(world.peer.act("note", {"note": words}, world.peer_exp()), world.now)
    return world.peer.seal(said, world.now)


@contextmanager
def serving(application: Callable[..., Iterable[bytes]]) -> Iterator[str]:
    """A relay in this process, on a port of its own."""

    class Quiet(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            return

    with make_server("127.0.0.1", 0, application, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def mediators(world: World, folder: Path, clock: Callable[[], datetime] | None = None) -> Application:
    """The relay of the mediator on the channel, with the two mailboxes."""
    book = Book(folder)
    for access in (OURS, THEIRS):
        book.add(access)
    speaker = keyring(MEDIATOR_SEED, "MDL", world.now, 0).speaker
    return Application(book, speaker, clock or (lambda: world.now))


def put(world: World, url: str, *blobs: bytes) -> None:
    with Mailbox(url, THEIRS.id, THEIRS.write) as box:
        for blob in blobs:
            box.put(blob, ends.joined(world.channel), world.now)


def test_messages_go_and_come_by_a_real_relay_with_postmarks(world: World, tmp_path: Path) -> None:
    folder = tmp_path / "relay"
    folder.mkdir()
    (folder / "relay.seed").write_bytes(MEDIATOR_SEED)
    (folder / "MDL.card.json").write_bytes(keyring(MEDIATOR_SEED, "MDL", world.now, 0).card.to_bytes())
    running = Running(folder)
    ours, theirs = running.new_mailbox(), running.new_mailbox()
    process = running.start()
    try:
        register(world, running.url, ours, theirs)
        row = note(world)
        sent = trip(world, Trip.Way.SEND)
        assert (sent.state, sent.done, sent.total, sent.told) == ("done", 1, 1, [])
        mark = Postmark.objects.get()
        assert abs(mark.at - datetime.now(UTC)) < timedelta(minutes=1)
        with Mailbox(running.url, ours.id, ours.read) as box:
            [letter] = box.take(0)
        [arrival] = world.peer.take_in([letter.blob], world.now).arrived
        assert arrival.message.id == row.body_hash
        with Mailbox(running.url, theirs.id, theirs.write) as box:
            box.put(spoken(world), ends.joined(world.channel), datetime.now(UTC))
        assert trip(world, Trip.Way.FETCH).state == "done"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert [one.kind for one in Message.objects.order_by("pk")] == ["note", "note"]
    assert queries.unseen(world.channel) == []
    assert mark.of in ends.end_of(world.channel).transcript.postmarks


def test_a_message_by_relay_and_by_stick_arrives_once(world: World, tmp_path: Path) -> None:
    with serving(mediators(world, tmp_path / "relay")) as url:
        register(world, url)
        blob = spoken(world)
        put(world, url, blob)
        (tmp_path / "stick").mkdir()
        (tmp_path / "stick" / "x.sealed").write_bytes(blob)
        actions.receive_from_folder(by=world.negotiator, at=world.now, channel=world.channel, path=tmp_path / "stick")
        fetched = trip(world, Trip.Way.FETCH)
        again = trip(world, Trip.Way.FETCH)
    assert ((fetched.done, fetched.total), (again.done, again.total)) == ((1, 1), (0, 0))
    assert Message.objects.count() == 1
    assert not Alarm.objects.exists()


def test_a_dead_relay_is_told_and_loses_nothing(world: World, tmp_path: Path) -> None:
    with serving(mediators(world, tmp_path / "relay")) as url:
        register(world, url)
    row = note(world)
    for way in Trip.Way:
        broken = trip(world, way)
        assert (broken.state, broken.done) == ("broken", 0)
        assert "cannot be reached; nothing was lost" in queries.told_of(broken, "en")[0]
    assert queries.unseen(world.channel) == [row]


def test_a_relay_that_lies_about_time_carries_but_its_postmark_is_not_believed(world: World, tmp_path: Path) -> None:
    late = world.now + timedelta(hours=2)
    with serving(mediators(world, tmp_path / "relay", lambda: late)) as url:
        register(world, url)
        note(world)
        sent = trip(world, Trip.Way.SEND)
    assert (sent.state, sent.done) == ("done", 1)
    assert "its clock is wrong" in queries.told_of(sent, "en")[0]
    assert not Postmark.objects.exists()
    assert ["its clock is wrong" in one.told for one in queries.alarms(world.now, "en") if one.new] == [True]


def test_a_relay_that_drops_every_second_message_is_found_out_and_may_remove_nothing(
    world: World, tmp_path: Path
) -> None:
    honest = mediators(world, tmp_path / "relay")
    removed: list[str] = []

    def dropping(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"].endswith("/taken"):
            removed.append(environ["PATH_INFO"])
        answer = b"".join(honest(environ, lambda status, headers: None))
        match canonical.decode(answer) if answer.startswith(b"{") else None:
            case {"entries": list(rows), "last": int(last)}:
                kept = [row for row in rows if isinstance(row, dict) and int(str(row["number"])) % 2 == 0]
                answer = canonical.encode({"entries": [*kept], "last": last})
        start_response("200 OK", [("Content-Length", str(len(answer)))])
        return [answer]

    with serving(dropping) as url:
        register(world, url)
        blobs = [spoken(world, str(number)) for number in range(4)]
        put(world, url, *blobs)
        fetched = trip(world, Trip.Way.FETCH)
    assert "left out 1 of the messages" in queries.told_of(fetched, "en")[0]
    assert removed == []
    assert ends.end_of(world.channel).transcript.held == ()  # the second and the fourth wait for those before them
    with serving(honest) as url:
        Relay.objects.update(url=url)
        assert queries.told_of(trip(world, Trip.Way.FETCH), "en") == []
    assert len(ends.end_of(world.channel).transcript.held) == 4


def test_a_line_that_breaks_half_way_keeps_what_came_and_goes_on_there(world: World, tmp_path: Path) -> None:
    honest = mediators(world, tmp_path / "relay")

    def breaking(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"].endswith("/3"):
            start_response("200 OK", [("Content-Length", "1000")])
            return [b"cut short"]
        return honest(environ, start_response)

    with serving(honest) as url:
        register(world, url)
        put(world, url, *(spoken(world, str(number)) for number in range(4)))
    with serving(breaking) as url:
        Relay.objects.update(url=url)
        broken = trip(world, Trip.Way.FETCH)
    assert (broken.state, broken.done, broken.total, Message.objects.count()) == ("broken", 2, 4, 2)
    with serving(honest) as url:
        Relay.objects.update(url=url)
        rest = trip(world, Trip.Way.FETCH)
    assert (rest.state, rest.done, rest.total, Message.objects.count()) == ("done", 2, 2, 4)


def faulty(application: Application, chance: random.Random) -> Callable[..., Iterable[bytes]]:
    """A relay that often fails, cuts its answer short, or leaves an entry out of its list."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        told: list[str] = []
        whole = b"".join(application(environ, lambda status, headers: told.append(status)))
        fault = chance.choice(["none", "none", "none", "refuse", "cut", "drop"])
        if fault == "refuse":
            told, whole = ["503 Service Unavailable"], b"later"
        if fault == "drop" and b'"entries"' in whole:
            whole = _without_one(whole, chance)
        start_response(told[0], [("Content-Length", str(len(whole)))])
        return [whole[: len(whole) // 2] if fault == "cut" else whole]

    return answer


def _without_one(listed: bytes, chance: random.Random) -> bytes:
    match canonical.decode(listed):
        case {"entries": list(rows), "last": int(last)} if rows:
            return canonical.encode({"entries": [row for row in rows if row != chance.choice(rows)], "last": last})
    return listed


@pytest.mark.parametrize("seed", [1, 2, pytest.param(range(3, 28), marks=pytest.mark.soak)])
def test_whatever_a_bad_relay_does_everything_arrives_once_in_the_end(
    world: World, tmp_path: Path, seed: int | range
) -> None:
    honest = mediators(world, tmp_path / "relay")
    for number in [seed] if isinstance(seed, int) else seed:
        chance, before = random.Random(number), Message.objects.count()
        sent = [note(world, f"{number} {n}") for n in range(4)]
        with serving(honest) as good, serving(faulty(honest, chance)) as bad:
            if not Relay.objects.exists():
                register(world, bad)
            put(world, good, *(spoken(world, f"{number} {n}") for n in range(4)))
            Relay.objects.update(url=bad)
            for _ in range(12):
                trip(world, chance.choice(list(Trip.Way)))
            Relay.objects.update(url=good)
            assert {trip(world, way).state for way in Trip.Way} == {"done"}
            with Mailbox(good, OURS.id, OURS.read) as box:
                came = {letter.blob.data for letter in box.take(0)}
        assert {bytes(row.sealed) for row in sent} <= came
        assert Message.objects.count() == before + 8
        assert ends.end_of(world.channel).transcript.parked == ()


def test_what_the_relays_disk_damaged_is_told_and_bars_no_way(world: World, tmp_path: Path) -> None:
    application = mediators(world, tmp_path / "relay")
    with serving(application) as url:
        register(world, url)
        put(world, url, spoken(world, "one"), spoken(world, "two"))
        [segment] = (tmp_path / "relay" / THEIRS.id).glob("*.log")
        data = bytearray(segment.read_bytes())
        data[500] ^= 1
        segment.write_bytes(data)
        fetched = trip(world, Trip.Way.FETCH)
    assert queries.told_of(fetched, "en") == ["The relay's disk damaged message 1; ask for it by another way."]
    assert (fetched.state, fetched.done, Relay.objects.get().taken) == ("done", 2, 2)
    assert Message.objects.count() == 1


def test_secrets_lie_in_a_file_of_ours_alone_and_nowhere_else(
    world: World, signed_in: SignedIn, tmp_path: Path
) -> None:
    client, id = signed_in("negotiator"), world.channel.public_id
    url = reverse("channel:register_relay", args=[id])
    given = {"url": "https://relay.example", "writes": printed(OURS), "reads": printed(THEIRS)}
    page = client.post(url, given, follow=True).content.decode()
    assert "https://relay.example" in page
    [path] = (tmp_path / "keys" / "relays").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rows = serializers.serialize("json", [*Relay.objects.all(), *Entry.objects.all()])
    for secret in (OURS.write, THEIRS.read):
        assert secret in path.read_text()
        assert secret not in rows
        assert secret not in page
    for other in (OURS.read, THEIRS.write):  # pasted along, of no use to us
        assert other not in path.read_text()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"url": "http://relay.example"}, "begins with https://"),
        ({"url": "https://me:secret@relay.example"}, "holds no name or password"),
        ({"writes": "nothing"}, "Paste the number of the mailbox"),
        ({"reads": printed(OURS)}, "ask the mediator for two"),
    ],
)
def test_what_is_no_relay_is_refused_with_a_sentence(
    world: World, signed_in: SignedIn, change: dict[str, str], why: str
) -> None:
    given = {"url": "https://relay.example", "writes": printed(OURS), "reads": printed(THEIRS)} | change
    url = reverse("channel:register_relay", args=[world.channel.public_id])
    assert why in signed_in("negotiator").post(url, given, follow=True).content.decode()
    assert not Relay.objects.exists()


def test_the_page_sends_in_the_background_and_shows_how_far_it_came(
    world: World, signed_in: SignedIn, tmp_path: Path
) -> None:
    client, id = signed_in("negotiator"), world.channel.public_id
    note(world)
    with serving(mediators(world, tmp_path / "relay")) as url:
        register(world, url)
        client.post(reverse("channel:travel", args=[id, "send"]))
    page = client.get(reverse("channel:relay", args=[id])).content.decode()
    assert "1 / 1" in page
    assert client.post(reverse("channel:travel", args=[id, "away"])).status_code == 404


def test_a_desk_whose_file_of_secrets_is_gone_says_so(world: World, tmp_path: Path) -> None:
    register(world, "https://relay.example")
    next((tmp_path / "keys" / "relays").iterdir()).unlink()
    broken = trip(world, Trip.Way.SEND)
    assert broken.state == "broken"
    assert "register the relay again" in queries.told_of(broken, "en")[0]


def test_a_desk_that_cannot_read_its_own_keys_says_so_and_keeps_what_came(world: World, tmp_path: Path) -> None:
    note(world)
    with serving(mediators(world, tmp_path / "relay")) as url:
        register(world, url)
        put(world, url, spoken(world))
        [boxes] = (tmp_path / "keys" / "boxes").iterdir()
        boxes.write_bytes(b"damaged")
        broken = trip(world, Trip.Way.FETCH)
    assert broken.state == "broken"
    assert len(queries.told_of(broken, "en")) == 1
    assert len(list(ends.inbox(world.channel).glob("*.sealed"))) == 1


@pytest.mark.parametrize("role", ["approver", "auditor", "mediator"])
def test_only_who_may_carry_goes_to_the_relay(world: World, signed_in: SignedIn, role: str) -> None:
    assert signed_in(role).get(reverse("channel:relay", args=[world.channel.public_id])).status_code == 403
