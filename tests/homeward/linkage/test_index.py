"""The index over a register: who is found, by what, and how it is kept up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.linkage.facts import Facts
from homeward.linkage.index import Index

PEOPLE = [
    ("shevchenko", Facts(("Шевченко Олександр Іванович",), ("1984-05-17",))),
    ("koval", Facts(("Коваль Сергій Петрович", "Koval Serhii"), ("1990-01-02",), service_numbers=("АБ 123456",))),
    ("melnyk", Facts(("Мельник Ганна Василівна",), ("1979-11-30",), units=("93 бригада",))),
    ("hryhorenko", Facts(("Григоренко Євген Павлович",), ("1988-08-08",))),
]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index.build(tmp_path / "index", PEOPLE)


def found(index: Index, name: str, *born: str, limit: int = 1) -> list[str]:
    return [one.person for one in index.search(Facts((name,), born), limit)]


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ("Шевченко Александр", "shevchenko"),
        ("SHEVCHENKO Oleksandr", "shevchenko"),
        ("Schewtschenko, Alexander", "shevchenko"),
        ("Шевченка Олександра Івановича", "shevchenko"),
        ("Шивченко Сашко", "shevchenko"),
        ("Шевченко О.І.", "shevchenko"),
        ("Мельник Анна", "melnyk"),
        ("Hryhorenko Yevhen", "hryhorenko"),
        ("Коваль\u200f Сергей", "koval"),
    ],
)
def test_people_are_found_in_any_script_spelling_and_case(index: Index, written: str, person: str) -> None:
    assert found(index, written) == [person]


def test_a_person_is_listed_once_however_many_names_fit(index: Index) -> None:
    assert found(index, "Коваль Сергій", limit=5).count("koval") == 1


def test_each_name_of_a_mention_is_looked_for(index: Index) -> None:
    mention = Facts(("Невідомо Хто", "Григоренко Євген"))
    assert index.search(mention)[0].person == "hryhorenko"


def test_a_date_of_birth_finds_a_person_whose_name_is_poor(index: Index) -> None:
    assert found(index, "С.", "1990-01-02") == ["koval"]


def test_of_namesakes_the_one_with_the_nearer_date_comes_first(tmp_path: Path) -> None:
    namesakes = [(f"n{day}", Facts(("Бондар Іван Іванович",), (f"1980-03-{day:02}",))) for day in range(1, 29)]
    index = Index.build(tmp_path, [*namesakes, ("old", Facts(("Бондар Іван Іванович",), ("1958-07-19",)))])
    assert found(index, "Бондар Иван", "1958-07-18") == ["old"]


def test_a_service_number_finds_a_person_under_another_name(index: Index) -> None:
    candidates = index.search(Facts(("Зовсім Інший",), service_numbers=("аб-123456",)))
    assert [one.person for one in candidates] == ["koval"]


def test_a_unit_that_agrees_makes_a_candidate_likelier(index: Index) -> None:
    alone, with_unit = (
        index.search(Facts(("Мельник Ганна",), units=units), population=100_000)[0] for units in ((), ("93 бригада",))
    )
    assert with_unit.log_odds > alone.log_odds


def test_namesakes_share_the_probability(tmp_path: Path) -> None:
    name = Facts(("Бондар Іван Іванович",))
    one = Index.build(tmp_path / "one", [("a", name)]).search(name, population=1000)[0]
    two = Index.build(tmp_path / "two", [("a", name), ("b", name)]).search(name, population=1000)
    assert one.probability > 0.5
    assert all(candidate.probability < 0.5 for candidate in two)


def test_the_reasons_add_up_to_the_log_odds(index: Index) -> None:
    candidate = index.search(Facts(("Шевченко Александр",), ("1984-05-17",)), population=1000)[0]
    assert candidate.score.log_odds == pytest.approx(candidate.log_odds, abs=0.01)
    assert candidate.score.probability == candidate.probability


@pytest.mark.parametrize("written", ["", "   ", "О. П.", "😀", "12345", "\u200f", "ъ" * 10_000])
def test_who_is_not_named_is_not_found(index: Index, written: str) -> None:
    assert found(index, written) == []


def test_a_given_name_alone_finds_those_who_bear_it(index: Index) -> None:
    assert found(index, "Євген") == ["hryhorenko"]


def test_a_day_that_no_calendar_has_finds_by_the_name(index: Index) -> None:
    assert found(index, "Коваль Сергій", "1990-02-30") == ["koval"]


def test_an_empty_index_finds_nobody(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "index")
    assert len(index) == 0
    assert found(index, "Шевченко Олександр") == []


def test_a_person_without_a_name_is_found_by_the_date_of_birth(tmp_path: Path) -> None:
    index = Index.build(tmp_path, [("nameless", Facts((), ("1984-05-17",)))])
    assert found(index, "", "1984-05-17") == ["nameless"]


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    Index.build(tmp_path, ((str(number), Facts(("Коваль",))) for number in range(20_000)), progress=told.append)
    assert told == [10_000, 20_000]


class TestKeepingUpToDate:
    def test_a_person_put_in_is_found_at_once(self, index: Index) -> None:
        index.add("new", Facts(("Непийпиво Аристарх",)))
        assert found(index, "Nepyipyvo Arystarkh") == ["new"]
        assert len(index) == 5

    def test_what_was_known_before_no_longer_counts(self, index: Index) -> None:
        index.add("koval", Facts(("Непийпиво Аристарх",)))
        assert found(index, "Nepyipyvo Arystarkh") == ["koval"]
        assert "koval" not in found(index, "Коваль Сергій", limit=5)
        assert len(index) == 4

    def test_a_person_changed_many_times_hides_nobody(self, index: Index) -> None:
        for _ in range(100):
            index.add("new", Facts(("Шевченко Олександр Іванович",)))
        assert set(found(index, "Шевченко Олександр Іванович", limit=5)) >= {"new", "shevchenko"}

    def test_a_person_taken_out_is_not_found(self, index: Index) -> None:
        index.remove("koval")
        index.remove("nobody")
        assert "koval" not in found(index, "Коваль Сергій", limit=5)
        assert len(index) == 3

    def test_a_person_taken_out_may_come_back(self, index: Index) -> None:
        index.remove("koval")
        index.add("koval", dict(PEOPLE)["koval"])
        assert found(index, "Коваль Сергій") == ["koval"]

    def test_many_changes_become_a_segment_and_nothing_else_changes(self, tmp_path: Path) -> None:
        index = Index.build(tmp_path, PEOPLE)
        index.update([(f"n{number}", Facts((f"Бондар{number % 7} Іван",))) for number in range(600)], "here")
        index.remove("koval")
        before = [found(index, name, limit=5) for name in ("Шевченко", "Коваль Сергій", "Бондар3 Иван")]
        index.settle()
        assert (tmp_path / "journal-2").stat().st_size == 0
        assert [found(index, name, limit=5) for name in ("Шевченко", "Коваль Сергій", "Бондар3 Иван")] == before
        assert len(index) == 603
        assert index.bookmark == "here"

    def test_few_changes_are_left_where_they_are(self, index: Index, tmp_path: Path) -> None:
        index.add("new", Facts(("Непийпиво Аристарх",)))
        index.settle()
        assert (tmp_path / "index" / "journal-1").stat().st_size > 0
