"""Which place of the register a written name means."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import QuerySet

from desk.register import current
from desk.register.models import Place, Statement


class PlaceNames:
    """All names of places, folded once, so that many statements can be tied to places quickly."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        for public_id, names in Place.objects.order_by("-pk").values_list("public_id", "names"):
            for name in names:
                self._ids.update(dict.fromkeys(_folded(name), public_id))
            self._ids[public_id] = public_id

    def find(self, written: str) -> str:
        """The public id of the one place called this, else the text itself."""
        return next((self._ids[form] for form in (written, *_folded(written)) if form in self._ids), written)


def told_as_text() -> QuerySet[Statement]:
    """Statements whose place was not in the register when they were made: the value is text, not an id."""
    rows = Statement.objects.filter(property__in=current.PLACES)
    return rows.exclude(value__in=Place.objects.values("public_id"))


@lru_cache(maxsize=65536)
def _folded(name: str) -> tuple[str, ...]:
    """The name without letter case and punctuation; nothing if no letter is left."""
    plain = " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
    return (plain,) if plain else ()
