"""The desk's own key: plain for its owner, or locked under the passphrase that the desk was started with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desk.accounts.identity import desk_identity
from desk.errors import Refused


def test_with_a_passphrase_of_the_desk_no_plain_seed_stays_on_the_disk(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    before = desk_identity().public
    settings.HOMEWARD_DESK_PASSPHRASE = "words from the unit of the service"
    assert desk_identity().public == before
    assert [path.name for path in (tmp_path / "keys").rglob("*") if path.is_file()] == ["VRH.json"]
    settings.HOMEWARD_DESK_PASSPHRASE = "other words than it was locked under"
    with pytest.raises(Refused, match="another passphrase"):
        desk_identity()


def test_a_seed_that_others_may_read_is_refused(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    desk_identity()
    (tmp_path / "keys" / "VRH.seed").chmod(0o644)
    with pytest.raises(Refused, match="read by others"):
        desk_identity()
