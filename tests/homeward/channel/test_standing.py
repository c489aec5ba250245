"""What counts after a fork or a revocation: no thief and no regretful party takes back what others had built on."""

from __future__ import annotations

import pytest

from homeward.channel.certificate import Role
from homeward.channel.errors import BadCard, BadMessage, NoQuorum
from homeward.channel.message import Message
from homeward.channel.party import Party
from homeward.channel.standing import uncounted
from homeward.channel.transcript import Transcript
from tests.homeward.channel.parties import AT, bind, channel, enter, newcomer, note, offer, party, pass_on


def counting(*messages: Message) -> set[str]:
    transcript = Transcript(channel())
    for message in messages:
        transcript.add(message, AT)
    return {message.id for message in transcript.effective}


def sealed() -> tuple[Party, Party, list[Message]]:
    """A deal offered by VRH, accepted by ZLS, confirmed by VRH and started by ZLS."""
    ours, theirs = party("VRH"), party("ZLS")
    said = [offer(ours)]
    pass_on(said[0], theirs)
    said.append(bind(theirs, "accept", {"deal": "d1", "on": said[0].id}))
    pass_on(said[1], ours)
    said.append(bind(ours, "confirm", {"deal": "d1", "on": said[1].id}))
    pass_on(said[2], theirs)
    said.append(bind(theirs, "start", {"deal": "d1", "on": said[2].id}))
    return ours, theirs, said


def test_a_late_fork_does_not_undo_what_the_other_side_had_built_on() -> None:
    _, theirs, said = sealed()
    other = offer(party("VRH"), deal="d2")
    pass_on(other, theirs)
    assert theirs.transcript.forks[0].seq == 1
    assert theirs.transcript.deals()[0]["d1"].state == "sealed"
    assert counting(*said, other) == {message.id for message in said}


def test_of_two_branches_neither_counts_when_each_was_built_on() -> None:
    one, other = note(party("VRH"), "ten"), note(party("VRH"), "twenty")
    theirs, between = party("ZLS"), party("MDL")
    pass_on(one, theirs)
    pass_on(other, between)
    heard = note(theirs), note(between)
    assert counting(one, other, *heard) == {message.id for message in heard}


def test_on_a_branch_only_what_others_had_seen_counts() -> None:
    ours, theirs = party("VRH"), party("ZLS")
    first, second = note(ours), note(ours)
    pass_on(first, theirs)
    heard, other = note(theirs), note(party("VRH"), "other")
    assert counting(first, second, heard, other) == {first.id, heard.id}


def test_a_party_does_not_vouch_for_its_own_fork() -> None:
    one, other = note(party("VRH"), "ten"), note(party("VRH"), "twenty")
    device = newcomer("VRH", "VRH-t1")
    entered = enter(device)
    pass_on(one, device)
    assert counting(one, other, entered, note(device)) >= {entered.id}
    assert one.id not in counting(one, other, entered, note(device))


def revoke(end: Party, name: str) -> Message:
    return bind(end, "revoke", {"name": name, "reason": "stolen"})


def test_nothing_that_a_revoked_device_signs_counts() -> None:
    device, ours = newcomer("VRH", "VRH-t1"), party("VRH")
    before = enter(device), note(device, "seen")
    pass_on(before[0], ours)
    pass_on(before[1], ours)
    revocation = revoke(ours, "vrh_t1")
    stolen = note(device, "from the thief")
    assert counting(*before, revocation, stolen) == {*(message.id for message in before), revocation.id}


def test_what_the_other_side_had_seen_before_it_heard_of_the_revocation_counts() -> None:
    device, ours, theirs = newcomer("VRH", "VRH-t1"), party("VRH"), party("ZLS")
    entered = enter(device)
    pass_on(entered, ours, theirs)
    revocation = revoke(ours, "vrh_t1")
    said = note(device, "before anybody knew")
    pass_on(said, theirs)
    heard = note(theirs)
    assert said.id in counting(entered, revocation, said, heard)
    pass_on(revocation, theirs)
    late = note(device, "after")
    pass_on(late, theirs)
    assert late.id not in counting(entered, revocation, said, heard, late, note(theirs))


