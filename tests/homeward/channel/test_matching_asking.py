"""A round of tier 2 in folders: two parties and a mediator, each of which may be killed after any page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from homeward.channel.matching import carriage, mediated
from homeward.channel.matching.asking import Asking
from homeward.channel.matching.entries import Entrant
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.keeping import Kept
from homeward.channel.matching.mediated import Evaluated, Grant
from homeward.channel.matching.serving import Serving
from homeward.channel.matching.side import Side
from homeward.channel.matching.steps_mediated import Standing, Step, standing
from homeward.channel.matching.talk import Signed
from homeward.channel.matching.terms import Commit
from homeward.keys import Identity
from tests.homeward.channel.rounds import MEDIATED, SECRETS, crowd
from tests.homeward.channel.sides import shown, untold
from tests.homeward.channel.test_matching_side import Killed, killed

TODAY = date(2026, 11, 24)
SEED = b"m" * 32


@dataclass
class Table:
    """Both parties and the mediator, and what they signed."""

    folder: Path
    asked: dict[tuple[str, str], Commit] = field(default_factory=dict)
    commits: dict[str, Commit] = field(default_factory=dict)
    grants: dict[tuple[str, str], Grant] = field(default_factory=dict)

    @property
    def signed(self) -> Signed:
        return Signed(self.commits, self.asked, {}, {}, {"MDL": self.serving("VRH").public}, self.grants)

    def asking(self, party: str) -> Asking:
        return Asking(Side(Kept(self.folder / party), MEDIATED, party))

    def serving(self, party: str) -> Serving:
        return Serving(Kept(self.folder / f"MDL-{party}"), MEDIATED, "MDL", mediated.mediator_key(SEED, MEDIATED))

    def ask(self, party: str, people: Sequence[Entrant]) -> None:
        self.asking(party).side.enter(people, SECRETS[party])
        self.asked[party, "MDL"] = self.asking(party).ask(untold)

    def serve(self, party: str) -> list[Evaluated]:
        """The mediator takes all queries of a party, answers, and grants."""
        serving, asking = self.serving(party), self.asking(party)
        serving.kept.folder.mkdir(exist_ok=True)
        service = serving.service(self.signed, party)
        service = serving.take(service, shown(asking.asked(service.asked.size)), untold)
        self.grants["MDL", party] = serving.grant(service)
        return list(serving.answers(service, untold))

    def commit(self, party: str, answers: Sequence[Evaluated]) -> None:
        self.asking(party).take(self.signed, answers, untold)
        self.commits[party] = self.asking(party).commit(self.signed)

    def exchange(self, party: str) -> None:
        asking = self.asking(party)
        theirs = self.asking(asking.side.peer).tokens(self.commits[asking.side.peer].size)
        asking.take_tokens(asking.intake(self.signed), shown(theirs), untold)

    def stands(self, party: str = "VRH", today: date = TODAY) -> Standing:
        return standing(self.asking(party), self.signed, today)


def both(folder: Path) -> Table:
    """Both parties have asked the mediator."""
    table = Table(folder)
    table.ask("VRH", crowd("a", range(180)))
    table.ask("ZLS", crowd("b", range(178, 300)))
    return table


def test_two_parties_and_a_mediator_find_whom_both_know_step_by_step(tmp_path: Path) -> None:
    table = Table(tmp_path)
    seen = [table.stands()]
    table.ask("VRH", crowd("a", range(180)))
    table.ask("ZLS", crowd("b", range(178, 300)))
    seen.append(table.stands())
    answers = {party: table.serve(party) for party in ("VRH", "ZLS")}
    table.asking("VRH").take(table.signed, answers["VRH"], untold)
    seen.append(table.stands())
    table.commit("VRH", answers["VRH"])
    seen.append(table.stands())
    table.commit("ZLS", answers["ZLS"])
    seen.append(table.stands())
    for party in ("VRH", "ZLS"):
        table.exchange(party)
    seen.append(table.stands())

    assert [one.step for one in seen] == [step for step in Step if step != Step.LATE]
    assert [(one.done, one.total) for one in seen if one.total] == [(0, 2), (0, 1)]
    for party, found in (("VRH", {"a178", "a179"}), ("ZLS", {"b178", "b179"})):
        assert {match.id for match in table.asking(party).result(table.signed)} == found


def test_whoever_has_not_asked_or_committed_in_time_is_late(tmp_path: Path) -> None:
    table = Table(tmp_path)
    assert table.stands(today=date(2026, 12, 24)).step == Step.LATE
    table = both(tmp_path)
    table.asking("VRH").take(table.signed, table.serve("VRH"), untold)
    assert table.stands(today=date(2026, 12, 24)).step == Step.LATE


def test_tokens_are_shown_only_when_the_mediator_granted_both(tmp_path: Path) -> None:
    table = both(tmp_path)
    for party in ("VRH", "ZLS"):
        table.commit(party, table.serve(party))
    del table.grants["MDL", "ZLS"]
    assert table.stands().step == Step.THEIR_TOKENS_COMMIT
    with pytest.raises(MatchingRefused, match="MDL did not confirm"):
        table.asking("VRH").intake(table.signed)


def test_every_act_goes_on_after_the_page_at_which_it_was_killed(tmp_path: Path) -> None:
    table = both(tmp_path)
    serving, asking = table.serving("VRH"), table.asking("VRH")
    serving.kept.folder.mkdir()
    queries = shown(asking.asked(1080))
    with pytest.raises(Killed):
        serving.take(serving.service(table.signed, "VRH"), queries, killed)
    assert serving.service(table.signed, "VRH").intake.progress == (1, 2)
    answers = table.serve("VRH")
    with pytest.raises(Killed):
        asking.take(table.signed, answers, killed)
    assert table.stands() == Standing(Step.MEDIATOR, 1, 2)
    asking.take(table.signed, answers, untold)
    assert table.stands().step == Step.TOKENS


def test_a_mediator_answers_nothing_before_all_is_asked(tmp_path: Path) -> None:
    table = both(tmp_path)
    serving = table.serving("VRH")
    service = serving.service(table.signed, "VRH")
    with pytest.raises(MatchingRefused, match="Only 0 of 2 pages"):
        next(serving.answers(service, untold))


def test_a_mediator_refuses_more_than_agreed_and_a_round_too_near(tmp_path: Path) -> None:
    table = both(tmp_path)
    near = replace(table.serving("VRH"), earlier=(replace(MEDIATED, epoch=date(2026, 12, 1)),))
    with pytest.raises(MatchingRefused, match="interrogation"):
        near.service(table.signed, "VRH")
    table.asked["VRH", "MDL"] = replace(table.asked["VRH", "MDL"], size=6000)
    with pytest.raises(MatchingRefused, match="at most 2520"):
        table.serving("VRH").service(table.signed, "VRH")


def test_answers_under_another_key_are_refused(tmp_path: Path) -> None:
    table = both(tmp_path)
    answers = table.serve("VRH")
    false = replace(answers[0], data=answers[0].data[32:] + answers[0].data[:32])
    with pytest.raises(MatchingRefused, match="did not use the key"):
        table.asking("VRH").take(table.signed, [false], untold)
    assert table.stands() == Standing(Step.MEDIATOR, 0, 2)


def test_before_the_mediator_published_its_key_nothing_is_taken(tmp_path: Path) -> None:
    table = both(tmp_path)
    with pytest.raises(MatchingRefused, match="has not published its key"):
        table.asking("VRH").take(replace(table.signed, keys={}), table.serve("VRH"), untold)


def test_an_answer_travels_sealed_for_one_list(tmp_path: Path) -> None:
    table = both(tmp_path)
    answers, reader = table.serve("VRH"), Identity.from_seed(b"r" * 32, "VRH")
    root = table.asked["VRH", "MDL"].root
    blob = carriage.seal_evaluated(answers[1], [reader.public.box], MEDIATED, root)
    assert carriage.open_evaluated([reader.box], blob, MEDIATED, root) == answers[1]
    with pytest.raises(MatchingRefused, match="not a page"):
        carriage.open_evaluated([reader.box], blob, MEDIATED, bytes(32))


@pytest.mark.parametrize("data", [b"", b"HWEVAL1\n", b"HWEVAL1\n" + bytes(68 + 31), b"HWEVAL2\n" + bytes(68 + 32)])
def test_what_is_no_answer_is_refused(data: bytes) -> None:
    with pytest.raises(MatchingRefused, match="not a page"):
        Evaluated.from_bytes(data)
