"""Which pair to judge next."""

from __future__ import annotations

from random import Random

import pytest

from homeward.linkage.learn import Question, following, worth


def test_even_odds_teach_a_bit() -> None:
    assert worth(Question("a", "b", 0.5)) == pytest.approx(1.0)


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_what_is_sure_teaches_nothing(chance: float) -> None:
    assert worth(Question("a", "b", chance)) == pytest.approx(0.0, abs=1e-6)


def test_the_closest_to_even_odds_comes_first() -> None:
    asked = [Question("a", "b", 0.99), Question("c", "d", 0.45), Question("e", "f", 0.8)]
    assert [one.left for one in following(asked, 2)] == ["c", "e"]


def test_an_answer_on_which_many_records_hang_comes_before_a_lonely_one() -> None:
    asked = [Question("a", "b", 0.5), Question("c", "d", 0.4, hang=20)]
    assert following(asked, 1)[0].left == "c"


def test_kinds_take_turns() -> None:
    asked = [Question(f"a{place}", "b", 0.5, kind="namesakes") for place in range(3)] + [
        Question("c", "d", 0.4, kind="initials")
    ]
    assert [one.kind for one in following(asked, 2)] == ["namesakes", "initials"]


def test_a_kind_answered_often_before_waits() -> None:
    asked = [Question("a", "b", 0.5, kind="namesakes"), Question("c", "d", 0.35, kind="initials")]
    assert following(asked, 1, ["namesakes"] * 20)[0].kind == "initials"


def test_answers_in_this_order_mend_more_than_answers_in_a_random_order() -> None:
    random = Random(3)
    asked = [Question(str(place), "x", random.random() ** 3, kind=str(place % 5)) for place in range(600)]
    truth = {one.left: random.random() < one.probability for one in asked}

    def mended(order: list[Question]) -> int:
        return sum((one.probability >= 0.5) != truth[one.left] for one in order)

    assert mended(following(asked, 60)) > 1.5 * mended(random.sample(asked, 60))
