"""Checking a dossier on any machine, with no database: every file against its hash, the signature over the
manifest."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from homeward import canonical
from homeward.canonical import NotCanonical, Value
from homeward.dossier.package import KIND, MANIFEST, PDF, SIGNATURE, hash_of, sha256
from homeward.errors import HomewardError
from homeward.keys import BadKey, PublicIdentity, Signature
from homeward.keys import verify as verify_signature
from homeward.words import say

MAX_BYTES = 400 * 1024 * 1024
_TOLD = ("person", "made_by", "made_at", "contents", "files")
_NAME = re.compile(r"(?:manifest\.json|signature\.json|dossier\.pdf|exhibits/\d{3}\.[a-z]{3,4})\Z")


# What zipfile raises for damaged, encrypted or oddly packed entries.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, UnicodeError)


class BadDossier(HomewardError):
    """The package is not what its signer made."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a whole and rightly signed dossier says of itself."""

    person: str
    party: str
    made_at: str
    fingerprint: str
    contents: str
    files: int
    expected: bool

    def sentences(self, language: str) -> tuple[str, ...]:
        key = "v_expected" if self.expected else "v_signed"
        return (
            say("dossier", key, language, party=self.party, fingerprint=self.fingerprint),
            say("dossier", "v_person", language, person=self.person, made_at=self.made_at),
            say("dossier", "v_files", language, files=self.files),
            say("dossier", "v_hash", language, hash=self.contents),
        )


def is_package(path: Path) -> bool:
    """Whether the file looks like a dossier."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return MANIFEST in archive.namelist()


def verify(path: Path, signer: str = "") -> Verified:
    """Check the dossier at `path`; `signer` is the fingerprint its signer must have, if given. Raises BadDossier,
    ForgedSignature, BadKey or NotCanonical, each with one sentence."""
    if path.stat().st_size > MAX_BYTES:
        raise BadDossier("The file is larger than any dossier and was not opened.")
    return verify_bytes(path.read_bytes(), signer)


def verify_bytes(data: bytes, signer: str = "") -> Verified:
    """The same for the bytes of a package."""
    files = _unpack(data)
    for name in (MANIFEST, SIGNATURE, PDF):
        if name not in files:
            raise BadDossier(f"The file {name} is missing from the dossier.")
    public = _signer(files)
    if signer and signer.replace(" ", "") != public.fingerprint.replace(" ", ""):
        raise BadDossier("The dossier was signed by somebody else than the fingerprint you gave.")
    manifest = _mapping(canonical.decode(files[MANIFEST]))
    if lacking := [key for key in _TOLD if key not in manifest]:
        raise BadDossier(f"The manifest does not say: {', '.join(lacking)}.")
    if manifest["made_by"] != public.name:
        raise BadDossier("The dossier says that another party made it than the one that signed it.")
    _check_files(files, manifest)
    return Verified(
        person=str(manifest["person"]),
        party=public.name,
        made_at=str(manifest["made_at"]),
        fingerprint=public.fingerprint,
        contents=str(manifest["contents"]),
        files=len(files) - 2,
        expected=bool(signer),
    )


def _unpack(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
                raise BadDossier("The dossier unpacks to more than 400 MB and was not opened.")
            strange = [name for name in archive.namelist() if not _NAME.match(name)]
            if strange:
                raise BadDossier("The dossier holds a file that does not belong in one.")
            if len(set(archive.namelist())) != len(archive.namelist()):
                raise BadDossier("The dossier holds two files of one name.")
            return {name: archive.read(name) for name in archive.namelist()}
    except _DAMAGE as error:
        raise BadDossier("The file is damaged: it cannot be unpacked.") from error


def _signer(files: Mapping[str, bytes]) -> PublicIdentity:
    signature = _mapping(canonical.decode(files[SIGNATURE]))
    try:
        public = PublicIdentity.from_value(signature["by"])
        given = Signature.from_value(signature["signature"])
    except KeyError as error:
        raise BadKey("The signature of the dossier lacks a part.") from error
    verify_signature(public, KIND, files[MANIFEST], given)
    return public


def _check_files(files: Mapping[str, bytes], manifest: Mapping[str, Value]) -> None:
    listed = {str(row[0]): str(row[1]) for row in _rows(manifest["files"])}
    if missing := sorted(set(listed) - set(files)):
        raise BadDossier(f"The file {missing[0]} is missing from the dossier.")
    if extra := sorted(set(files) - set(listed) - {MANIFEST, SIGNATURE}):
        raise BadDossier(f"The file {extra[0]} is not named in the manifest.")
    for name, wanted in listed.items():
        if sha256(files[name]) != wanted:
            raise BadDossier(f"The file {name} was changed after the dossier was signed.")
    if hash_of({name: wanted for name, wanted in listed.items() if name != PDF}) != manifest["contents"]:
        raise BadDossier("The printed hash does not answer to the exhibits.")


def _mapping(value: Value) -> Mapping[str, Value]:
    if not isinstance(value, Mapping):
        raise NotCanonical("A part of the dossier is not what it should be.")
    return value


def _rows(value: Value) -> list[tuple[Value, Value]]:
    if not isinstance(value, list) or not all(isinstance(row, list) and len(row) == 2 for row in value):
        raise NotCanonical("The list of files in the manifest is damaged.")
    return [(row[0], row[1]) for row in value]
