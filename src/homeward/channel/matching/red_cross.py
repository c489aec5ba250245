"""Tier 3: only persons of whom the Red Cross keeps a file are entered, so guessing names from a leaked register is
idle.

A side names its files to the Red Cross (a tracing request, a capture card: what it gave there itself). The Red Cross
turns the keys in its own records into tokens under a key of the round, and signs what it gave out. Each side can show
exactly that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from homeward.channel.matching import pages, voprf
from homeward.channel.matching.entries import Entrant, Entries, Roster, enter
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.mediated import TOKEN, Grant
from homeward.channel.matching.pages import Listing
from homeward.channel.matching.terms import Commit, Terms, Tier, check_commit


@dataclass(frozen=True, slots=True)
class Issued:
    """What a party gets back: its files in the order of the tokens, the tokens, and what is signed for both sides."""

    roster: Roster
    tokens: Listing
    grant: Grant


def issue(
    files: Sequence[str],
    register: Mapping[str, tuple[str | None, ...]],
    terms: Terms,
    party: str,
    key: int,
    secret: bytes,
) -> Issued:
    """The tokens for the files that `party` names. `register` holds the six keys of each file this party may name;
    `key` is the one of the round (`mediator_key`), `secret` that of the Red Cross for this party and round.

    Raises MatchingRefused for a file that the register lacks, and for more persons than agreed.
    """
    if terms.tier != Tier.RED_CROSS or len(terms.mediators) != 1:
        raise MatchingRefused("wrong_mediators", tier=terms.tier.value)
    if any(file not in register for file in files):
        raise MatchingRefused("no_file")
    entries = enter([Entrant(file, register[file]) for file in files], terms, secret)
    tokens = Listing.of(_tokens(entries, key, number) for number in range(pages.count_pages(len(entries.contents))))
    check_commit(Commit(party, terms.hash, tokens.size, tokens.root), terms)
    grant = Grant(terms.mediators[0], party, terms.hash, tokens.size, tokens.root)
    return Issued(entries.roster, tokens, grant)


def _tokens(entries: Entries, key: int, number: int) -> bytes:
    return b"".join(voprf.evaluate_openly(key, content)[:TOKEN] for content in entries.page(number))
