"""Whether a message is admitted: whose holders a party may end, what must be shown whole, and how far clocks differ."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from homeward.channel import message
from homeward.channel.admission import check_arrival, check_links, check_signature
from homeward.channel.body import Place
from homeward.channel.certificate import Role, issue
from homeward.channel.errors import BadCard, BadMessage
from homeward.channel.message import Message
from homeward.channel.pairing import Channel, Mandate
from homeward.channel.transcript import START, Added
from homeward.keys import Identity
from tests.homeward.channel.parties import AT, EXP, bind, channel, enter, keyring, newcomer, note, offer, party, root

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
AFTER_NINE = "The message is dated 2026-11-24T09:00:00Z, "


def sentence(words: str) -> str:
    return f"^{re.escape(words)}$"


def placed(place: Place, at: datetime = AT) -> Message:
    """A note of VRH at any place, right or wrong."""
    end = party("VRH")
    return message.write(end.act("note", {"note": "x"}, EXP), end.keyring.speaker, at, place, nonce=bytes(32))


@pytest.mark.parametrize("name", ["vrh_p1", "vrh_t1", "vrh"])
def test_a_party_revokes_its_own_holders_on_its_card_or_not(name: str) -> None:
    spoken = bind(party("VRH"), "revoke", {"name": name, "reason": "stolen"})
    assert party("ZLS").transcript.add(spoken, AT) == Added.HELD


@pytest.mark.parametrize("name", ["zls", "zls_p1", "zls_t1"])
def test_a_party_revokes_no_holder_of_another(name: str) -> None:
    with pytest.raises(BadCard, match=sentence(f"{name} is not a holder of the author's party.")):
        bind(party("VRH"), "revoke", {"name": name, "reason": "stolen"})


def test_a_new_key_replaces_no_holder_of_another_party() -> None:
    public = Identity.from_seed(b"n" * 32, "VRH-p3").public
    certificate = issue(root("VRH"), "VRH", Role.PRINCIPAL, public, AT, EXP).to_value()
    with pytest.raises(BadCard, match=sentence("zls_p1 is not a holder of the author's party.")):
        bind(party("VRH"), "key_change", {"replaces": "zls_p1", "certificate": certificate})
    assert bind(party("VRH"), "key_change", {"replaces": "vrh_p1", "certificate": certificate}).place.seq == 1


def test_a_revocation_is_shown_whole_and_a_note_need_not_be() -> None:
    ended = bind(party("VRH"), "revoke", {"name": "vrh_p1", "reason": "lost"})
    theirs = party("ZLS")
    with pytest.raises(BadMessage, match=sentence("The message must be shown whole for this.")):
        theirs.transcript.add(ended.showing({}), AT)
    assert theirs.transcript.add(note(party("VRH")).showing({}), AT) == Added.HELD


def test_a_message_an_hour_ahead_is_taken_and_no_later_one() -> None:
    spoken = note(party("VRH"))
    check_arrival(spoken, channel(), AT - HOUR)
    with pytest.raises(BadMessage, match=sentence(AFTER_NINE + "which has not come yet; check the clocks.")):
        check_arrival(spoken, channel(), AT - HOUR - SECOND)


def test_what_it_answers_may_be_dated_two_hours_later_and_no_more() -> None:
    answer = Place(1, START, (("zls", 1, (two := note(party("ZLS"), at=AT + 2 * HOUR)).id),))
    check_links(placed(answer), {two.id: two}.get)
    late = note(party("ZLS"), at=AT + 2 * HOUR + SECOND)
    answer = Place(1, START, (("zls", 1, late.id),))
    with pytest.raises(BadMessage, match=sentence(AFTER_NINE + "long before what it answers; check the clocks.")):
        check_links(placed(answer), {late.id: late}.get)


def test_the_one_before_is_the_authors_own() -> None:
    ours, theirs = note(party("VRH")), note(party("ZLS"))
    check_links(placed(Place(2, ours.id, ())), {ours.id: ours}.get)
    with pytest.raises(BadMessage, match="names a wrong one before it"):
        check_links(placed(Place(2, theirs.id, ())), {theirs.id: theirs}.get)


def test_one_good_signature_among_many_certificates_is_enough_and_none_is_not() -> None:
    everybody = [one for code in ("VRH", "ZLS", "MDL") for one in keyring(code).card.certificates]
    for code in ("VRH", "ZLS", "MDL"):
        check_signature(note(party(code)), everybody)
    with pytest.raises(BadMessage, match="is not that of vrh: forged or changed"):
        check_signature(note(party("VRH")), [*keyring("ZLS").card.certificates])


def test_a_refusal_names_the_form_and_the_mandate_it_is_outside_of() -> None:
    with pytest.raises(BadMessage, match=r"The form offer is outside the mandate of this channel \(lists\)"):
        offer(party("VRH", Channel(channel().cards, 3, Mandate.LISTS)))


def test_a_refusal_names_whose_certificate_was_brought() -> None:
    other = enter(newcomer("VRH", "VRH-t2")).act.data["certificate"]
    ours = party("VRH")
    with pytest.raises(BadCard, match=sentence("vrh_t2 is neither the author nor a principal of the author's party.")):
        ours.say(ours.act("certificate", {"certificate": other}, EXP), AT)
