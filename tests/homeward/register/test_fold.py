"""Which value wins, and that nothing is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from homeward.register.fold import fold
from homeward.register.statement import Grade, Retraction, Script, Sensitivity, Source, Statement

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def says(
    id: str, property: str, value: str, grade: str = "C3", on: str = "", recorded: datetime = NOW, item: str = "a"
) -> Statement:
    return Statement(
        id=id,
        subject="p",
        property=property,
        value=value,
        written=value,
        script=Script.LATIN,
        source=Source(item, "line 1"),
        asserted_by="somebody",
        grade=Grade(grade[0], int(grade[1])),
        true_on=on,
        said_on="",
        recorded_at=recorded,
        recorded_by="analyst",
        sensitivity=Sensitivity.RESTRICTED,
    )


def test_the_better_grade_wins_for_what_does_not_change() -> None:
    view = fold(
        [says("1", "birth_date", "1991", "D4", "2026"), says("2", "birth_date", "1992-05-03", "A1", "2022")], [], NOW
    )
    assert view.value("birth_date") == "1992-05-03"


def test_the_newer_truth_wins_for_what_changes() -> None:
    view = fold([says("1", "facility", "old", "A1", "2024-05"), says("2", "facility", "new", "C3", "2026-05")], [], NOW)
    assert view.values("facility") == ("new", "old")


def test_an_unreliable_newer_report_does_not_beat_an_older_one() -> None:
    view = fold(
        [says("1", "facility", "old", "B2", "2024-05"), says("2", "facility", "rumour", "E5", "2026-05")], [], NOW
    )
    assert view.value("facility") == "old"


def test_more_independent_sources_win_at_equal_grade_and_age() -> None:
    view = fold(
        [
            says("1", "eye_colour", "grey", item="a"),
            says("2", "eye_colour", "blue", item="b"),
            says("3", "eye_colour", "blue", item="c"),
        ],
        [],
        NOW,
    )
    assert view.value("eye_colour") == "blue"


def test_two_birth_dates_are_a_contradiction_and_both_stay() -> None:
    view = fold([says("1", "birth_date", "1991-05-03"), says("2", "birth_date", "1992-05-03")], [], NOW)
    assert [v.key for v in view.contradictions] == ["birth_date"]
    assert len(view.values("birth_date")) == 2


def test_a_vague_date_agrees_with_an_exact_one() -> None:
    view = fold([says("1", "birth_date", "1991-05-03"), says("2", "birth_date", "1991")], [], NOW)
    assert view.contradictions == ()


def test_two_places_on_the_same_day_are_a_contradiction() -> None:
    same = [says("1", "facility", "here", on="2026-05-03"), says("2", "facility", "there", on="2026-05-03")]
    moved = [says("1", "facility", "here", on="2026-05-03"), says("2", "facility", "there", on="2026-06-03")]
    assert fold(same, [], NOW).contradictions
    assert not fold(moved, [], NOW).contradictions


def test_several_nicknames_are_no_contradiction() -> None:
    assert not fold([says("1", "call_sign", "Fox"), says("2", "call_sign", "Owl")], [], NOW).contradictions


def test_a_retraction_takes_effect_from_its_time_on() -> None:
    told = says("1", "facility", "here", recorded=NOW - timedelta(days=9))
    retraction = Retraction("1", NOW - timedelta(days=3), "analyst", "misread")
    assert fold([told], [retraction], NOW).value("facility") == ""
    assert fold([told], [retraction], NOW - timedelta(days=5)).value("facility") == "here"


def test_what_was_true_on_a_day_leaves_out_what_began_later() -> None:
    told = [says("1", "facility", "old", on="2024-05-01"), says("2", "facility", "new", on="2026-05-01")]
    assert fold(told, [], NOW, true_on=date(2025, 1, 1)).value("facility") == "old"


STATEMENTS = st.lists(
    st.builds(
        says,
        id=st.uuids().map(str),
        property=st.sampled_from(["birth_date", "facility", "call_sign"]),
        value=st.sampled_from(["1991", "1992-02-01", "1991-05"]),
        grade=st.sampled_from(["A1", "C3", "F6", "E5"]),
        on=st.sampled_from(["", "2024", "2025-03-01"]),
        recorded=st.integers(0, 50).map(lambda days: NOW - timedelta(days=days)),
        item=st.sampled_from(["a", "b"]),
    ),
    max_size=12,
    unique_by=lambda s: s.id,
)


@given(STATEMENTS, st.randoms())
def test_the_order_of_arrival_does_not_matter(statements: list[Statement], random: object) -> None:
    shuffled = statements[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold(shuffled, [], NOW) == fold(statements, [], NOW)


@given(STATEMENTS, st.integers(0, 50), st.integers(0, 50))
def test_what_was_known_earlier_is_part_of_what_is_known_later(told: list[Statement], one: int, other: int) -> None:
    earlier, later = (NOW - timedelta(days=days) for days in (max(one, other), min(one, other)))
    assert set(fold(told, [], earlier).statements) <= set(fold(told, [], later).statements)


@given(STATEMENTS)
def test_no_statement_is_lost(told: list[Statement]) -> None:
    assert set(fold(told, [], NOW).statements) == set(told)
