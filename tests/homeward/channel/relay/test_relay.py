"""The relay as its writer and its reader meet it, honest and otherwise."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from homeward.canonical import encode
from homeward.channel.carriers import cell
from homeward.channel.carriers.errors import CarrierError
from homeward.channel.carriers.post import Mailbox
from homeward.channel.message import Message
from homeward.channel.party import Party
from tests.homeward.channel.parties import AT, EXP, channel, note, party
from tests.homeward.channel.relay.relays import ACCESS, Clock, reader, relay, writer


def test_a_message_goes_by_the_relay_and_is_postmarked(tmp_path: Path) -> None:
    ours, theirs, server = party("VRH"), party("ZLS"), relay(tmp_path)
    blob = ours.seal(note(ours), AT)
    carried = writer(server).put(blob, channel(), AT)
    assert carried.postmark
    assert (carried.postmark.by, carried.postmark.at, carried.warning) == ("mdl", AT, None)
    [letter] = reader(server).take(0)
    assert theirs.take_in([letter.blob], AT).new[0].message.act.data == {"note": "words"}


def test_a_message_sent_by_two_carriers_arrives_once(tmp_path: Path) -> None:
    ours, theirs, server = party("VRH"), party("ZLS"), relay(tmp_path / "relay")
    spoken = note(ours)
    ours.send(spoken, tmp_path / "stick", AT)
    for _ in range(2):
        writer(server).put(ours.seal(spoken, AT), channel(), AT)
    assert len(theirs.collect(tmp_path / "stick", AT).new) == 1
    assert theirs.take_in([letter.blob for letter in reader(server).take(0)], AT).new == ()


def test_a_broken_line_goes_on_where_it_broke(tmp_path: Path) -> None:
    server = relay(tmp_path)
    for number in range(250):
        writer(server).put(b"blob %d" % number, channel(), AT)
    first = reader(server).take(0)
    kept = [next(first) for _ in range(137)]
    rest = [*reader(server).take(kept[-1].number)]
    assert [letter.blob.data for letter in (*kept, *rest)] == [b"blob %d" % number for number in range(250)]
    assert (kept[0].number, kept[0].last) == (1, 250)


@pytest.mark.parametrize("box", [lambda app: writer(app, ACCESS.read), lambda app: writer(app, "")])
def test_who_may_not_write_writes_nothing(tmp_path: Path, box: Any) -> None:
    server = relay(tmp_path)
    with pytest.raises(CarrierError, match="no such mailbox for this token"):
        box(server).put(b"blob", channel(), AT)
    assert [*reader(server).take(0)] == []


def test_who_may_write_cannot_read_and_a_wrong_mailbox_looks_like_a_wrong_token(tmp_path: Path) -> None:
    server = relay(tmp_path)
    stranger = Mailbox("https://relay.example", "f" * 32, ACCESS.read, httpx.WSGITransport(server))
    for box in (reader(server, ACCESS.write), stranger):
        with pytest.raises(CarrierError, match="no such mailbox for this token"):
            next(box.take(0))


def test_secrets_lie_nowhere_on_the_relay(tmp_path: Path) -> None:
    writer(relay(tmp_path)).put(b"blob", channel(), AT)
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert ACCESS.write.encode() not in everything
    assert ACCESS.read.encode() not in everything


@pytest.mark.parametrize("size", [0, 1, cell.SIZES[0] - 1, cell.SIZES[0] + 1, 10**9])
def test_only_the_fixed_sizes_are_taken(tmp_path: Path, size: int) -> None:
    http = httpx.Client(transport=httpx.WSGITransport(relay(tmp_path)), base_url="https://relay.example")
    headers = {"Authorization": f"Bearer {ACCESS.write}", "Content-Length": str(size)}
    answer = http.post(f"/v1/{ACCESS.id}", headers=headers, content=b"")
    assert (answer.status_code, answer.json()) == (413, {"error": "cell_wrong"})


@pytest.mark.parametrize("path", ["/", "/v1/x", f"/v1/{ACCESS.id}/../x", f"/v1/{ACCESS.id}/1/2", "/v1/" + "0" * 33])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_any_other_address_is_refused(tmp_path: Path, method: str, path: str) -> None:
    http = httpx.Client(transport=httpx.WSGITransport(relay(tmp_path)), base_url="https://relay.example")
    assert http.request(method, path).status_code in (400, 401)


def test_a_full_mailbox_is_said_in_a_sentence(tmp_path: Path) -> None:
    box = writer(relay(tmp_path, quota=cell.SIZES[0]))
    box.put(b"one", channel(), AT)
    with pytest.raises(CarrierError, match="full until its reader takes something; nothing was lost"):
        box.put(b"two", channel(), AT)


def test_a_relay_that_lies_about_time_is_not_believed_but_keeps_the_message(tmp_path: Path) -> None:
    clock = Clock()
    clock.at = AT + timedelta(days=1)
    server = relay(tmp_path, clock)
    carried = writer(server).put(b"blob", channel(), AT)
    assert carried.postmark is None
    assert carried.warning
    assert "its clock is wrong: it says 2026-11-25T09:00:00Z" in carried.warning.in_language("en")
    assert [letter.blob.data for letter in reader(server).take(0)] == [b"blob"]


class Dropping:
    """A relay that says it keeps every message and hides every second one from the reader."""

    def __init__(self, honest: Any) -> None:
        self._honest = honest

    def __call__(self, environ: Any, start_response: Any) -> Any:
        body = b"".join(self._honest(environ, start_response))
        if environ["REQUEST_METHOD"] == "GET" and b'"entries"' in body:
            value = httpx.Response(200, content=body).json()
            value["entries"] = [one for one in value["entries"] if one["number"] % 2]
            return [encode(value)]
        return [body]


def send(end: Party, server: Any, messages: tuple[Message, ...]) -> None:
    for spoken in messages:
        writer(server).put(end.seal(spoken, AT), channel(), AT)


def test_a_relay_that_drops_every_second_message_is_noticed_and_overcome(tmp_path: Path) -> None:
    ours, theirs, server = party("VRH"), party("ZLS"), Dropping(relay(tmp_path))
    said = tuple(note(ours, str(number)) for number in range(8))
    send(ours, server, said)
    letters = [*reader(server).take(0)]
    theirs.take_in([letter.blob for letter in letters], AT)
    assert [letter.warning.values for letter in letters if letter.warning] == [(("count", 1),)] * 3
    assert len(theirs.transcript.held) == 1
    ours.transcript.add(theirs.say(theirs.act("heartbeat", {}, EXP), AT), AT)  # it tells what they have seen
    send(ours, server, ours.unseen("ZLS"))
    theirs.take_in([letter.blob for letter in reader(server).take(letters[-1].number)], AT)
    assert [message.id for message in theirs.transcript.held if message.by == "vrh"] == [one.id for one in said]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"entries":[{"number":0,"sha256":""}],"last":1}', b'{"entries":7,"last":1}', bytes(2**21)]
)
def test_an_answer_that_is_none_is_refused(body: bytes) -> None:
    answering = httpx.MockTransport(lambda _: httpx.Response(200, content=body))
    with pytest.raises(CarrierError, match="an answer that is none"):
        next(Mailbox("https://relay.example", ACCESS.id, "t", answering).take(0))


def test_a_relay_out_of_reach_is_said() -> None:
    unreachable = pytest.raises(CarrierError, match="cannot be reached; nothing was lost")
    with Mailbox("http://127.0.0.1:9", ACCESS.id, "t") as box, unreachable:
        box.put(b"blob", channel(), AT)
