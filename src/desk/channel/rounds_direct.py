"""A round of tier 1, as it stands for our side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desk.channel.models import Channel
from desk.channel.outlook import Outgoing, Outlook, Revealed
from homeward.channel.matching import talk
from homeward.channel.matching.keeping import Kept
from homeward.channel.matching.pages import count_pages
from homeward.channel.matching.round import Round as Played
from homeward.channel.matching.side import Side
from homeward.channel.matching.steps import standing
from homeward.channel.matching.talk import Signed
from homeward.channel.matching.terms import Terms, check_epoch
from homeward.channel.transcript import Transcript
from homeward.names.matching import KEYS
from homeward.words import saying


@dataclass(frozen=True, slots=True)
class Direct:
    """A round as far as it has come: our side, what both signed, and the state once both have committed."""

    side: Side
    signed: Signed
    state: Played | None


def game(channel: Channel, transcript: Transcript, terms: Terms, folder: Kept) -> Direct:
    """The round under `terms`; raises MatchingRefused when the other side broke them or a file was damaged."""
    signed = talk.signed(transcript, terms)
    side = Side(folder, terms, channel.party, talk.begun(transcript, terms))
    check_epoch(terms, side.earlier)
    both = {channel.party, channel.peer} <= set(signed.commits) and folder.begun
    return Direct(side, signed, side.state(signed) if both else None)


def outlook(one: Direct, today: date) -> Outlook:
    found = standing(one.side.terms, one.signed, one.side.party, one.side.peer, one.state, today)
    step, told = found.step, found.step.saying
    if one.state is None:
        return Outlook(step, told, step.ours)
    answered = one.state.answered
    awaited = (one.state.theirs.root, *([answered.root] if answered else []))
    return Outlook(
        step, told, step.ours, found.done, found.total, awaited, _outgoing(one, one.state), _revealed(one.state)
    )


def _outgoing(one: Direct, state: Played) -> tuple[Outgoing, ...]:
    """Our points once both have committed to theirs, our answers once both have committed to those."""
    side = one.side
    points = Outgoing(
        saying("channel.matching", "list_points"), state.ours.root, side.peer, side.points(state.ours.size)
    )
    if state.answered is None or side.party not in one.signed.answers:
        return (points,)
    listing = state.answers
    return (points, Outgoing(saying("channel.matching", "list_answers"), listing.root, side.peer, listing))


def _revealed(state: Played) -> tuple[Revealed, ...]:
    """Blinded values tell nobody's name; answers tell only what both lists share."""
    back = len(state.returned.taken.pages) if state.returned else 0
    given = len(state.answers.pages) if state.answered else 0
    rows = (
        ("shown_places", state.ours.size // KEYS, state.theirs.size // KEYS),
        ("shown_values", state.ours.size, state.theirs.size),
        ("shown_pages", count_pages(state.ours.size), len(state.points.taken.pages)),
        ("shown_answers", given, back),
    )
    return tuple(Revealed(saying("channel.matching", key), ours, theirs) for key, ours, theirs in rows)