def test_a_revocation_does_not_take_back_a_deal() -> None:
    ours, theirs, said = sealed()
    regretful = party("VRH")
    pass_on(said[0], regretful)
    replacement = newcomer("VRH", "VRH-n2", Role.NEGOTIATOR, days=90)
    entered = enter(replacement)
    replacement.keyring = ours.keyring
    act = replacement.act("revoke", {"name": "vrh", "reason": "mistaken"}, said[0].act.exp)
    approvals = [replacement.approve(act, seat, AT) for seat in (1, 2)]
    replacement.keyring = newcomer("VRH", "VRH-n2", Role.NEGOTIATOR, days=90).keyring
    revocation = replacement.say(act, AT, approvals)
    pass_on(entered, theirs)
    pass_on(revocation, theirs)
    assert theirs.transcript.deals()[0]["d1"].state == "sealed"


def test_a_revoked_principal_approves_nothing_more() -> None:
    ours = party("VRH")
    other = newcomer("VRH", "VRH-n2", Role.NEGOTIATOR, days=90)
    entered = enter(other)
    pass_on(entered, ours)
    revocation = revoke(ours, "vrh_p2")
    act = other.act("offer", {"deal": "d9", "terms": {}, "give": [], "receive": []}, revocation.act.exp)
    spoken = other.say(act, AT, [ours.approve(act, seat, AT) for seat in (1, 2)])
    assert counting(entered, revocation, spoken) == {entered.id, revocation.id}


def test_what_lost_its_effect_is_named_with_whose_end_took_it() -> None:
    device, ours = newcomer("VRH", "VRH-t1"), party("VRH")
    entered = enter(device)
    pass_on(entered, ours)
    revocation = revoke(ours, "vrh_t1")
    stolen = note(device, "from the thief")
    pass_on(stolen, ours)
    assert uncounted(ours.transcript.chains, ours.transcript.roster) == {stolen.id: "vrh_t1"}
    assert revocation.id in {message.id for message in ours.transcript.effective}


def test_an_approver_without_whom_too_few_are_left_is_named() -> None:
    ours, other = party("VRH"), newcomer("VRH", "VRH-n2", Role.NEGOTIATOR, days=90)
    pass_on(enter(other), ours)
    revocation = revoke(ours, "vrh_p2")
    act = other.act("offer", {"deal": "d9", "terms": {}, "give": [], "receive": []}, revocation.act.exp)
    spoken = other.say(act, AT, [ours.approve(act, seat, AT) for seat in (1, 2)])
    pass_on(spoken, ours)
    assert uncounted(ours.transcript.chains, ours.transcript.roster) == {spoken.id: "vrh_p2"}


def test_a_change_of_keys_ends_the_old_holder_and_nothing_is_sealed_for_it() -> None:
    old, ours, theirs = newcomer("VRH", "VRH-t1"), party("VRH"), party("ZLS")
    entered = enter(old)
    pass_on(entered, ours, theirs)
    fresh = newcomer("VRH", "VRH-t2")
    certificate = fresh.keyring.certificate
    assert certificate
    pass_on(entered, fresh)
    data = {"replaces": "vrh_t1", "certificate": certificate.to_value()}
    act = fresh.act("key_change", data, entered.act.exp)
    change = fresh.say(act, AT, [ours.approve(act, seat, AT) for seat in (1, 2)])
    pass_on(change, theirs, ours)
    gone = note(old, "still here?")
    assert counting(entered, change, gone) == {entered.id, change.id}
    blob = theirs.seal(note(theirs), AT)
    assert fresh.open(blob).by == "zls"
    with pytest.raises(BadMessage, match="cannot be opened"):
        old.open(blob)


def test_one_principal_alone_revokes_nobody_and_nobody_a_holder_of_the_other_side() -> None:
    ours = party("VRH")
    act = ours.act("revoke", {"name": "vrh_t1", "reason": "lost"}, note(ours).act.exp)
    with pytest.raises(NoQuorum, match="needed 2"):
        ours.say(act, AT, [ours.approve(act, 1, AT)])
    for name in ("zls", "zls_p1", "zls_t9"):
        with pytest.raises(BadCard, match="not a holder of the author's party"):
            revoke(ours, name)
