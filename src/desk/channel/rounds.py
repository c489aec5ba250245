"""Our side of a round: what was said of it, and the files in which it is kept.

The lists, whom we entered, and the secret lie in one folder under VAR/keys, which is erased with the round; sealed
pages on their way lie in the folders of the channel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from desk.channel import ends
from desk.channel.models import Channel
from desk.errors import Refused
from desk.ids import new_id
from homeward.channel.matching import bundle, carriage, talk
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.keeping import Kept
from homeward.channel.matching.pages import Listing, Page, count_pages
from homeward.channel.matching.round import Round as Played
from homeward.channel.matching.side import Side
from homeward.channel.matching.steps import Standing
from homeward.channel.matching.steps import standing as where
from homeward.channel.matching.talk import Signed
from homeward.channel.matching.terms import Terms
from homeward.channel.party import Party
from homeward.channel.transcript import Transcript

PAGES = "pages"


@dataclass(frozen=True, slots=True)
class Playing:
    """A round as far as it has come: its terms, our side, what both signed, and the state once both have committed."""

    terms: Terms
    side: Side
    signed: Signed
    state: Played | None


def agreed(transcript: Transcript, terms_hash: str) -> Terms:
    """The terms that both sides have said; raises Refused when they have not."""
    for terms in talk.agreed(transcript):
        if terms.hash == terms_hash:
            return terms
    raise Refused(_("These terms do not bind yet: both sides must say them, word for word."))


def kept(channel: Channel, terms_hash: str) -> Kept:
    return Kept(Path(settings.VAR) / "keys" / "matching" / channel.public_id / terms_hash)


def busy(channel: Channel, terms_hash: str) -> bool:
    """Whether somebody works on the round now."""
    try:
        with kept(channel, terms_hash).alone():
            return False
    except MatchingRefused:
        return True


def playing(channel: Channel, transcript: Transcript, terms_hash: str) -> Playing:
    """The round under `terms_hash`; raises Refused when its terms do not bind, MatchingRefused when the other side
    broke them or a file was damaged."""
    terms = agreed(transcript, terms_hash)
    signed = talk.signed(transcript, terms)
    side = Side(kept(channel, terms_hash), terms, channel.party, talk.begun(transcript, terms))
    both = {channel.party, channel.peer} <= set(signed.commits) and side.kept.begun
    return Playing(terms, side, signed, side.state(signed) if both else None)


def standing(game: Playing, channel: Channel, today: date) -> Standing:
    """Where a round stands for us."""
    return where(game.terms, game.signed, channel.party, channel.peer, game.state, today)


def waiting(channel: Channel, game: Playing) -> bool:
    """Whether pages were brought that are the next to be taken."""
    if game.state is None:
        return False
    answered = game.state.answered
    roots = [game.state.theirs.root, *([answered.root] if answered else [])]
    return any(brought(channel, root) for root in roots)


def pages_out(channel: Channel, listing_root: bytes) -> Path:
    """Where a list of ours lies, sealed for the other side, once it may be shown."""
    return ends.outbox(channel) / PAGES / f"{listing_root.hex()}{bundle.SUFFIX}"


def show(channel: Channel, end: Party, terms: Terms, listing: Listing, at: datetime) -> Path:
    """Seal a list of ours for the other side, once; the file."""
    path, root = pages_out(channel, listing.root), listing.root
    if not path.exists():
        boxes = end.boxes_of(channel.peer, at)
        sealed = (carriage.seal_page(listing.page(n), boxes, terms, root) for n in range(len(listing.pages)))
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            bundle.write(file, root, sealed)
        partial.replace(path)
    return path


def take_in(channel: Channel, files: Iterable[BinaryIO]) -> None:
    """Keep the pages that were uploaded until they are worked on; raises MatchingRefused for a file that holds none."""
    folder = ends.inbox(channel) / PAGES
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        root = bundle.root_of(file)
        partial = folder / f"{new_id()}.partial"
        with partial.open("wb") as kept_here:
            bundle.write(kept_here, root, bundle.read(file))
        partial.replace(partial.with_suffix(bundle.SUFFIX))


def brought(channel: Channel, root: bytes) -> list[Path]:
    """The files with pages of the other side's list of `root` that were brought and not yet taken."""
    return [path for path in sorted((ends.inbox(channel) / PAGES).glob(f"*{bundle.SUFFIX}")) if _root(path) == root]


@contextmanager
def taken(path: Path, end: Party, terms: Terms, root: bytes) -> Iterator[Iterator[Page]]:
    """The pages in a file that was brought, opened one by one. Afterwards the file is gone: all of it was taken, or
    one page was refused and a right one must be brought. A process that is killed leaves it, and takes it again."""
    with path.open("rb") as file:
        bundle.root_of(file)
        boxes = (*end.boxes.private, end.keyring.speaker.box)
        try:
            yield (carriage.open_page(boxes, blob, terms, root) for blob in bundle.read(file))
        finally:
            path.unlink()


def _root(path: Path) -> bytes:
    with path.open("rb") as file:
        return bundle.root_of(file)


@dataclass(frozen=True, slots=True)
class OursShown:
    """Pages of ours that lie ready for the other side, or were carried: of points, and of answers."""

    points: int
    answers: int


def shown(channel: Channel, state: Played) -> OursShown:
    """How many pages of ours may have left the house."""
    points = pages_out(channel, state.ours.root).exists()
    answers = state.answers.pages and pages_out(channel, state.answers.root).exists()
    return OursShown(count_pages(state.ours.size) if points else 0, len(state.answers.pages) if answers else 0)
