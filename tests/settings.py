"""The desk's settings with a var folder of the tests' own."""

import os
import tempfile

os.environ["HOMEWARD_VAR"] = tempfile.mkdtemp(prefix="homeward-tests-")
os.environ.setdefault("HOMEWARD_SECRET_KEY", "a key for the tests alone, never used elsewhere")

from desk import translations as _translations
from desk.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # accounts of tests protect nothing; speed does
HOMEWARD_KEY_COST = (8, 1, 1)  # keys of tests protect nothing either

for _language in _translations.LANGUAGES:
    if not _translations.compiled(_language).exists():
        _translations.compile_words(_language)
