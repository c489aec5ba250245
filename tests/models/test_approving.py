"""I5: no commitment is signed without a quorum that is valid at that moment, and none with one is refused."""

from __future__ import annotations

import pytest

from homeward.channel import approval, progress
from tests.models.approving import Model
from tests.models.search import broken


def test_no_commitment_is_signed_without_a_quorum_valid_then() -> None:
    found = Model(progress).run()
    assert (found.wrong, found.whole) == ("", True)
    assert found.states > 800
    assert found.done >= {"draft", "approved", "signed", "expired"}


RULES = {
    "approved for this very act": ("approval.act != act or", ""),
    "not before it was given, nor after it lapsed": ("not approval.at <= at <= approval.until", "False"),
    "by a principal of the party": ("(one.party, one.role) == (party, Role.PRINCIPAL)", "True"),
    "signed by that principal": (
        "except keys.ForgedSignature:\n        return False",
        "except keys.ForgedSignature:\n        pass",
    ),
    "each counts once": ("return frozenset(one.by for one", "return tuple(one.by for one"),
    "as many as the card asks": ("if len(valid) < needed:", "if not valid:"),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_is_found_out(rule: str) -> None:
    text, instead = RULES[rule]
    assert Model(broken([(approval, text, instead)], [approval, progress])).run().wrong
