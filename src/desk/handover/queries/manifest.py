"""Who stands on the manifest of a stage."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence

from desk.evidence.queries import store
from desk.handover.models import Row, Stage
from homeward.errors import HomewardError
from homeward.evidence import photo
from homeward.planner.pool import Direction


def rows_of(stage: Stage) -> list[Row]:
    """The manifest of a stage: first who comes to us, then who goes."""
    rows = list(stage.rows.select_related("person__current"))
    return sorted(rows, key=lambda row: (row.direction != Direction.RECEIVE, row.person.display_name))


def witness_of(rows: Iterable[Row]) -> str:
    """The witnesses named in `rows`, each once; empty if there are none."""
    return "; ".join(sorted({row.witness for row in rows if row.witness}))


def with_portraits(rows: list[Row]) -> list[Row]:
    """The rows, each with a small portrait of the person if evidence holds one; drawn anew, never the original."""
    for row in rows:
        row.portrait = _portrait(row.person.current.values.get("photo_portrait", ()))
    return rows


def _portrait(said: Sequence[str]) -> str:
    named = [found[0] for value in said if (found := re.search(r"[0-9a-f]{64}", value))]
    try:
        picture = photo.whole(store().get(named[0]), width=160) if named else b""
    except (HomewardError, OSError):
        return ""  # the name of a file that is not here, or not a picture: the page goes without
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}" if picture else ""
