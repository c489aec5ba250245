"""The page of the protocol and the code say the same."""

from __future__ import annotations

import re
from pathlib import Path

from homeward import keys
from homeward.channel import (
    admission,
    approval,
    body,
    card,
    certificate,
    export,
    fields,
    kinds,
    message,
    parking,
    postmark,
    ratchet,
    witness,
)
from homeward.channel.carriers.blob import MAX_BLOB

PAGE = (Path(__file__).parents[3] / "docs" / "protocol.md").read_text("utf-8")


def test_every_kind_of_signature_and_format_is_on_the_page() -> None:
    signed = (certificate.SIGNED_AS, approval.SIGNED_AS, message.SIGNED_AS, postmark.SIGNED_AS, witness.SIGNED_AS)
    for name in (*signed, card.FORMAT, export.FORMAT, export.FORK_FORMAT):
        assert f"`{name}`" in PAGE or f'"{name}"' in PAGE, name


def test_every_type_of_field_has_its_row() -> None:
    rows = {word for row in re.findall(r"^\| ([a-z, ]+) \| ", PAGE, re.MULTILINE) for word in row.split(", ")}
    assert {one.type for form in kinds.kinds().values() for one in form.fields} <= {*rows, "choice"}
    assert fields.MAX_PEOPLE == 2000


def test_the_numbers_on_the_page_are_those_of_the_code() -> None:
    days = f"at most {certificate.LONGEST.days} days, a device's at\nmost {certificate.LONGEST_DEVICE.days}."
    sentences = (
        days,
        f"at most {parking.MAX_PARKED:,} of each author; at most {parking.MAX_UNVERIFIED} by authors not known yet",
        f"one byte *n* (1 to {keys.MAX_RECIPIENTS})",
        f"| `v` | {body.VERSION} |",
    )
    for sentence in sentences:
        assert sentence in PAGE, sentence
    assert (ratchet.WINDOW, ratchet.STRAGGLERS.days) == (3, 14)
    assert (admission.CLOCK_SKEW.seconds, MAX_BLOB) == (3600, 1024 * 1024)


def test_every_kind_of_the_design_has_a_form() -> None:
    asked = """
        certificate key_change revoke introduction mandate list_request list_commit list match_terms match_answer
        custody_claim custody_reply life_request life_reply dossier_reference holder_question holder_reply
        offer counter withdraw accept confirm decline lapse passage_notice acknowledge comply reject recall update
        revocation_request revocation_agree check_in substitute start roll_call receipt remains_receipt
        dispute submission ruling note heartbeat
    """
    assert set(asked.split()) <= set(kinds.kinds())
