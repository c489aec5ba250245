"""Values as written become canonical, or are refused with a sentence."""

from __future__ import annotations

import pytest

from homeward.register.values import BadValue, allowed, check


@pytest.mark.parametrize(
    ("key", "written", "value"),
    [
        ("birth_date", "03.05.1991", "1991-05-03"),
        ("birth_date", "199X", "199X"),
        ("sex", "чоловіча", "male"),
        ("sex", "Ж", "female"),
        ("height_cm", "170 - 180", "170-180"),
        ("shoe_size_eu", "43,50", "43.5"),
        ("eye_colour", "Grey", "grey"),
        ("is_medical_personnel", "так", "yes"),
        ("rank_code", "OR-4", "OR-4"),
        ("surname", "  Ковале́нко ".replace("\u0301", ""), "Коваленко"),
        ("children_count", "02", "2"),
    ],
)
def test_a_good_value_gets_its_canonical_form(key: str, written: str, value: str) -> None:
    assert check(key, written) == value


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("birth_date", "yesterday"),
        ("birth_date", "2023-02-30"),
        ("surname", "К0валенко"),
        ("eye_colour", "purple"),
        ("height_cm", "tall"),
        ("children_count", "-1"),
        ("surname", "   "),
        ("nationality", "a country far away"),
    ],
)
def test_a_bad_value_is_refused(key: str, written: str) -> None:
    with pytest.raises(BadValue):
        check(key, written)


def test_the_refusal_names_the_data_point_and_what_is_allowed() -> None:
    with pytest.raises(BadValue, match=r"^Eye colour: purple is not one of blue, grey, green"):
        check("eye_colour", "purple")


def test_a_yes_or_no_question_may_be_answered_unknown() -> None:
    assert allowed("is_medical_personnel") == ("yes", "no", "unknown")
