"""A mediator who keeps time on a real channel: its postmarks seal a deal, its word lets it lapse."""

from __future__ import annotations

from datetime import timedelta

from homeward.channel.export import export
from homeward.channel.imported import imported
from homeward.channel.message import Message
from homeward.channel.party import Party
from homeward.channel.postmark import stamp
from homeward.channel.timekeeping import lapses
from tests.homeward.channel.parties import AT, EXP, IVAN, PETR, bind, keyring, note, party, pass_on

LATE = EXP + timedelta(seconds=1)


class Table:
    """Two sides and the mediator whom the terms of the deal name."""

    def __init__(self) -> None:
        self.ends = self.ours, self.theirs, self.between = party("VRH"), party("ZLS"), party("MDL")
        data = {"deal": "d1", "terms": {"timekeeper": "MDL"}, "give": [PETR], "receive": [IVAN]}
        self.offer = self.pass_on(bind(self.ours, "offer", data))  # type: ignore[arg-type]
        self.accept = self.pass_on(bind(self.theirs, "accept", {"deal": "d1", "on": self.offer.id}))
        self.confirm = self.pass_on(bind(self.ours, "confirm", {"deal": "d1", "on": self.accept.id}))

    def pass_on(self, spoken: Message) -> Message:
        pass_on(spoken, *self.ends)
        return spoken

    def mark(self, spoken: Message, *ends: Party, at: object = AT) -> None:
        mark = stamp(keyring("MDL").speaker, spoken.id, at)  # type: ignore[arg-type]
        for end in ends or self.ends:
            end.transcript.stamp(mark)

    def states(self) -> list[str]:
        return [end.transcript.deals()[0]["d1"].state.value for end in self.ends]


def test_a_deal_is_sealed_at_each_end_once_the_postmarks_are_there() -> None:
    table = Table()
    assert table.states() == ["confirmed"] * 3
    table.mark(table.accept)
    table.mark(table.confirm, table.ours, at=EXP)
    assert table.states() == ["sealed", "confirmed", "confirmed"]
    table.mark(table.confirm, table.theirs, table.between, at=EXP)
    assert table.states() == ["sealed"] * 3
    assert lapses(table.between.transcript, LATE) == ()


def test_what_was_not_postmarked_in_time_lapses_at_every_end_by_the_word_of_the_mediator() -> None:
    table = Table()
    table.mark(table.accept)
    [lapse] = lapses(table.between.transcript, LATE)
    assert (lapse.deal, lapse.on, lapse.due) == ("d1", table.accept.id, EXP)
    act = table.between.act("lapse", {"deal": lapse.deal, "on": lapse.on}, LATE + timedelta(days=1))
    word = table.between.say(act, LATE)
    for end in (table.ours, table.theirs):
        end.transcript.add(word, LATE)
    assert table.states() == ["lapsed"] * 3


def test_the_mediator_says_nothing_while_a_postmarked_answer_waits_for_an_earlier_message() -> None:
    table = Table()
    note(table.theirs, "lost on the way")
    waiting = note(table.theirs, "perhaps the answer")
    table.between.transcript.add(waiting, AT)
    table.mark(waiting, table.between)
    assert lapses(table.between.transcript, LATE) == ()


def test_a_postmark_after_the_time_lets_the_offer_lapse_though_its_author_dated_it_before() -> None:
    table = Table()
    table.mark(table.accept, at=LATE)
    assert table.states() == ["lapsed"] * 3


def test_who_keeps_time_must_mediate_on_the_channel() -> None:
    ours = party("VRH")
    data = {"deal": "d1", "terms": {"timekeeper": "XYZ"}, "give": [PETR], "receive": [IVAN]}
    bind(ours, "offer", data)  # type: ignore[arg-type]
    deals, [answer] = ours.transcript.deals()
    assert deals == {}
    assert "keeper of time" in answer.saying.in_language("en")


def test_the_verdict_depends_on_the_exported_bytes_alone() -> None:
    table = Table()
    table.mark(table.accept)
    table.mark(table.confirm)
    assert imported(export(table.theirs.transcript)).deals()[0] == table.ours.transcript.deals()[0]
