"""Two headquarters and a mediator, each with its own keys, transcript and folders, talk by files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from homeward.channel.carriers import folder
from homeward.channel.carriers.blob import MAX_BLOB, SUFFIX, Blob
from homeward.channel.errors import BadCard, ChannelError
from homeward.channel.export import export
from homeward.channel.message import Message
from homeward.channel.party import Party
from homeward.channel.verifier import verify_transcript
from tests.homeward.channel.parties import AT, EXP, IVAN, PETR, bind, note, offer, party


@dataclass
class Post:
    """The folders of all three; whatever is sent is put into each folder, as on a shared stick."""

    ends: tuple[Party, ...]
    stick: Path

    def carry(self, end: Party, spoken: Message) -> None:
        end.send(spoken, self.stick, AT)
        for other in self.ends:
            assert not other.collect(self.stick, AT).refused


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return Post((party("VRH"), party("ZLS"), party("MDL")), tmp_path / "stick")


def test_from_the_first_list_to_a_sealed_deal_that_a_mediator_verifies(post: Post) -> None:
    ours, theirs, _between = post.ends
    wanted = {"list": "l1", "category": "wounded", "as_of": "2026-11-24", "salt": "s", "people": [IVAN]}
    post.carry(ours, ours.say(ours.act("list", wanted, EXP), AT))
    first = offer(ours)
    post.carry(ours, first)
    other = {"deal": "d1", "on": first.id, "terms": {"parity": "ratio"}, "give": [IVAN], "receive": [PETR]}
    answer = bind(theirs, "counter", other)
    post.carry(theirs, answer)
    agreed = bind(ours, "accept", {"deal": "d1", "on": answer.id})
    post.carry(ours, agreed)
    post.carry(theirs, bind(theirs, "confirm", {"deal": "d1", "on": agreed.id}))
    assert {end.transcript.deals()[0]["d1"].state for end in post.ends} == {"sealed"}
    [verified] = {verify_transcript(export(end.transcript)) for end in post.ends}
    assert verified.messages == 5


def test_a_file_that_is_there_twice_or_damaged_or_too_large_harms_nothing(post: Post) -> None:
    ours, theirs, _ = post.ends
    blob = ours.seal(note(ours), AT)
    path = folder.put(post.stick, blob)
    assert folder.put(post.stick, blob) == path
    (post.stick / "copy.sealed").write_bytes(blob)
    folder.put(post.stick, blob[:-5])
    (post.stick / "huge.sealed").write_bytes(bytes(MAX_BLOB + 1))
    (post.stick / "letter.txt").write_text("not ours")
    result = theirs.collect(post.stick, AT)
    assert sorted(one.added for one in result.arrived) == ["held", "known"]
    assert sorted(refusal.saying.key for refusal in result.refused) == ["blob_too_large", "cannot_open"]
    assert len(theirs.transcript.held) == 1


def test_a_relay_that_drops_and_reorders_only_delays(post: Post) -> None:
    ours, theirs, _ = post.ends
    blobs = [ours.seal(note(ours, f"note {number}"), AT) for number in range(6)]
    for blob in [*blobs[3:], *blobs[1::2]]:
        theirs.receive(Blob("x", blob), AT)
    assert not theirs.transcript.held
    for blob in blobs:
        theirs.receive(Blob("x", blob), AT)
    assert theirs.transcript.held == ours.transcript.held


def test_who_is_not_named_cannot_read(post: Post) -> None:
    ours, theirs, between = post.ends
    private = ours.say(ours.act("note", {"note": "For you alone."}, EXP, to=("ZLS",)), AT)
    blob = ours.seal(private, AT)
    assert theirs.open(blob) == private
    for other in (between, ours):
        with pytest.raises(ChannelError, match="cannot be opened"):
            other.open(blob)


def test_a_missing_folder_is_said(post: Post) -> None:
    with pytest.raises(ChannelError, match="no such folder"):
        post.ends[0].collect(Path("/nowhere"), AT)


def test_a_folder_that_cannot_be_written_is_said(post: Post) -> None:
    post.stick.mkdir()
    blob = post.ends[0].seal(note(post.ends[0]), AT)
    folder.put(post.stick, blob).unlink()
    taken = folder.put(post.stick, blob).with_suffix(".partial")
    taken.with_suffix(SUFFIX).unlink()
    taken.mkdir()
    with pytest.raises(ChannelError, match="cannot be written"):
        folder.put(post.stick, blob)


def test_there_are_as_many_seats_as_principals(post: Post) -> None:
    ours = post.ends[0]
    with pytest.raises(BadCard, match="no principal's seat 3"):
        ours.approve(ours.act("note", {"note": "x"}, EXP), 3, AT)
