"""The private identities of a party, and the card that shows their public halves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from homeward import keys
from homeward.channel.card import LEAST_QUORUM, Card
from homeward.channel.certificate import Certificate, Role, issue
from homeward.channel.errors import BadCard
from homeward.keys import Identity

VALID = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Keyring:
    """Who speaks for a party here and which principals have their seats here, with the party's card. A speaker who
    came after the card was made has a `certificate` of its own."""

    party: str
    speaker: Identity
    principals: tuple[Identity, ...]
    card: Card
    certificate: Certificate | None = None

    def __post_init__(self) -> None:
        named = {certificate.holder for certificate in self.card.certificates}
        if self.certificate:
            self.certificate.check(self.card.root)
            named.add(self.certificate.holder)
        held = {self.speaker.public, *(principal.public for principal in self.principals)}
        if not held <= named or self.card.party != self.party:
            raise BadCard("card_not_ours")

    @classmethod
    def make(
        cls,
        party: str,
        root: Identity,
        speaker: Identity,
        principals: tuple[Identity, ...],
        at: datetime,
        *,
        observes: str = "",
    ) -> Keyring:
        """The keyring whose card `root` signs, valid for a year from `at`; a party without principals mediates, or
        observes the one operation `observes`. Two principals bind the party.

        The card's bytes differ from call to call (signatures are hedged): keep the first one. `root` is needed here
        and to open the archive, and belongs offline otherwise.
        """
        role = Role.NEGOTIATOR if principals else Role.OBSERVER if observes else Role.MEDIATOR
        until = at + VALID
        speaking = issue(root, party, role, speaker.public, at, until, observes)
        approving = (issue(root, party, Role.PRINCIPAL, principal.public, at, until) for principal in principals)
        quorum = LEAST_QUORUM if principals else 0
        return cls(party, speaker, principals, Card(party, root.public, (speaking, *approving), quorum))

    @classmethod
    def from_seed(cls, seed: bytes, party: str, at: datetime, seats: int = 2, *, observes: str = "") -> Keyring:
        """A keyring whose root, speaker and `seats` principals all come from one secret seed; 0 seats: it mediates,
        or observes the operation `observes`."""
        root, speaker = (Identity.from_seed(keys.derive(seed, name), name) for name in (f"{party}-root", party))
        names = [f"{party}-p{number}" for number in range(1, seats + 1)]
        principals = tuple(Identity.from_seed(keys.derive(seed, name), name) for name in names)
        return cls.make(party, root, speaker, principals, at, observes=observes)
