"""Clusters: judgements bind, reach further, contradict, and can be taken back."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.linkage.clusters import Clusters
from homeward.linkage.clusters_judgement import Contradiction, NoSuchJudgement

NAMES = st.sampled_from("abcdef")
PEOPLE = ("a", "b")


def test_same_and_same_make_the_same() -> None:
    clusters = Clusters()
    clusters.judge("m1", "p", same=True)
    clusters.judge("m2", "p", same=True)
    assert clusters.of("m1") == {"m1", "m2", "p"}


def test_same_and_not_keep_a_link_of_a_machine_apart() -> None:
    clusters = Clusters()
    clusters.judge("m1", "p", same=True)
    clusters.judge("p", "m2", same=False)
    assert not clusters.link("m1", "m2")


def test_a_machine_never_makes_two_people_of_the_register_one() -> None:
    clusters = Clusters(["p", "q"])
    assert clusters.link("m", "p")
    assert not clusters.link("m", "q")
    assert clusters.of("m") == {"m", "p"}


def test_a_person_may_judge_two_people_of_the_register_one() -> None:
    clusters = Clusters(["p", "q"])
    clusters.judge("p", "q", same=True)
    assert clusters.of("p") == {"p", "q"}


def test_a_contradiction_is_refused_and_names_both_judgements() -> None:
    clusters = Clusters()
    clusters.judge("a", "b", same=True)
    clusters.judge("b", "c", same=False)
    with pytest.raises(Contradiction, match=r"3 \(c and a are one\).*2 \(b and c are not one\)"):
        clusters.judge("c", "a", same=True)
    assert clusters.of("a") == {"a", "b"}


def test_nobody_is_judged_not_to_be_who_is_the_same_by_others() -> None:
    clusters = Clusters()
    clusters.judge("a", "b", same=True)
    clusters.judge("b", "c", same=True)
    with pytest.raises(Contradiction, match=r"3 \(a and c are not one\).*2 \(b and c are one\)"):
        clusters.judge("a", "c", same=False)


def test_a_record_is_not_judged_to_differ_from_itself() -> None:
    with pytest.raises(Contradiction):
        Clusters().judge("a", "a", same=False)


def test_taking_a_judgement_back_brings_the_link_it_had_cut_back() -> None:
    clusters = Clusters(["p"])
    clusters.link("m", "p")
    cut = clusters.judge("m", "p", same=False)
    assert clusters.of("m") == {"m"}
    clusters.take_back(cut.number)
    assert clusters.of("m") == {"m", "p"}


def test_what_was_never_judged_cannot_be_taken_back() -> None:
    with pytest.raises(NoSuchJudgement, match="no judgement 7"):
        Clusters().take_back(7)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("link"), NAMES, NAMES),
        st.tuples(st.just("same"), NAMES, NAMES),
        st.tuples(st.just("not"), NAMES, NAMES),
        st.tuples(st.just("back"), st.integers(1, 6), st.just("")),
    ),
    max_size=14,
)


def run(clusters: Clusters, steps: list[tuple[str, object, object]]) -> list[int | None]:
    """The number of each judgement that stood when it was given."""
    numbers: list[int | None] = []
    for act, left, right in steps:
        number = None
        if act == "link":
            clusters.link(str(left), str(right))
        elif act == "back":
            with contextlib.suppress(NoSuchJudgement):
                clusters.take_back(int(str(left)))
        else:
            with contextlib.suppress(Contradiction):
                number = clusters.judge(str(left), str(right), same=act == "same").number
        numbers.append(number)
    return numbers


@given(STEPS)
def test_step_by_step_comes_to_the_same_as_a_replay_of_what_still_stands(
    steps: list[tuple[str, object, object]],
) -> None:
    live = Clusters(PEOPLE)
    numbers = run(live, steps)
    links = [step for step in steps if step[0] == "link"]
    standing = [step for step, number in zip(steps, numbers, strict=True) if number in live.standing()]
    again = Clusters(PEOPLE)
    run(again, [*standing, *links])
    assert {name: live.of(name) for name in "abcdef"} == {name: again.of(name) for name in "abcdef"}


@given(STEPS, NAMES, NAMES, st.booleans())
def test_a_judgement_taken_back_at_once_leaves_no_trace(
    steps: list[tuple[str, object, object]], left: str, right: str, same: bool
) -> None:
    clusters = Clusters(PEOPLE)
    run(clusters, steps)
    before = {name: clusters.of(name) for name in "abcdef"}
    with contextlib.suppress(Contradiction):
        clusters.take_back(clusters.judge(left, right, same=same).number)
    assert {name: clusters.of(name) for name in "abcdef"} == before


@given(STEPS)
def test_no_cluster_holds_what_stands_as_not_the_same(steps: list[tuple[str, object, object]]) -> None:
    clusters = Clusters(PEOPLE)
    run(clusters, steps)
    for judgement in clusters.standing().values():
        assert (judgement.right in clusters.of(judgement.left)) == judgement.same


def test_a_thousand_mentions_of_one_person_join_without_being_folded_again() -> None:
    clusters = Clusters(["p"])
    clusters.judge("p", "somebody else", same=False)
    assert all(clusters.link(f"m{number}", "p") for number in range(1_000))
    assert len(clusters.of("p")) == 1_001
