"""Every sentence of the desk stands in Ukrainian and Russian."""

from __future__ import annotations

import shutil

import polib
import pytest
from django.conf import settings

from desk import translations

ROOMS = ["desk", *settings.ROOMS]


@pytest.mark.skipif(not shutil.which("xgettext"), reason="gettext's xgettext is not installed")
@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_every_sentence_of_a_room_is_translated(room: str, language: str) -> None:
    assert [entry.msgid for entry in translations.missing(room, language)] == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_a_translation_names_the_same_values_as_the_sentence(language: str) -> None:
    for path in sorted((translations.PACKAGE / "locale" / language).glob("*.po")):
        for entry in polib.pofile(str(path)):
            for name in [word for word in entry.msgid.replace(")", "(").split("(") if f"%({word})" in entry.msgid]:
                translated = [entry.msgstr, *entry.msgstr_plural.values()]
                assert any(f"%({name})" in text for text in translated), entry.msgid
