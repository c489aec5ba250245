"""What words of a kind, a sex or a language end in, or are made of: data/shapes.csv."""

from __future__ import annotations

import re
from functools import cache

from homeward.names.lexicon import rows


@cache
def shape(name: str) -> re.Pattern[str]:
    """The pattern to search for at the end of a word in lower case, all orthographies together."""
    patterns = [row["pattern"] for row in rows("shapes") if row["kind"] == name]
    return re.compile("(?:" + "|".join(patterns) + ")$")
