"""A person's case as a signed file that anybody can check, with its witnesses protected."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from desk.dossier import actions, queries
from desk.dossier.models import Dossier
from desk.errors import Refused
from desk.evidence.actions import extract_item, take_in
from desk.linkage.actions import link
from desk.register.actions import open_person
from desk.register.models import Person
from homeward.cli import main
from homeward.dossier.verify import BadDossier, verify_bytes
from homeward.errors import HomewardError
from homeward.evidence.item import Kind
from homeward.evidence.mention import Detail

Staff = Callable[[str], Any]
SECRET_SOURCE = "Бесіда з Тарасом Мельником"


@pytest.fixture
def person(staff: Staff, now: datetime, settings: Any, tmp_path: Path) -> Person:
    settings.VAR = tmp_path
    by = staff("analyst")
    form = take_in(by=by, at=now, data=b"an inquiry", name="i", source="family", collector="c", collected_at=now)
    names = [("surname", "Коваленко"), ("first_names", "Сергій"), ("birth_date", "1990-06-05")]
    values = [Detail(key, value, value) for key, value in names]
    row = open_person(by=by, at=now, party="VRH", item=form, locator="1", values=values)
    told = "Коваленко Сергій: СІЗО №2 «Північне», камера 12, здоровий. Розповів Тарас Мельник.".encode()
    item = take_in(
        by=by,
        at=now,
        data=told,
        name="debrief Мельник",
        source=SECRET_SOURCE,
        collector="c",
        collected_at=now,
        kind=Kind.DEBRIEF,
        protected=True,
    )
    mention = extract_item(by=by, at=now, item=item).mentions.order_by("start")[0]
    link(by=by, at=now, mention=mention, person=row)
    return row


@pytest.fixture
def dossier(person: Person, staff: Staff, now: datetime) -> Dossier:
    return actions.make(by=staff("analyst"), at=now, person=person)


def package(dossier: Dossier) -> bytes:
    return queries.store().get(dossier.sha256)


def changed(data: bytes, name: str, content: bytes | None) -> bytes:
    """The package with one file replaced, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        if content is not None:
            new.writestr(name, content)
    return out.getvalue()


def pdf_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pages = pypdfium2.PdfDocument(archive.read("dossier.pdf"))
        return "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_a_dossier_is_verified_without_a_database(dossier: Dossier, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "dossier.zip"
    file.write_bytes(package(dossier))
    assert main(["verify", str(file)]) == 0
    assert "Signed by party VRH" in capsys.readouterr().out


def test_it_speaks_both_languages(dossier: Dossier) -> None:
    text = pdf_text(package(dossier))
    assert "Що встановлено" in text
    assert "Что установлено" in text
    assert "Коваленко" in text


def test_a_protected_witness_is_nowhere_in_the_package(dossier: Dossier) -> None:
    data = package(dossier)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        others = "".join(archive.read(name).decode("utf-8", "ignore") for name in archive.namelist())
    assert "Мельник" not in pdf_text(data) + others
    assert "Захищений свідок A" in pdf_text(data)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("exhibits/001.txt", b"[]", "was changed after the dossier was signed"),
        ("exhibits/001.txt", None, "is missing"),
        ("exhibits/009.json", b"[]", "is not named in the manifest"),
        ("../evil.txt", b"x", "does not belong"),
        ("dossier.pdf", None, "is missing"),
    ],
)
def test_every_fault_is_a_sentence(dossier: Dossier, name: str, content: bytes | None, sentence: str) -> None:
    with pytest.raises(BadDossier, match=sentence):
        verify_bytes(changed(package(dossier), name, content))


def test_a_forged_manifest_is_refused(dossier: Dossier) -> None:
    data = package(dossier)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        manifest = archive.read("manifest.json").replace(b'"VRH"', b'"ZLS"')
    with pytest.raises(HomewardError, match="signature"):
        verify_bytes(changed(data, "manifest.json", manifest))


def test_another_signer_than_expected_is_refused(dossier: Dossier) -> None:
    with pytest.raises(BadDossier, match="somebody else"):
        verify_bytes(package(dossier), signer="0" * 64)


def test_a_file_that_is_no_archive_is_refused_with_a_sentence() -> None:
    with pytest.raises(BadDossier, match="damaged"):
        verify_bytes(b"PK not really")


def test_whoever_asks_does_not_decide(dossier: Dossier, staff: Staff, now: datetime) -> None:
    ask = {"recipient": "ZLS", "purpose": "exchange", "harm": "none named"}
    sharing = actions.ask(by=staff("negotiator"), at=now, dossier=dossier, **ask)
    with pytest.raises(Refused, match="cannot decide"):
        actions.decide(by=staff("negotiator"), at=now, sharing=sharing, share=True)
    actions.decide(by=staff("approver"), at=now, sharing=sharing, share=True)
    assert dossier.sharings.get().verdict == "share"


def test_the_page_checks_the_package_again(dossier: Dossier, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("analyst")
    assert "bytes" not in client.get(f"/dossiers/{dossier.public_id}/").content.decode().split("Checked just now")[0]
    queries.store().path(dossier.sha256).chmod(0o600)
    queries.store().path(dossier.sha256).write_bytes(b"changed")
    assert "does not hold" in client.get(f"/dossiers/{dossier.public_id}/").content.decode()


def test_an_analyst_makes_one_from_the_page(person: Person, signed_in: Callable[[str], Client]) -> None:
    form = {"language": "en", "audience": "red_cross"}
    page = signed_in("analyst").post(f"/dossiers/person/{person.public_id}/make/", form, follow=True)
    assert "holds" in page.content.decode()


def test_the_pages_offer_what_the_role_may_do(dossier: Dossier, signed_in: Callable[[str], Client]) -> None:
    analyst, approver = signed_in("analyst"), signed_in("approver")
    assert "/make/" in analyst.get(f"/dossiers/person/{dossier.person.public_id}/").content.decode()
    assert "/ask/" in analyst.get(f"/dossiers/{dossier.public_id}/").content.decode()
    assert "/make/" not in approver.get(f"/dossiers/person/{dossier.person.public_id}/").content.decode()


def test_a_family_that_says_no_is_heard(person: Person, staff: Staff, now: datetime) -> None:
    from desk.register.actions import state
    from homeward.register.statement import Grade

    item = person.statements.first().item  # type: ignore[union-attr]
    state(
        by=staff("liaison"),
        at=now,
        person=person,
        property="family_consent_other_party",
        value="refused",
        written="refused",
        item=item,
        locator="1",
        grade=Grade("A", 1),
        asserted_by="family",
    )
    with pytest.raises(Refused, match="family"):
        actions.make(by=staff("analyst"), at=now, person=person)
    assert actions.make(by=staff("analyst"), at=now, person=person, audience="mediator")
