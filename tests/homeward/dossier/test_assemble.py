from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from homeward.assessment.assess import assess
from homeward.dossier.assemble import BILINGUAL, MissingExhibit, NothingToShow, assemble
from homeward.dossier.dossier import Audience, Case, Dossier, Evidence, Subject
from homeward.dossier.protect import MASK, Mask
from homeward.evidence.item import Item, Kind, address
from homeward.evidence.mention import Mention, Span
from homeward.register.statement import Grade, Script, Sensitivity, Source, Statement
from homeward.words import Language

MADE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PAGE = "У колонії № 3 бачили Петренка Андрія. Він здоровий."
TOLD = "Я, Зозуля, сидів у камері 12 з Петренком Андрієм."
SUBJECT = Subject("2abc", "Петренко Андрій Іванович", "VRH", (("p1", "Колонія № 3"), ("ZLS", "Залісся")))


def _evidence(text: str, mention: str, kind: Kind, source: str, protected: bool) -> Evidence:
    data = text.encode()
    item = Item(address(data), kind, "text/plain", len(data), "зозуля.txt", source, "analyst", MADE)
    start = text.index(mention)
    found = Mention(item.sha256, Span(start, start + len(mention)), mention, text)
    return Evidence(item, data, text, (found,), "C", protected)


PUBLIC = _evidence(PAGE, "Петренка Андрія", Kind.PAGE, "kanal.example.org", False)
DEBRIEF = _evidence(TOLD, "Петренком Андрієм", Kind.DEBRIEF, "Зозуля Остап", True)


def _statement(number: int, key: str, value: str, evidence: Evidence, true_on: str = "2026-07-14") -> Statement:
    return Statement(
        id=f"s{number}",
        subject="2abc",
        property=key,
        value=value,
        written=value,
        script=Script.CYRILLIC,
        source=Source(evidence.item.sha256, "chars 1-9"),
        asserted_by=evidence.item.source,
        grade=Grade("C", 3),
        true_on=true_on,
        said_on="",
        recorded_at=MADE,
        recorded_by="analyst",
        sensitivity=Sensitivity.SECRET if evidence.protected else Sensitivity.FAMILY,
    )


STATEMENTS = (
    _statement(1, "surname", "Петренко", PUBLIC),
    _statement(2, "facility", "p1", PUBLIC),
    _statement(3, "facility", "p1", DEBRIEF),
    _statement(4, "cell_or_barrack", "12", DEBRIEF),
    _statement(5, "next_of_kin", "Петренко Марія", PUBLIC),
)


def _made(audience: Audience = Audience.OTHER_SIDE, statements: tuple[Statement, ...] = STATEMENTS) -> Dossier:
    case = Case(
        SUBJECT,
        statements,
        assess(statements, date(2026, 11, 24), holder="ZLS"),
        (PUBLIC, DEBRIEF),
        ("Зозуля Остап",),
    )
    return assemble(case, languages=BILINGUAL, audience=audience, made_at=MADE, made_by="VRH")


def test_every_claim_names_the_exhibits_it_stands_in() -> None:
    facility = next(claim for claim in _made().claims if claim.property == "facility")
    assert (facility.value, facility.exhibits) == ("Колонія № 3", (1, 2))


def test_only_listed_data_points_are_shown() -> None:
    assert {claim.property for claim in _made().claims} == {"surname", "facility"}


def test_a_protected_witness_has_a_letter_and_neither_name_nor_file_nor_day() -> None:
    debrief = next(one for one in _made().exhibits if one.kind == "debrief")
    assert (debrief.witness, debrief.source, debrief.name, debrief.collected_on) == ("A", "", "", "2026-11")


def test_of_a_protected_account_only_the_mention_remains() -> None:
    debrief = next(one for one in _made().exhibits if one.kind == "debrief")
    (excerpt,) = debrief.excerpts
    assert (excerpt.before, excerpt.written, excerpt.after) == (MASK, "Петренком Андрієм", MASK)
    assert not debrief.whole
    assert "камері" not in debrief.attached.decode()


def test_a_witness_is_found_nowhere_in_the_dossier() -> None:
    assert "Зозул" not in repr(_made())
    assert "зозул" not in repr(_made())


def test_the_answers_are_words_in_both_languages() -> None:
    held_by = next(line for line in _made().lines if line.question == "held_by")
    assert dict(held_by.answers)[Language.UKRAINIAN] == "Залісся"


def test_what_is_withheld_is_counted() -> None:
    assert [(one.what.key, one.number) for one in _made().withheld] == [
        ("withheld_statements", 2),
        ("withheld_witnesses", 1),
        ("withheld_originals", 1),
    ]


def test_a_mask_covers_every_case_ending_and_script() -> None:
    mask = Mask(("Зозуля Остап",), SUBJECT)
    assert mask("Зозулею, ЗОЗУЛІ, Zozulia і Петренка") == f"{MASK}, {MASK}, {MASK} і Петренка"


def test_a_name_shared_with_the_person_is_not_masked() -> None:
    assert Mask(("Петренко Іван",), SUBJECT)("Петренко") == "Петренко"


def test_a_case_without_anything_to_show_is_refused() -> None:
    with pytest.raises(NothingToShow):
        _made(statements=STATEMENTS[3:4])


def test_a_statement_without_its_evidence_is_refused() -> None:
    case = Case(SUBJECT, STATEMENTS, assess(STATEMENTS, date(2026, 11, 24)), (PUBLIC,))
    with pytest.raises(MissingExhibit):
        assemble(case, languages=BILINGUAL, audience=Audience.MEDIATOR, made_at=MADE, made_by="VRH")


def test_a_secret_data_point_is_never_shown() -> None:
    secret = replace(STATEMENTS[3], sensitivity=Sensitivity.SECRET)
    assert all(claim.property != "cell_or_barrack" for claim in _made(statements=(*STATEMENTS[:3], secret)).claims)
