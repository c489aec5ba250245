"""Which analysis of names an index was made with: an index made with other rules or lists must not be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

_LAYOUT = "1"  # raised when the arrays of an index change
_RULES = {
    "homeward.names": ("fold.py", "identities.py", "lexicon.py"),
    "homeward.linkage": ("vocabulary.py", "born.py", "facts.py"),
}


@cache
def version() -> str:
    """A digest of the rules and lists by which words are analysed."""
    digest = hashlib.sha256(_LAYOUT.encode())
    for file in _files():
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _files() -> Iterator[Traversable]:
    for package, names in _RULES.items():
        for name in names:
            yield resources.files(package).joinpath(name)
    lists = resources.files("homeward.names").joinpath("data")
    yield from sorted(lists.iterdir(), key=lambda file: file.name)
