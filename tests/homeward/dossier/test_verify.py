"""A package made by us, changed by somebody hostile: every fault ends in one sentence."""

from __future__ import annotations

import hashlib
import io
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward import canonical
from homeward.assessment.assess import assess
from homeward.dossier.assemble import BILINGUAL, ENGLISH, assemble
from homeward.dossier.dossier import Audience, Case, Dossier, Evidence, Subject
from homeward.dossier.package import KIND, package
from homeward.dossier.verify import BadDossier, is_package, verify, verify_bytes
from homeward.errors import HomewardError
from homeward.evidence.item import Item, Kind, address
from homeward.evidence.mention import Mention, Span
from homeward.keys import Identity, sign
from homeward.register.statement import Grade, Script, Sensitivity, Source, Statement
from homeward.words import Language

WHEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
IDENTITY = Identity.from_seed(b"\x01" * 64, "VRH")
STRANGER = Identity.from_seed(b"\x02" * 64, "VRH")


def _evidence(text: str, name: str, kind: Kind, source: str, protected: bool = False) -> Evidence:
    data = text.encode()
    item = Item(address(data), kind, "text/plain", len(data), "found.txt", source, "analyst", WHEN)
    start = text.index(name)
    mention = Mention(item.sha256, Span(start, start + len(name)), name, text)
    return Evidence(item, data, text, (mention,), "C", protected)


OPEN = _evidence('Петренко Андрій у колонії. #read("/etc/passwd") \\ $x$ *b*', "Петренко Андрій", Kind.PAGE, "a page")
NAMING = _evidence("Зозуля каже: Петренко Андрій живий, камера 9.", "Петренко Андрій", Kind.PAGE, "another page")
TOLD = _evidence("Я, Зозуля Остап, бачив Петренка в камері 12.", "Петренка", Kind.DEBRIEF, "Зозуля Остап", True)


def _statement(number: int, key: str, value: str, evidence: Evidence) -> Statement:
    return Statement(
        id=f"s{number}",
        subject="2abc",
        property=key,
        value=value,
        written=value,
        script=Script.CYRILLIC,
        source=Source(evidence.item.sha256, "line 1"),
        asserted_by="witness",
        grade=Grade("B", 2),
        true_on="2026-07-14",
        said_on="",
        recorded_at=WHEN,
        recorded_by="analyst",
        sensitivity=Sensitivity.FAMILY,
    )


STATEMENTS = (
    _statement(1, "surname", "Петренко", OPEN),
    _statement(2, "facility", "Колонія № 3", NAMING),
    _statement(3, "hc_last_state", "sick", TOLD),
)


def _dossier(languages: tuple[Language, ...] = BILINGUAL) -> Dossier:
    case = Case(
        Subject("2abc", "Петренко Андрій", "VRH"),
        STATEMENTS,
        assess(STATEMENTS, WHEN.date(), holder="ZLS"),
        (OPEN, NAMING, TOLD),
        ("Зозуля Остап",),
    )
    return assemble(case, languages=languages, audience=Audience.OTHER_SIDE, made_at=WHEN, made_by="VRH")


PACKAGE = package(_dossier(), IDENTITY)


def _files(data: bytes = PACKAGE) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _signed_by(identity: Identity, manifest: bytes) -> bytes:
    return canonical.encode({"by": identity.public.to_value(), "signature": sign(identity, KIND, manifest).to_value()})


def _pdf(data: bytes = PACKAGE) -> str:
    document = pypdfium2.PdfDocument(_files(data)["dossier.pdf"])
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_what_we_made_verifies_and_names_its_signer() -> None:
    found = verify_bytes(PACKAGE, IDENTITY.public.fingerprint)
    assert (found.person, found.party, found.expected) == ("2abc", "VRH", True)
    assert IDENTITY.public.fingerprint in verify_bytes(PACKAGE).sentences("en")[0]


def test_the_witness_is_in_no_byte_of_the_package() -> None:
    text = _pdf() + "".join(data.decode("utf-8", "ignore") for data in _files().values())
    assert [word for word in ("Зозул", "Остап", "камері") if word in text] == []


def test_an_open_page_that_names_the_witness_is_not_attached_whole() -> None:
    number = next(one.number for one in _dossier().exhibits if one.sha256 == NAMING.item.sha256)
    assert f"exhibits/{number:03}.json" in _files()


def test_a_word_of_a_source_is_never_a_command_of_the_layout() -> None:
    assert '#read("/etc/passwd")' in _pdf()


