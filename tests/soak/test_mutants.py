"""The tests themselves, tested: of the small faults put into codec, machines and quorum nine of ten are noticed."""

from __future__ import annotations

import pytest

from tools.mutants.__main__ import Target, measure, targets


@pytest.mark.soak
@pytest.mark.parametrize("target", targets([]), ids=lambda target: target.file)
def test_nine_of_ten_faults_are_noticed(target: Target) -> None:
    share = measure(target)
    assert share.percent >= 90, f"{share.noticed} of {share.tried}: see {target.copy}"
