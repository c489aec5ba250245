"""Our lists and theirs: fixed, shown, as fixed or not, and what was answered to ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.channel import reading
from desk.channel.models import Channel, Message, OwnList
from homeward.channel.conformance import Verdict
from homeward.channel.lists import Fixed, fixed
from homeward.channel.transcript import Transcript
from homeward.words import say

_ANSWERED = [verdict for verdict in Verdict if verdict is not Verdict.INCOMPLETE]


@dataclass(frozen=True, slots=True)
class Told:
    """A list of either side: what is known of it, whether it is as it was fixed (in words, with a tone), ours as a row
    (None: theirs) and the message that shows it, if it has come."""

    list: Fixed
    words: str
    tone: str
    own: OwnList | None
    shown: Message | None


@dataclass(frozen=True, slots=True)
class Own:
    """A line of our list: its number there, the name, the person of our register, and what they answered to it."""

    id: str
    name: str
    born: str
    person: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A list that the other side asked for: of which category and day, in what words, and when."""

    category: str
    as_of: str
    note: str
    at: datetime


def lists(channel: Channel, language: str) -> list[Told]:
    """Every list of both sides on `channel`, the newest first."""
    own = {row.public_id: row for row in channel.lists.select_related("fixed_by", "shown_by")}
    messages = {row.body_hash: row for row in channel.messages.filter(kind="list")}
    return [_told(one, channel, own, messages, language) for one in reversed(_fixed(reading.transcript(channel)))]


def asked_for(channel: Channel) -> list[Asked]:
    """What lists the other side asked for and has not got the hash of yet, the newest first."""
    said = reading.transcript(channel)
    given = {(one.category, one.as_of) for one in _fixed(said) if one.party == channel.party}
    asked = [
        Asked(str(one.act.data["category"]), str(one.act.data["as_of"]), str(one.act.data.get("note", "")), one.at)
        for one in reversed(said.effective)
        if one.act.kind == "list_request" and one.act.whole and said.roster.party(one.by) == channel.peer
    ]
    return [one for one in asked if (one.category, one.as_of) not in given]


def their_commit(row: OwnList) -> Fixed | None:
    """The first list of theirs, fixed by now, of the same category and day as ours."""
    found = _fixed(reading.transcript(row.channel))
    own = next((one for one in found if one.key == row.public_id and one.party == row.channel.party), None)
    theirs = (one for one in found if own and one.committed and one.of_the_same(own) and one.party == row.channel.peer)
    return next(theirs, None)


def lines_of(row: OwnList, language: str) -> list[Own]:
    """The lines of our list, with what the other side answered to each, once it was shown."""
    said = _answers(reading.transcript(row.channel), row)
    return [
        Own(
            line["id"],
            line["name"],
            line["born"],
            person,
            tuple(_words(one, language) for one in said.get(line["id"], ())),
        )
        for line, person in zip(row.lines, row.people, strict=True)
    ]


def given_to(numbers: Sequence[str]) -> list[tuple[OwnList, int]]:
    """The lists of ours on which these numbers of lines stand, and how many of them: to whom a list that leaked was
    given. The most first."""
    wanted = set(numbers)
    rows = OwnList.objects.select_related("channel")
    counts = Counter({row: sum(line["id"] in wanted for line in row.lines) for row in rows})
    return [(row, count) for row, count in counts.most_common() if count]


def _fixed(said: Transcript) -> tuple[Fixed, ...]:
    return fixed(said.effective, said.roster)


def _told(one: Fixed, channel: Channel, own: dict[str, OwnList], messages: dict[str, Message], language: str) -> Told:
    tones = {"list_as_fixed": "good", "list_changed": "bad", "list_not_fixed": "warn"}
    words = one.saying.in_language(language) if one.saying else say("channel", "list_fixed_only", language)
    tone = tones[one.saying.key] if one.saying else "wait"
    ours = own.get(one.key) if one.party == channel.party else None
    return Told(one, words, tone, ours, messages.get(one.shown))


def _answers(said: Transcript, row: OwnList) -> dict[str, list[Verdict]]:
    """What the other side answered to each line of our list, the newest answer only."""
    found: dict[str, list[Verdict]] = {}
    for message in said.effective:
        about = message.act.kind == "conformance" and row.shown and message.act.data.get("of") == row.shown.body_hash
        if about and said.roster.party(message.by) == row.channel.peer and message.act.whole:
            found = {}
            for verdict in _ANSWERED:
                ids = message.act.data.get(verdict.value)
                for id in ids if isinstance(ids, list) else ():
                    found.setdefault(str(id), []).append(verdict)
    return found


def _words(verdict: Verdict, language: str) -> str:
    return say("channel", f"field_{verdict.value}", language)
