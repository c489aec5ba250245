"""What the other side's messages say about people whom we asked for: agreed, refused with a cause, not held.

- an offer or a counter of its own agrees to those whom it releases
- a counter refuses those whom we had asked for and it leaves out: it asks for something else
- an acceptance agrees to those whom our standing offer asks for
- a refusal of the offer is one refusal, shared among them: nobody knows because of whom
- an answer to a claim or a question, or to a list compared, says of that person alone: held, or not held

Of one deal the last word about a person counts. Words written in free text are not read: a person records what they
mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from homeward.canonical import Value
from homeward.channel.message import Message
from homeward.channel.roster import Roster

_ASKED = {"custody_claim": "custody_reply", "holder_question": "holder_reply", "life_request": "life_reply"}
_DENIED = frozenset({"not_held", "not_known"})


@dataclass(frozen=True, slots=True)
class Said:
    """What was said about a person: `cause` of a refusal, the `share` of it that falls to him, the `deal` it was said
    in, empty if he was spoken of by himself."""

    person: str
    agreed: bool
    cause: str = ""
    share: float = 1.0
    deal: str = ""


@dataclass(slots=True)
class _Talk:
    """What is heard so far: by deal and person, whom each standing offer asks the other side for, and who is meant by
    each message that asks about people."""

    said: dict[tuple[str, str], Said] = field(default_factory=dict)
    asked: dict[str, tuple[str, ...]] = field(default_factory=dict)
    meant: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def tell(self, deal: str, people: Iterable[str], *, cause: str = "", share: float = 1.0) -> None:
        for person in people:
            self.said[deal, person] = Said(person, not cause, cause, share, deal)


def heard(messages: Iterable[Message], roster: Roster, party: str) -> tuple[Said, ...]:
    """What the other principal said to `party` about people, from `messages` (causes before effects)."""
    talk = _Talk()
    for message in messages:
        if message.act.whole:
            by_us = roster.party(message.by) == party
            (_ours if by_us else _theirs)(talk, message)
    return tuple(talk.said.values())


def _ours(talk: _Talk, message: Message) -> None:
    data = message.act.data
    match message.act.kind:
        case "offer" | "counter":
            talk.asked[str(data["deal"])] = _ids(data["receive"])
        case "list":
            talk.meant[message.id] = _ids(data["people"])
        case kind if kind in _ASKED:
            talk.meant[message.id] = _ids([data["person"]])


def _theirs(talk: _Talk, message: Message) -> None:
    data, deal = message.act.data, str(message.act.data.get("deal", ""))
    match message.act.kind:
        case "offer" | "counter":
            offered = _ids(data["give"])
            talk.tell(deal, [one for one in talk.asked.get(deal, ()) if one not in offered], cause="other_demand")
            talk.tell(deal, offered)
            talk.asked[deal] = offered
        case "accept":
            talk.tell(deal, talk.asked.get(deal, ()))
        case "decline":
            people = talk.asked.get(deal, ())
            talk.tell(deal, people, cause="no_reason", share=1 / max(len(people), 1))
        case "conformance":
            _compared(talk, data, talk.meant.get(str(data["of"]), ()))
        case kind if kind in _ASKED.values():
            _answered(talk, str(data.get("answer", "held")), talk.meant.get(str(data["of"]), ()))


def _compared(talk: _Talk, data: Mapping[str, Value], people: tuple[str, ...]) -> None:
    known, unknown = _words(data["agrees"]), _words(data["unknown"])
    talk.tell("", [one for one in people if one in known])
    talk.tell("", [one for one in people if one in unknown], cause="not_held")


def _answered(talk: _Talk, answer: str, people: tuple[str, ...]) -> None:
    if answer == "refuses_return":
        talk.tell("", people, cause="person_unwilling")
    elif answer in _DENIED or answer == "held":
        talk.tell("", people, cause="not_held" if answer in _DENIED else "")


def _ids(rows: Value) -> tuple[str, ...]:
    found = rows if isinstance(rows, list | tuple) else ()
    return tuple(str(row["id"]) for row in found if isinstance(row, Mapping))


def _words(value: Value) -> frozenset[str]:
    return frozenset(map(str, value)) if isinstance(value, list | tuple) else frozenset()
