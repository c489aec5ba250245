from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from homeward.evidence.mention import Detail


def _person(staff: Any, now: datetime, surname: str) -> Any:
    from desk.evidence.actions import take_in
    from desk.register.actions import open_person

    by = staff("analyst")
    item = take_in(
        by=by,
        at=now,
        data=surname.encode(),
        name="inquiry.txt",
        source="A family",
        collector="liaison",
        collected_at=now,
    )
    values = (Detail("surname", surname, surname), Detail("first_names", "Остап", "Остап"))
    return open_person(by=by, at=now, party="VRH", item=item, locator="line 1", values=values)


@pytest.fixture
def receipt(staff: Any, now: datetime) -> Any:
    """A signed stage of an operation, with one person on its manifest who came."""
    from desk.channel.models import Channel, Deal
    from desk.handover.models import Operation, Receipt, Row, Stage

    by = staff("negotiator")
    channel = Channel.objects.create(
        ch="c" * 64, number=1, party="VRH", peer="ZLS", cards={}, opened_by=by, opened_at=now
    )
    deal = Deal.objects.create(
        channel=channel,
        key="d",
        state="sealed",
        ours=True,
        on="x",
        terms={},
        give=[],
        receive=[],
        people=[],
        expires_at=now + timedelta(days=9),
        opened_at=now,
        changed_at=now,
    )
    operation = Operation.objects.create(deal=deal, title="First", opened_at=now, opened_by=by)
    stage = Stage.objects.create(operation=operation, number=1, state="receipted")
    Row.objects.create(
        stage=stage,
        person=_person(staff, now, "Ковальчук"),
        direction="receive",
        mark="present",
        marked_at=now,
        marked_by=by,
    )
    return Receipt.objects.create(stage=stage, sha256="a" * 64, data=b'{"r":1}', signed_at=now, signed_by=by)


@pytest.fixture
def arrival(staff: Any, now: datetime, receipt: Any) -> Any:
    from desk.aftercare.actions import receive

    return receive(by=staff("debriefer"), at=now, person=receipt.stage.rows.get().person, receipt=receipt)


@pytest.fixture
def willing(staff: Any, now: datetime, arrival: Any) -> Any:
    from desk.aftercare.actions import clear, consent

    clear(by=staff("debriefer"), at=now, arrival=arrival, clearance="fit", doctor="Dr Sava")
    return consent(by=staff("debriefer"), at=now, arrival=arrival, given=True)


def _told(**fields: str) -> Any:
    from desk.aftercare.account import Told

    return Told(**{"who": "Бондаренко Іван", "certainty": "saw", **fields})


def _talk(staff: Any, now: datetime, arrival: Any, *rows: Any) -> Any:
    from desk.aftercare.actions import record_debrief

    return record_debrief(by=staff("debriefer"), at=now, arrival=arrival, told_on=date(2026, 11, 23), rows=rows)


def test_whoever_crossed_is_awaited_until_received(staff: Any, now: datetime, receipt: Any) -> None:
    from desk.aftercare import queries
    from desk.aftercare.actions import receive

    (row,) = queries.awaited()
    receive(by=staff("debriefer"), at=now, person=row.person, receipt=receipt)
    assert queries.awaited() == []


def test_the_register_says_returned_with_the_receipt_as_evidence(now: datetime, arrival: Any) -> None:
    from desk.assessment.queries import assessed_as_of

    statement = arrival.person.statements.get(property="ac_received_on")
    assert statement.item.name.startswith("receipt-")
    assert assessed_as_of(arrival.person, now).held_by.answer == "returned"


def test_nobody_is_received_twice_under_one_receipt(staff: Any, now: datetime, arrival: Any) -> None:
    from desk.aftercare.actions import receive
    from desk.errors import Refused

    with pytest.raises(Refused, match="already"):
        receive(by=staff("debriefer"), at=now, person=arrival.person, receipt=arrival.receipt)


def test_consent_before_the_doctor_is_refused(staff: Any, now: datetime, arrival: Any) -> None:
    from desk.aftercare.actions import consent
    from desk.errors import Refused

    with pytest.raises(Refused, match="doctor"):
        consent(by=staff("debriefer"), at=now, arrival=arrival, given=True)


def test_the_database_refuses_consent_without_clearance(staff: Any, now: datetime, arrival: Any) -> None:
    from desk.aftercare.models import Arrival

    with pytest.raises(IntegrityError), transaction.atomic():
        Arrival.objects.filter(pk=arrival.pk).update(consent="given", consent_at=now, consent_by=staff("debriefer"))


def test_a_need_of_rest_ends_the_consent(staff: Any, now: datetime, willing: Any) -> None:
    from desk.aftercare.actions import clear

    clear(by=staff("debriefer"), at=now, arrival=willing, clearance="rest", doctor="Dr Sava")
    assert not willing.may_be_asked


