"""How the four judgements follow from statements."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

from homeward.assessment.assess import assess
from homeward.assessment.judgement import CaseGrade, Life
from homeward.register.fold import standing
from homeward.register.statement import Grade, Retraction, Script, Sensitivity, Source, Statement

TODAY = date(2026, 11, 24)
_numbers = count()


def says(property: str, value: str, on: str = "2026-11-01", item: str = "", grade: str = "B2") -> Statement:
    number = next(_numbers)
    return Statement(
        id=f"s{number}",
        subject="p",
        property=property,
        value=value,
        written=value,
        script=Script.LATIN,
        source=Source(item or f"item{number}", "line 1"),
        asserted_by="somebody",
        grade=Grade(grade[0], int(grade[1])),
        true_on=on,
        said_on="",
        recorded_at=datetime(2026, 11, 20, tzinfo=UTC),
        recorded_by="analyst",
        sensitivity=Sensitivity.RESTRICTED,
    )


def test_without_evidence_nothing_is_known() -> None:
    found = assess([], TODAY)
    assert [j.answer for j in found.judgements()] == ["unknown"] * 4
    assert [j.certainty for j in found.judgements()] == [0.0] * 4
    assert found.grade is CaseGrade.REGISTERED


def test_a_visit_of_a_neutral_confirms_life_and_captivity() -> None:
    found = assess([says("visited_by_neutral", "icrc", grade="A1")], TODAY, holder="ZLS")
    assert (found.alive.answer, found.held_by.answer) == (Life.ALIVE, "ZLS")
    assert found.held_by.certainty > 0.95
    assert found.grade is CaseGrade.CONFIRMED_BY_ICRC


def test_claims_of_death_never_make_a_death() -> None:
    claims = [says("rm_death_witnesses", f"witness {n}", grade="A1") for n in range(20)]
    found = assess(claims, TODAY)
    assert found.alive.answer == Life.CLAIMED_DEAD
    assert found.grade is CaseGrade.DEAD_CLAIMED


def test_a_court_finding_is_no_evidence_of_death() -> None:
    assert assess([says("court_declared", "declared_dead", grade="A1")], TODAY).alive.answer == Life.CLAIMED_DEAD


def test_identified_remains_confirm_a_death() -> None:
    found = assess([says("rm_identified_by", "dna", grade="A1")], TODAY)
    assert found.alive.answer == Life.DEAD
    assert found.grade is CaseGrade.DEAD_CONFIRMED


def test_a_confirmation_of_death_with_a_later_sign_of_life_falls_back_to_a_contest() -> None:
    found = assess(
        [
            says("rc_reply_kind", "confirmed_dead", on="2026-03-01", grade="C3"),
            says("proof_of_life_kind", "video", on="2026-10-01", grade="A1"),
        ],
        TODAY,
    )
    assert found.alive.answer == Life.ALIVE


def test_certainty_falls_as_the_sign_grows_old() -> None:
    sign = says("facility", "place", on="2026-10-01")
    fresh = assess([sign], date(2026, 11, 24)).where
    old = assess([sign], date(2027, 6, 24)).where
    assert dict(fresh.distribution)["place"] > dict(old.distribution)["place"]


def test_what_is_recorded_later_is_not_known_before() -> None:
    assert assess([says("facility", "place")], date(2026, 11, 19)).where.answer == "unknown"


def test_a_story_told_by_three_items_counts_once() -> None:
    told = [says("facility", "place", item=name) for name in ("a", "b", "c")]
    once = assess(told, TODAY, stories={"a": "story", "b": "story", "c": "story"}).where
    thrice = assess(told, TODAY).where
    assert [c.counted for c in once.contributions] == [True, False, False]
    assert dict(once.distribution)["place"] < dict(thrice.distribution)["place"]


def test_a_newer_sighting_elsewhere_takes_the_place() -> None:
    older = [says("facility", "old", on="2026-02-01"), says("facility", "old", on="2026-02-02")]
    found = assess([*older, says("facility", "new", on="2026-11-01")], TODAY).where
    assert found.answer == "new"


def test_whoever_was_received_is_returned_whatever_was_said_before() -> None:
    seen = [says("facility", "place") for _ in range(5)]
    found = assess([*seen, says("ac_received_on", "2026-11-10", on="2026-11-10", grade="A1")], TODAY, holder="ZLS")
    assert found.held_by.answer == found.where.answer == "returned"
    assert found.grade is CaseGrade.RETURNED


def test_a_denial_is_weak_evidence() -> None:
    found = assess([says("facility", "place"), says("rc_reply_kind", "not_in_our_power")], TODAY, holder="ZLS")
    assert found.held_by.answer == "ZLS"


def test_every_judgement_names_the_statements_it_rests_on() -> None:
    sign = says("last_letter_date", "2026-10-30")
    assert assess([sign], TODAY).alive.rests_on == (sign.id,)


def test_the_newest_sign_of_life_is_the_date_written_in_the_letter() -> None:
    assert assess([says("last_letter_date", "2026-10-30")], TODAY).last_sign_on == date(2026, 10, 30)


def test_a_retracted_statement_leaves_no_trace_in_the_judgement() -> None:
    kept, taken_back = says("facility", "kept"), says("facility", "wrong", grade="A1")
    retraction = Retraction(taken_back.id, datetime(2026, 11, 21, tzinfo=UTC), "analyst", "the wrong man")
    stand = standing([kept, taken_back], [retraction], datetime(2026, 11, 24, tzinfo=UTC))
    assert assess(stand, TODAY) == assess([kept], TODAY)


def test_reasons_speak_three_languages() -> None:
    found = assess([says("facility", "place")], TODAY, holder="ZLS")
    assert found.where.saying.in_language("uk") == "Незалежних джерел про це місце: 1."
    assert found.where.saying.in_language("ru") == "Независимых источников об этом месте: 1."
