"""The words of the pages: one file per room and language, merged and compiled for Django.

`locale/uk/evidence.po` holds the Ukrainian words of the room "evidence". `python -m desk.manage words` compiles all
of them; `words ROOM` adds the sentences a room's code and templates use and its files lack."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

import polib
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent
LANGUAGES = ("uk", "ru")
PLURALS = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
_KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "npgettext:1c,2,3",
    "pgettext:1c,2",
    "pgettext_lazy:1c,2",
    "_",
)


def compile_words(language: str) -> Path:
    """Merge every room's file of `language` into the one that Django reads; the path of the result."""
    merged = polib.POFile()
    merged.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": PLURALS}
    for path in sorted((PACKAGE / "locale" / language).glob("*.po")):
        known = {(entry.msgctxt, entry.msgid) for entry in merged}
        merged.extend(entry for entry in polib.pofile(str(path)) if (entry.msgctxt, entry.msgid) not in known)
    target = compiled(language)
    target.parent.mkdir(exist_ok=True)
    merged.save_as_mofile(str(target))
    return target


def compiled(language: str) -> Path:
    """Where the compiled words of `language` lie, or will."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.mo"


def missing(room: str, language: str) -> list[polib.POEntry]:
    """The sentences of `room` that no file of `language` translates (needs gettext's xgettext)."""
    known = {
        (entry.msgctxt, entry.msgid)
        for path in (PACKAGE / "locale" / language).glob("*.po")
        for entry in polib.pofile(str(path))
        if entry.translated()
    }
    return [entry for entry in extract(room) if (entry.msgctxt, entry.msgid) not in known]


def extract(room: str) -> polib.POFile:
    """Every translatable sentence in the code and the templates of `room` ("desk": what belongs to no room)."""
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(_sources(room)):
            text = path.read_text("utf-8")
            Path(folder, f"{number}.py").write_text(templatize(text) if path.suffix in {".html", ".txt"} else text)
        keywords = [f"--keyword={word}" for word in _KEYWORDS]
        files = sorted(str(path) for path in Path(folder).glob("*.py"))
        command = ["xgettext", "--from-code=UTF-8", "--language=Python", "--output=-", *keywords, *files]
        found = subprocess.run(command, capture_output=True, text=True, check=True).stdout if files else ""
    return polib.pofile(re.sub("charset=CHARSET", "charset=UTF-8", found))


def add_missing(room: str) -> int:
    """Append to the room's files, untranslated, what they lack; the number of sentences added."""
    added = 0
    for language in LANGUAGES:
        path = PACKAGE / "locale" / language / f"{room}.po"
        words = polib.pofile(str(path)) if path.exists() else polib.POFile(wrapwidth=110)
        words.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": PLURALS}
        for entry in missing(room, language):
            if not words.find(entry.msgid, msgctxt=entry.msgctxt or False):
                entry.occurrences = []
                entry.comment = entry.tcomment = ""
                words.append(entry)
                added += 1
        words.save(str(path))
    return added


def _sources(room: str) -> list[Path]:
    if room == "desk":
        shared = ["*.html", "parts/*.html"]
        return sorted([*PACKAGE.glob("*.py"), *(p for glob in shared for p in (PACKAGE / "templates").glob(glob))])
    return sorted([*(PACKAGE / room).rglob("*.py"), *(PACKAGE / "templates" / room).rglob("*.html")])