def test_nothing_is_asked_of_the_unwilling(staff: Any, now: datetime, arrival: Any) -> None:
    from desk.errors import Refused

    with pytest.raises(Refused, match="agree"):
        _talk(staff, now, arrival, _told())


def test_each_person_named_becomes_a_mention_exactly_as_heard(staff: Any, now: datetime, willing: Any) -> None:
    debrief = _talk(staff, now, willing, _told(place="СІЗО № 2", cell="12", on="2026-07", state="sick", said="Живий."))
    mention = debrief.rows.get().mention
    assert debrief.item.text[mention.start : mention.end] == "Бондаренко Іван"
    assert {one["property"]: one["value"] for one in mention.details} == {
        "facility": "СІЗО № 2",
        "cell_or_barrack": "12",
        "hc_last_state": "sick",
        "seen_alive_in_enemy_hands_at": "2026-07",
    }


def test_a_talk_is_evidence_of_a_protected_source_without_the_witness_name(
    staff: Any, now: datetime, willing: Any
) -> None:
    item = _talk(staff, now, willing, _told()).item
    assert (item.kind, item.source.protected, item.state) == ("debrief", True, "read")
    assert "Ковальчук" not in item.source.name + item.name + item.text


def test_the_kept_bytes_are_the_text(staff: Any, now: datetime, willing: Any) -> None:
    from desk.register.queries import bytes_of

    item = _talk(staff, now, willing, _told()).item
    assert bytes_of(item).decode() == item.text


def test_a_date_nobody_can_read_is_refused(staff: Any, now: datetime, willing: Any) -> None:
    from desk.errors import Refused

    with pytest.raises(Refused, match="date"):
        _talk(staff, now, willing, _told(on="last summer"))


def test_linking_a_mention_closes_the_loop(staff: Any, now: datetime, willing: Any) -> None:
    from desk.assessment.queries import assessed_as_of
    from desk.linkage.actions import link

    other = _person(staff, now, "Бондаренко")
    mention = _talk(staff, now, willing, _told(on="2026-07-10")).rows.get().mention
    link(by=staff("analyst"), at=now, mention=mention, person=other)
    assert assessed_as_of(other, now).alive.answer == "alive"


def test_the_form_records_the_rows_filled_and_leaves_out_the_empty(
    signed_in: Callable[[str], Client], willing: Any
) -> None:
    from desk.aftercare.models import Debrief

    data = {"told_on": "2026-11-23", "row-TOTAL_FORMS": "5", "row-INITIAL_FORMS": "0", "row-1-who": "Шевчук"}
    data |= {f"row-{number}-certainty": "saw" for number in range(5)}
    answer = signed_in("debriefer").post(reverse("aftercare:tell", args=[willing.public_id]), data)
    debrief = Debrief.objects.get()
    assert answer["Location"] == reverse("aftercare:debrief", args=[debrief.public_id])
    assert [row.mention.written for row in debrief.rows.all()] == ["Шевчук"]


def test_the_pages_open(staff: Any, now: datetime, signed_in: Callable[[str], Client], willing: Any) -> None:
    debrief = _talk(staff, now, willing, _told())
    client = signed_in("debriefer")
    for address in (
        reverse("aftercare:arrivals"),
        reverse("aftercare:arrival", args=[willing.public_id]),
        reverse("aftercare:tell", args=[willing.public_id]),
    ):
        assert client.get(address).status_code == 200
    page = signed_in("analyst").get(reverse("aftercare:debrief", args=[debrief.public_id]))
    assert reverse("linkage:judge", args=[debrief.rows.get().mention.public_id]) in page.content.decode()


def test_a_negotiator_does_not_read_debriefs(
    staff: Any, now: datetime, signed_in: Callable[[str], Client], willing: Any
) -> None:
    debrief = _talk(staff, now, willing, _told())
    assert signed_in("negotiator").get(reverse("aftercare:debrief", args=[debrief.public_id])).status_code == 403


def test_a_witness_is_masked_in_a_dossier_even_in_the_words_of_others(staff: Any, now: datetime, willing: Any) -> None:
    from desk.dossier.queries import case_of
    from desk.linkage.actions import link

    other = _person(staff, now, "Бондаренко")
    mention = _talk(staff, now, willing, _told()).rows.get().mention
    link(by=staff("analyst"), at=now, mention=mention, person=other)
    assert "Ковальчук Остап" in case_of(other, now).conceal


def test_whose_account_it_is_is_a_secret_of_the_register(staff: Any, now: datetime, willing: Any) -> None:
    _talk(staff, now, willing, _told())
    assert willing.person.statements.get(property="ac_debrief_persons_seen").sensitivity == "secret"