def test_the_name_stands_in_the_spellings_of_both_sides_and_of_passports() -> None:
    assert "Петренко Андрей · Petrenko Andrii · Petrenko Andrei" in _pdf()


def test_the_hash_and_the_fingerprint_are_printed() -> None:
    printed = "".join(_pdf().split())
    assert verify_bytes(PACKAGE).contents in printed
    assert IDENTITY.public.fingerprint in printed


def test_english_stands_alone() -> None:
    text = _pdf(package(_dossier(ENGLISH), IDENTITY))
    assert "What is judged" in text
    assert "Що встановлено" not in text


def test_the_pdf_says_it_is_archivable_and_accessible() -> None:
    pdf = _files()["dossier.pdf"]
    assert b"pdfaid:part" in pdf
    assert b"pdfuaid:part" in pdf


def test_a_dossier_is_made_in_half_a_second() -> None:
    package(_dossier(), IDENTITY)
    start = time.perf_counter()
    package(_dossier(), IDENTITY)
    assert time.perf_counter() - start < 0.5


def test_a_package_signed_anew_by_a_stranger_is_refused_by_fingerprint() -> None:
    files = _files()
    forged = _zip({**files, "signature.json": _signed_by(STRANGER, files["manifest.json"])})
    assert verify_bytes(forged).fingerprint == STRANGER.public.fingerprint
    with pytest.raises(BadDossier, match="somebody else"):
        verify_bytes(forged, IDENTITY.public.fingerprint)


def test_a_party_that_signs_in_the_name_of_another_is_refused() -> None:
    other = Identity.from_seed(b"\x03" * 64, "ZLS")
    files = _files()
    with pytest.raises(BadDossier, match="another party"):
        verify_bytes(_zip({**files, "signature.json": _signed_by(other, files["manifest.json"])}))


def test_a_manifest_that_says_too_little_is_refused_with_a_sentence() -> None:
    manifest = canonical.encode({"version": 1})
    files = {**_files(), "manifest.json": manifest, "signature.json": _signed_by(IDENTITY, manifest)}
    with pytest.raises(BadDossier, match="does not say: person"):
        verify_bytes(_zip(files))


def test_a_signature_of_another_kind_is_refused() -> None:
    files = _files()
    signature = sign(IDENTITY, "homeward/other", files["manifest.json"]).to_value()
    files["signature.json"] = canonical.encode({"by": IDENTITY.public.to_value(), "signature": signature})
    with pytest.raises(HomewardError, match="signature"):
        verify_bytes(_zip(files))


@pytest.mark.parametrize("name", ["../evil.pdf", "/etc/passwd", "exhibits/../../x.txt", "exhibits/001.txt/", "c:\\x"])
def test_a_name_that_leads_out_of_the_package_is_refused(name: str) -> None:
    with pytest.raises(BadDossier, match="does not belong"):
        verify_bytes(_zip({**_files(), name: b"x"}))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homeward.dossier.verify.MAX_BYTES", 100_000)
    with pytest.raises(BadDossier, match="unpacks to more"):
        verify_bytes(_zip({**_files(), "exhibits/999.txt": bytes(200_000)}))


def test_two_files_of_one_name_are_refused() -> None:
    out = io.BytesIO(PACKAGE)
    with (
        pytest.warns(UserWarning, match="Duplicate"),
        zipfile.ZipFile(out, "a") as archive,
    ):
        archive.writestr("manifest.json", b"{}")
    with pytest.raises(BadDossier, match="two files of one name"):
        verify_bytes(out.getvalue())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PACKAGE) - 1), st.integers(1, 255))
def test_one_changed_byte_is_either_refused_or_changes_nothing_signed(place: int, by: int) -> None:
    data = bytearray(PACKAGE)
    data[place] = (data[place] + by) % 256
    try:
        found = verify_bytes(bytes(data), IDENTITY.public.fingerprint)
    except HomewardError:
        return
    assert found == verify_bytes(PACKAGE, IDENTITY.public.fingerprint)


def test_a_file_on_disk_is_told_apart_and_verified(tmp_path: Path) -> None:
    path = tmp_path / "dossier.zip"
    path.write_bytes(PACKAGE)
    assert is_package(path)
    assert verify(path).files == len(_files()) - 2


def test_the_manifest_gives_the_hash_of_every_original() -> None:
    manifest = canonical.decode(_files()["manifest.json"])
    assert isinstance(manifest, dict)
    assert {row[1] for row in manifest["originals"]} == {
        hashlib.sha256(one.data).hexdigest() for one in (OPEN, NAMING, TOLD)
    }
