"""A dossier as one file: the PDF, the exhibits, a manifest of hashes, and a detached signature over the
manifest."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

from homeward import canonical
from homeward.canonical import Value
from homeward.dossier.dossier import Dossier
from homeward.dossier.render import render
from homeward.keys import Identity, sign

KIND = "homeward/dossier"
MANIFEST, SIGNATURE, PDF = "manifest.json", "signature.json", "dossier.pdf"
_WHEN = (1980, 1, 1, 0, 0, 0)  # a zip entry has no time of its own: the manifest says when


def package(dossier: Dossier, identity: Identity) -> bytes:
    """The dossier as a zip, signed by `identity`."""
    files = {f"exhibits/{one.number:03}{_suffix(one.media_type)}": one.attached for one in dossier.exhibits}
    contents = hash_of({name: sha256(data) for name, data in files.items()})
    files[PDF] = render(dossier, contents, identity.public.fingerprint)
    manifest = canonical.encode(_manifest(dossier, files, contents))
    signature: Value = {"by": identity.public.to_value(), "signature": sign(identity, KIND, manifest).to_value()}
    return _zip({**files, MANIFEST: manifest, SIGNATURE: canonical.encode(signature)})


def hash_of(files: Mapping[str, str]) -> str:
    """The hash of the contents that is printed in the PDF: over the names and hashes of the exhibits."""
    return sha256(canonical.encode([[name, files[name]] for name in sorted(files)]))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _manifest(dossier: Dossier, files: Mapping[str, bytes], contents: str) -> Value:
    return {
        "version": 1,
        "person": dossier.subject.id,
        "audience": str(dossier.audience),
        "languages": [str(language) for language in dossier.languages],
        "made_at": dossier.made_at.isoformat(),
        "made_by": dossier.made_by,
        "contents": contents,
        "files": [[name, sha256(files[name])] for name in sorted(files)],
        "originals": [[one.number, one.sha256] for one in dossier.exhibits],
    }


def _suffix(media_type: str) -> str:
    known = {"application/json": ".json", "text/html": ".html", "image/jpeg": ".jpg", "image/png": ".png"}
    return known.get(media_type, ".txt" if media_type.startswith("text/") else ".bin")


def _zip(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _WHEN), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()
