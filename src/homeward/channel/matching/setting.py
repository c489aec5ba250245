"""The beginning of a round on a machine without a desk: its key, its terms, whom it enters."""

from __future__ import annotations

import hashlib
import json
import os
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from homeward import canonical, keys
from homeward.canonical import Value
from homeward.channel.matching.entries import Entrant
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.keeping import Kept
from homeward.channel.matching.side import Side
from homeward.channel.matching.station import Station
from homeward.channel.matching.terms import LEAST_DAYS, MOST_PERMILLE, Terms, Tier, check_epoch
from homeward.keys import Identity, PublicIdentity

FILE = "round.json"
_SEED = 64


def new_key(path: Path, party: str) -> Identity:
    """Our key in `path`, made if it is not there; raises MatchingRefused when others may read it."""
    if not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(keys.fresh(_SEED))
    return _identity(path, party)


def begin(given: Namespace, people: Sequence[Entrant]) -> None:
    """Lay the folder of a round; raises MatchingRefused when it is held too soon after another, or too many people are
    entered."""
    counts = dict(_claimed(row) for row in given.claimed)
    them = PublicIdentity.from_value(canonical.decode(given.peer.read_bytes()))
    ours = [party for party in counts if party != them.name]
    if len(counts) != 2 or them.name not in counts:
        raise MatchingRefused("prepare_needs")
    us = _identity(given.key, ours[0])
    rows, channel = tuple(sorted(counts.items())), _channel_of(us.public, them)
    terms = Terms(
        channel,
        Tier.COMMITTED,
        given.category,
        given.epoch,
        given.days or LEAST_DAYS,
        given.permille or MOST_PERMILLE,
        rows,
    )
    check_epoch(terms, _others(given.key, terms))
    Side(Kept(given.round / "kept"), terms, us.public.name).enter(people, keys.fresh())
    if terms not in _begun(_log(given.key)):
        _note(_log(given.key), terms)
    head: Value = {"key": str(given.key.resolve()), "us": us.public.name, "them": them.to_value()}
    text = canonical.encode({**head, "terms": terms.to_value()})  # type: ignore[dict-item]
    (given.round / FILE).write_bytes(text)


def resume(folder: Path) -> Station:
    """Our end of the round in `folder`; raises MatchingRefused when there is none."""
    if not (folder / FILE).exists():
        raise MatchingRefused("no_round", folder=folder.name)
    head = json.loads((folder / FILE).read_bytes())
    us, them = _identity(Path(head["key"]), head["us"]), PublicIdentity.from_value(head["them"])
    terms = Terms.from_value(_channel_of(us.public, them), head["terms"])
    return Station(folder, us, them, terms, _others(Path(head["key"]), terms))


def _channel_of(*parties: PublicIdentity) -> str:
    """What stands in the terms for the channel: both sides' keys, so that terms agreed with one bind no other."""
    rows: tuple[Value, ...] = tuple(sorted(party.fingerprint for party in parties))
    return hashlib.sha256(canonical.encode(rows)).hexdigest()


def _begun(log: Path) -> tuple[Terms, ...]:
    """The terms of the rounds that were begun with a key, from the file beside it."""
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    rows = [json.loads(line) for line in lines]
    return tuple(Terms.from_value(row.pop("channel"), row) for row in rows)


def _note(log: Path, terms: Terms) -> None:
    """Add a round to those that were begun."""
    row: Value = {**terms.to_value(), "channel": terms.channel}
    with log.open("ab") as file:
        file.write(canonical.encode(row) + b"\n")


def _others(key: Path, terms: Terms) -> tuple[Terms, ...]:
    """The rounds begun with the key and the same other side, but for this one."""
    return tuple(one for one in _begun(_log(key)) if one.channel == terms.channel and one != terms)


def _log(key: Path) -> Path:
    return key.with_suffix(".rounds")


def _identity(path: Path, party: str) -> Identity:
    if path.stat().st_mode & 0o077:
        raise MatchingRefused("key_open", file=path.name)
    return Identity.from_seed(path.read_bytes(), party)


def _claimed(row: str) -> tuple[str, int]:
    party, _, number = row.partition("=")
    if not number.isdecimal():
        raise MatchingRefused("prepare_needs")
    return party, int(number)
