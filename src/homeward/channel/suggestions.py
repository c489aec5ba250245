"""A mediator's blind suggestions as messages: packages put to both, an answer of each that only the mediator reads, and
the one package that both accept.

A pure machine like the dispute. Whoever was not told an answer sees that there is one and nothing of what it says; how
the mediator finds what both accept is `homeward.planner.blind`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from homeward.canonical import Value
from homeward.channel.message import Message
from homeward.channel.roster import Roster
from homeward.words import Saying, saying


@dataclass(frozen=True, slots=True)
class Round:
    """The packages that the mediator `by` suggests under the key `key`: `packages` by their numbers from 1, `total` in
    all. Answers are due by `due` (UTC). `answered` holds the message of each party that answered, `accepts` what it
    accepts (ids of packages) as far as it is shown here, `result` the message that told the end and `agreed` the
    package it names, empty if there is none."""

    key: str
    by: str
    total: int
    due: datetime
    packages: Mapping[int, Message] = field(default_factory=dict)
    answered: Mapping[str, str] = field(default_factory=dict)
    accepts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    result: str = ""
    agreed: str = ""

    @property
    def complete(self) -> bool:
        """Whether every package has arrived: nobody can answer before."""
        return len(self.packages) == self.total

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the packages in the mediator's order."""
        return tuple(self.packages[number].id for number in sorted(self.packages))


@dataclass(frozen=True, slots=True)
class Step:
    """What a message did to its round: the round after it, and the sentence that says so or says why not."""

    round: Round
    saying: Saying


def rounds(messages: Iterable[Message], roster: Roster) -> tuple[dict[str, Round], dict[str, Saying]]:
    """The rounds among `messages` (causes before effects) by their keys, and what every message of one did, by its own
    id. Of an answer that is not shown here nobody can say which round it is of: it is passed over."""
    found: dict[str, Round] = {}
    said: dict[str, Saying] = {}
    for message in messages:
        if message.act.kind not in _MOVES or not message.act.whole:
            continue
        key, party = str(message.act.data["round"]), roster.party(message.by)
        if message.act.kind == "suggestion":
            found.setdefault(key, Round(key, party, _number(message, "total"), message.act.exp))
        if key not in found:
            said[message.id] = saying("channel", "suggestion_unknown")
            continue
        step = _MOVES[message.act.kind](found[key], message, party, roster.channel.principals)
        found[key], said[message.id] = step.round, step.saying
    return found, said


def told_in_secret(messages: Iterable[Message]) -> tuple[str, ...]:
    """The ids of the answers among `messages`: a mediator's export shows no more than their heads."""
    return tuple(message.id for message in messages if message.act.kind == "suggestion_answer")


def _suggest(round_: Round, message: Message, party: str, principals: tuple[str, str]) -> Step:
    number = _number(message, "number")
    fits = 1 <= number <= round_.total == _number(message, "total") and message.act.exp == round_.due
    if party != round_.by or not fits or number in round_.packages or round_.complete:
        return _refused(round_, "suggestion_taken")
    made = replace(round_, packages={**round_.packages, number: message})
    return Step(made, saying("channel", "suggestion_made", party=party))


def _answer(round_: Round, message: Message, party: str, principals: tuple[str, str]) -> Step:
    accepts = _ids(message.act.data["accepts"])
    if not round_.complete:
        return _refused(round_, "suggestion_unknown")
    if party not in principals or party in round_.answered or round_.result:
        return _refused(round_, "suggestion_answered_already")
    if message.at > round_.due:
        return _refused(round_, "suggestion_too_late")
    if not accepts <= set(round_.ids):
        return _refused(round_, "suggestion_names_another")
    answered = {**round_.answered, party: message.id}
    after = replace(round_, answered=answered, accepts={**round_.accepts, party: accepts})
    return Step(after, saying("channel", "suggestion_answered", party=party))


def _result(round_: Round, message: Message, party: str, principals: tuple[str, str]) -> Step:
    agreed = str(message.act.data.get("agreed", ""))
    if party != round_.by or round_.result or not round_.complete:
        return _refused(round_, "suggestion_not_to_tell")
    if agreed and (agreed not in round_.ids or any(agreed not in one for one in round_.accepts.values())):
        return _refused(round_, "suggestion_not_accepted")
    told = "suggestion_agreed" if agreed else "suggestion_none_agreed"
    return Step(replace(round_, result=message.id, agreed=agreed), saying("channel", told))


_MOVES: Mapping[str, Callable[[Round, Message, str, tuple[str, str]], Step]] = {
    "suggestion": _suggest,
    "suggestion_answer": _answer,
    "suggestion_result": _result,
}


def _ids(value: Value) -> frozenset[str]:
    return frozenset(str(one) for one in value) if isinstance(value, list | tuple) else frozenset()


def _number(message: Message, name: str) -> int:
    value = message.act.data[name]
    return value if isinstance(value, int) else 0


def _refused(round_: Round, key: str) -> Step:
    return Step(round_, saying("channel", key))
