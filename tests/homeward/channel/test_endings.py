"""What the end of a holder's say did: to messages, and to deals."""

from __future__ import annotations

from homeward.channel.certificate import Role
from homeward.channel.endings import Touched, endings
from tests.homeward.channel.parties import AT, bind, enter, newcomer, offer, party, pass_on


def test_a_deal_that_only_the_ended_holder_made_is_none() -> None:
    ours, theirs, second = party("VRH"), party("ZLS"), newcomer("VRH", "VRH-n2", Role.NEGOTIATOR, days=90)
    entered = enter(second)
    pass_on(entered, ours, theirs)
    revocation = bind(ours, "revoke", {"name": "vrh_n2", "reason": "stolen"})
    act = second.act("offer", {"deal": "d9", "terms": {}, "give": [], "receive": []}, revocation.act.exp)
    stolen = second.say(act, AT, [ours.approve(act, seat, AT) for seat in (1, 2)])
    pass_on(revocation, theirs)
    pass_on(stolen, theirs)
    [found] = endings(theirs.transcript)
    assert (found.name, found.party, [one.id for one in found.lost]) == ("vrh_n2", "VRH", [stolen.id])
    assert found.deals == (Touched("d9", ("offer",), ""),)


def test_what_they_had_built_on_stays_and_nothing_is_lost() -> None:
    ours, theirs, device = party("VRH"), party("ZLS"), newcomer("VRH", "VRH-t1")
    entered, offered = enter(device), offer(ours)
    pass_on(entered, ours, theirs)
    pass_on(offered, theirs)
    pass_on(bind(ours, "revoke", {"name": "vrh_t1", "reason": "lost"}), theirs)
    [found] = endings(theirs.transcript)
    assert (found.lost, found.deals) == ((), ())


def test_without_a_revocation_there_is_nothing_to_tell() -> None:
    assert endings(party("VRH").transcript) == ()
