"""I12: what a relay sees of a message are sizes, times and the ids of mailboxes, and nothing of what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import httpx
import pytest

from homeward.channel.carriers import cell
from homeward.channel.carriers.post import Mailbox
from homeward.channel.party import Party
from tests.homeward.channel.parties import AT, bind, channel, note, offer, party
from tests.homeward.channel.relay.relays import ACCESS, relay

WORDS = ('"by":"vrh"', '"to":["MDL","ZLS"]', "words", "Орлов", "Коваль", "1990-05-12", "offer", "revoke")


class Wire:
    """The relay, and every byte that comes to it."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.inner, self.seen = httpx.WSGITransport(application), b""
        self.sizes: set[int] = set()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = request.read()
        self.sizes.add(len(body))
        self.seen += str(request.url).encode() + repr(request.headers.raw).encode() + body
        return self.inner.handle_request(request)

    def close(self) -> None:
        self.inner.close()


@pytest.mark.parametrize(
    "say",
    [lambda end: note(end), lambda end: offer(end), lambda end: bind(end, "revoke", {"name": "vrh", "reason": "lost"})],
)
def test_a_relay_sees_sizes_times_and_mailboxes_only(tmp_path: Path, say: Callable[[Party], Any]) -> None:
    ours = party("VRH")
    spoken = say(ours)
    wire = Wire(relay(tmp_path))
    Mailbox("https://relay.example", ACCESS.id, ACCESS.write, wire).put(ours.seal(spoken, AT), channel(), AT)  # type: ignore[arg-type]
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    known = [*(word.encode() for word in WORDS), spoken.id.encode(), channel().id.encode(), bytes.fromhex(channel().id)]
    known += [card.root.fingerprint.encode() for card in channel().cards]
    assert [word for word in known if word in stored or word in wire.seen] == []
    assert wire.sizes <= {*cell.SIZES}
