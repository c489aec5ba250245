"""The cards of a channel and the certificates brought in later, checked under the roots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from homeward.channel.verifier.errors import BrokenTranscript
from homeward.channel.verifier.strict import (
    Json,
    Object,
    array,
    digest,
    exact,
    moment,
    obj,
    signed,
    spelled,
    text,
    whole,
)

_SPEAKING = {"negotiator", "mediator", "observer", "device"}
_LONGEST = {"device": timedelta(days=30)}
_YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Holder:
    """A certificate that held under its root."""

    party: str
    role: str
    scope: str
    public: Object
    since: str
    until: str

    @property
    def name(self) -> str:
        return text(self.public["name"]).lower().replace("-", "_")

    @property
    def speaks(self) -> bool:
        return self.role in _SPEAKING


@dataclass(frozen=True, slots=True)
class Parties:
    """The channel's id, each party's root and quorum, the holders on the cards by call-sign, mandate and scope."""

    channel: str
    roots: dict[str, Object]
    quorums: dict[str, int]
    holders: dict[str, Holder]
    mandate: str
    scope: str

    @property
    def fingerprints(self) -> tuple[tuple[str, str], ...]:
        return tuple(sorted((party, digest(root)) for party, root in self.roots.items()))


def parties(first: Object) -> Parties:
    """The parties that the first line of a file names."""
    roots: dict[str, Object] = {}
    quorums: dict[str, int] = {}
    holders: dict[str, Holder] = {}
    for card in array(first["cards"]):
        fields = exact(card, "certificates format party quorum root")
        party = text(fields["party"])
        if fields["format"] != "homeward card 2" or party in roots:
            raise BrokenTranscript("A card is of an unknown version, or a party has two.")
        roots[party], quorums[party] = obj(fields["root"]), whole(fields["quorum"])
        for certificate in array(fields["certificates"]):
            found = holder(certificate, roots)
            if found.party != party or found.name in holders:
                raise BrokenTranscript("A certificate names another party than its card, or two bear the same name.")
            holders[found.name] = found
        _check_quorum(party, quorums[party], holders)
    prints: list[Json] = [*sorted(digest(root) for root in roots.values())]
    mandate, number, scope = text(first["mandate"]), whole(first["number"]), text(first["scope"])
    channel = digest({"mandate": mandate, "number": number, "roots": prints, "scope": scope})
    return Parties(channel, roots, quorums, holders, mandate, scope)


def holder(certificate: Json, roots: dict[str, Object]) -> Holder:
    """The holder of a certificate, if the root of its party signed it and it does not last too long."""
    fields = exact(certificate, "holder party role scope signature since until")
    content: Object = {key: fields[key] for key in ("party", "role", "scope", "holder", "since", "until")}
    party, role, since, until = text(fields["party"]), text(fields["role"]), fields["since"], fields["until"]
    signed(roots[party], "homeward certificate 2", spelled(content), fields["signature"])
    lasts = _time(moment(until)) - _time(moment(since))
    if not timedelta(0) < lasts <= _LONGEST.get(role, _YEAR):
        raise BrokenTranscript("A certificate lasts too long.")
    public = exact(fields["holder"], "ed25519 mldsa mlkem name x25519")
    return Holder(party, role, text(fields["scope"]), public, moment(since), moment(until))


def _check_quorum(party: str, quorum: int, holders: dict[str, Holder]) -> None:
    own = [one for one in holders.values() if one.party == party]
    principals = sum(one.role == "principal" for one in own)
    between = {one.role for one in own} & {"mediator", "observer"}
    if not (2 <= quorum <= principals or (quorum == principals == 0 and between)):
        raise BrokenTranscript("A card asks for fewer than two approvals, or for more than it has principals.")


def _time(written: str) -> datetime:
    return datetime.fromisoformat(written)
