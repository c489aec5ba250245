"""A dossier on paper: PDF/A-3 with the tags of PDF/UA, in Ukrainian and Russian side by side or in English.

The layout is data/dossier.typ. Everything shown goes in as data, so that no word of a source can act as a command.
"""

from __future__ import annotations

import base64
import io
import json
from importlib import resources

import segno
import typst
from PIL import Image

from homeward.dossier.dossier import Claim, Dossier, Excerpt, Exhibit, Line
from homeward.names import forms
from homeward.register.labels import label, value_label
from homeward.words import Saying, say

_WORDS = (
    *(
        "title",
        "about",
        "file",
        "made",
        "by",
        "spelled",
        "judged",
        "judged_note",
        "question",
        "answer",
        "certainty",
        "sign",
    ),
    *(
        "stated",
        "stated_note",
        "point",
        "value",
        "when",
        "grade",
        "exhibit",
        "exhibits",
        "contradicted",
        "origin",
        "collected",
    ),
    *("withheld", "withheld_none", "withheld_note", "verify", "verify_text", "hash", "fingerprint"),
)


def render(dossier: Dossier, contents: str, fingerprint: str) -> bytes:
    """The PDF. `contents` is the hash of the manifest's files and `fingerprint` the signer's, both printed to be
    compared."""
    layout = resources.files("homeward.dossier").joinpath("data", "dossier.typ").read_bytes()
    data = json.dumps(_data(dossier, contents, fingerprint), ensure_ascii=False)
    pdf: bytes = typst.compile(layout, sys_inputs={"data": data}, format="pdf", pdf_standards=["a-3a", "ua-1"])
    return pdf


def _qr(contents: str) -> str:
    out = io.BytesIO()
    segno.make(contents, micro=False, error="m").save(out, kind="svg", border=0, scale=4, xmldecl=False)
    return out.getvalue().decode()


def _drawn(picture: bytes) -> str:
    """A picture inside an SVG, the one form in which it can go in as data."""
    with Image.open(io.BytesIO(picture)) as image:
        width, height = image.size
    inside = base64.b64encode(picture).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<image href="data:image/png;base64,{inside}" width="{width}" height="{height}"/></svg>'
    )


def _data(dossier: Dossier, contents: str, fingerprint: str) -> dict[str, object]:
    languages = [str(language) for language in dossier.languages]
    audience = f"for_{dossier.audience}"
    spoken = {key: {language: _said(dossier, key, language) for language in languages} for key in (*_WORDS, audience)}
    return {
        "languages": languages,
        "subject": dossier.subject.name,
        "spellings": _spellings(dossier.subject.name),
        "id": dossier.subject.id,
        "party": dossier.subject.named(dossier.made_by),
        "audience": audience,
        "made_at": dossier.made_at.strftime("%Y-%m-%d %H:%M UTC"),
        "date": [dossier.made_at.year, dossier.made_at.month, dossier.made_at.day],
        "hash": contents,
        "fingerprint": fingerprint,
        "qr": _qr(contents),
        "qr_alt": say("dossier", "qr_alt", languages[0]),
        "mark": "№",
        "foot": f"{dossier.subject.id} · {contents[:16]}",
        "words": spoken,
        "lines": [_line(dossier, line) for line in dossier.lines],
        "claims": [_claim(dossier, claim) for claim in dossier.claims],
        "exhibits": [_exhibit(dossier, exhibit) for exhibit in dossier.exhibits],
        "withheld": [_each(dossier, one.what) for one in dossier.withheld],
    }


def _said(dossier: Dossier, key: str, language: str) -> str:
    values = {"party": dossier.subject.named(dossier.made_by)} if key == "about" else {}
    return say("dossier", key, language, **values)


def _spellings(name: str) -> list[str]:
    """The likeliest form in each other language and script, by which the reader may know the person."""
    found = forms(name)
    best = (*found.ukrainian[:1], *found.russian[:1], *found.latin)
    return [form for form in dict.fromkeys(best) if form != name]


def _each(dossier: Dossier, saying: Saying) -> list[str]:
    return [saying.in_language(language) for language in dossier.languages]


def _line(dossier: Dossier, line: Line) -> dict[str, object]:
    answers = dict(line.answers)
    age = [
        say("dossier", "days", language, days=line.age_days)
        if line.age_days is not None
        else say("dossier", "no_sign", language)
        for language in dossier.languages
    ]
    return {
        "question": [say("assessment", f"question_{line.question}", language) for language in dossier.languages],
        "answer": list(dict.fromkeys(answers[language] for language in dossier.languages)),
        "reason": _each(dossier, line.reason),
        "percent": line.percent,
        "certainty": "> 99 %" if line.percent > 99 else f"{line.percent} %",
        "certainty_unknown": [say("dossier", "unknown_certainty", language) for language in dossier.languages],
        "sign": line.sign_on or "—",
        "age": age,
        "exhibits": list(line.exhibits),
    }


def _claim(dossier: Dossier, claim: Claim) -> dict[str, object]:
    values = [value_label(claim.property, claim.value, language) for language in dossier.languages]
    return {
        "label": list(dict.fromkeys(label(claim.property, language) for language in dossier.languages)),
        "value": list(dict.fromkeys(values)),
        "on": claim.true_on or "—",
        "grade": str(claim.grade),
        "exhibits": list(claim.exhibits),
        "contradicted": claim.contradicted,
    }


def _exhibit(dossier: Dossier, exhibit: Exhibit) -> dict[str, object]:
    attached = "attached_whole" if exhibit.whole else "attached_excerpt"
    source = (
        [say("dossier", "witness", language, letter=exhibit.witness) for language in dossier.languages]
        if exhibit.witness
        else [exhibit.source]
    )
    return {
        "number": exhibit.number,
        "source": source,
        "kind": [say("dossier", f"kind_{exhibit.kind}", language) for language in dossier.languages],
        "on": exhibit.collected_on,
        "origin": exhibit.origin,
        "sha256": exhibit.sha256,
        "attached": [say("dossier", attached, language) for language in dossier.languages],
        "excerpts": [_excerpt(dossier, one) for one in exhibit.excerpts],
    }


def _excerpt(dossier: Dossier, excerpt: Excerpt) -> dict[str, str]:
    return {
        "before": excerpt.before,
        "written": excerpt.written,
        "after": excerpt.after,
        "picture": _drawn(excerpt.picture) if excerpt.picture else "",
        "alt": say("dossier", "mention_alt", dossier.languages[0], row=excerpt.row),
    }
