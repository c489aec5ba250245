"""What messages of the other side say about people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from homeward.canonical import Value
from homeward.channel.pairing import Channel
from homeward.channel.party import Keyring, Party
from homeward.planner.heard import Said, heard
from homeward.planner.odds import Recorded, learn
from homeward.planner.pool import Candidate, Direction

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
OURS, THEIRS = (Keyring.from_seed(name.encode().ljust(32), name, AT, 2) for name in ("VRH", "ZLS"))


class Talk:
    """Two headquarters that hear each other at once."""

    def __init__(self) -> None:
        channel = Channel((OURS.card, THEIRS.card), 1)
        self.us, self.them = Party(OURS, channel), Party(THEIRS, channel)

    def say(self, by: Party, kind: str, **data: Value) -> str:
        act = by.act(kind, data, AT + timedelta(days=7))
        spoken = by.say(act, AT, [by.approve(act, seat, AT) for seat in (1, 2)])
        for other in (self.us, self.them):
            if other is not by:
                other.transcript.add(spoken, AT)
        return spoken.id

    def offer(self, *receive: str) -> str:
        return self.say(self.us, "offer", deal="d", terms={}, give=people("x"), receive=people(*receive))

    def heard(self) -> dict[str, Said]:
        transcript = self.us.transcript
        return {one.person: one for one in heard(transcript.effective, transcript.roster, "VRH")}


def people(*ids: str) -> list[Value]:
    return [{"id": id, "name": id, "born": ""} for id in ids]


def test_an_accepted_offer_agrees_to_everybody_asked_for() -> None:
    talk = Talk()
    talk.say(talk.them, "accept", deal="d", on=talk.offer("a", "b"))
    assert talk.heard() == {id: Said(id, True, deal="d") for id in ("a", "b")}


def test_a_declined_package_is_one_refusal_shared_among_its_people() -> None:
    talk = Talk()
    talk.say(talk.them, "decline", deal="d", on=talk.offer("a", "b"), reason="Not now.")
    assert talk.heard() == {id: Said(id, False, "no_reason", 0.5, "d") for id in ("a", "b")}


def test_a_counter_refuses_whom_it_leaves_out_and_agrees_to_whom_it_offers() -> None:
    talk = Talk()
    on = talk.offer("a", "b")
    talk.say(talk.them, "counter", deal="d", on=on, terms={}, give=people("b", "c"), receive=people("x"))
    said = talk.heard()
    assert (said["a"].agreed, said["a"].cause) == (False, "other_demand")
    assert (said["b"].agreed, said["c"].agreed) == (True, True)


def test_the_last_word_about_a_person_counts() -> None:
    talk = Talk()
    on = talk.offer("a")
    on = talk.say(talk.them, "counter", deal="d", on=on, terms={}, give=people("c"), receive=people("x"))
    on = talk.say(talk.us, "counter", deal="d", on=on, terms={}, give=people("x"), receive=people("a"))
    talk.say(talk.them, "accept", deal="d", on=on)
    assert talk.heard()["a"] == Said("a", True, deal="d")


def test_an_answer_about_one_person_says_whether_he_is_held() -> None:
    talk = Talk()
    for id, answer in {"a": "held", "b": "not_held", "c": "refuses_return", "d": "under_inquiry"}.items():
        claim = talk.say(talk.us, "custody_claim", person=people(id)[0], basis="witness")
        talk.say(talk.them, "custody_reply", of=claim, answer=answer)
    said = talk.heard()
    assert {id: (one.agreed, one.cause) for id, one in said.items()} == {
        "a": (True, ""),
        "b": (False, "not_held"),
        "c": (False, "person_unwilling"),
    }


def test_our_own_words_about_their_people_are_no_answer() -> None:
    talk = Talk()
    claim = talk.say(talk.them, "custody_claim", person=people("x")[0], basis="list")
    talk.say(talk.us, "custody_reply", of=claim, answer="held")
    assert talk.heard() == {}


def test_a_list_compared_tells_whom_they_know() -> None:
    talk = Talk()
    whole: dict[str, Value] = {"list": "l", "category": "all", "as_of": "2026-11-24", "people": people("a", "b", "c")}
    sent = talk.say(talk.us, "list", salt="s", **whole)
    verdicts = (
        "not_of_category",
        "undecided",
        "already_home",
        "civilian",
        "duplicate",
        "name_differs",
        "birth_differs",
    )
    lines: dict[str, Value] = {one: [] for one in verdicts}
    talk.say(talk.them, "conformance", of=sent, agrees=["a"], unknown=["b"], **lines)
    assert {id: one.agreed for id, one in talk.heard().items()} == {"a": True, "b": False}


def test_who_is_said_not_to_be_held_is_less_likely_himself_and_nobody_like_him() -> None:
    denied, other = (Candidate(id, Direction.RECEIVE) for id in ("a", "b"))
    agreed = [Recorded("I other", "", True)] * 9
    learnt = learn([*agreed, Recorded("I other", "", False, "not_held", "a", named=True)])
    assert learnt.acceptance(other) == learn(agreed).acceptance(other)
    assert learnt.acceptance(denied) == round(learnt.acceptance(other) * 2 / 3)  # 1 of 3 instead of 1 of 2


def test_a_shared_refusal_weighs_as_much_as_one_in_all() -> None:
    yes = [Recorded("I other", "", True)] * 4
    shared = learn([*yes, *[Recorded("I other", "", False, "no_reason", share=0.25)] * 4])
    whole = learn([*yes, Recorded("I other", "", False, "no_reason")])
    assert shared.kinds == whole.kinds
