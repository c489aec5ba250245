"""Rounds of private matching as the pages show them: where each stands in words, what was shown to whom in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.channel import reading, rounds
from desk.channel.models import Channel, Draft
from desk.channel.models.matching import Round
from desk.channel.queries.conversation import Standing
from desk.channel.queries.matching_counts import category_title
from desk.channel.rounds import Playing
from homeward.channel.matching import talk
from homeward.channel.matching.errors import MatchingRefused
from homeward.channel.matching.steps import Step
from homeward.channel.matching.talk import Said
from homeward.channel.matching.terms import Terms, check_epoch
from homeward.channel.transcript import Transcript
from homeward.names.matching import KEYS
from homeward.words import saying


@dataclass(frozen=True, slots=True)
class Shown:
    """A round on a page: its terms, its row once we began it, where it stands, and whether the next step is ours: to
    agree, or to go on."""

    terms: Terms
    title: str
    row: Round | None
    standing: Standing
    may_agree: bool = False
    may_go_on: bool = False
    game: Playing | None = None


@dataclass(frozen=True, slots=True)
class Revealed:
    """What one side showed the other, in numbers: a line for a page."""

    label: str
    to_them: int | None
    to_us: int | None


def matchings(channel: Channel, today: date, language: str) -> list[Shown]:
    """Every round that was proposed on the channel, the newest first."""
    transcript = reading.transcript(channel)
    rows = {row.terms_hash: row for row in channel.rounds.all()}
    found = (_shown(channel, transcript, said, rows, today, language) for said in talk.said(transcript))
    return sorted(found, key=lambda one: one.terms.epoch, reverse=True)


def matching(channel: Channel, terms_hash: str, today: date, language: str) -> Shown | None:
    """One round; None when its terms were never said."""
    return next((one for one in matchings(channel, today, language) if one.terms.hash == terms_hash), None)


def proposals_waiting(channel: Channel) -> QuerySet[Draft]:
    """Terms of ours that wait for approval."""
    return channel.drafts.filter(kind="match_terms", state=Draft.State.WAITING)


def revealed(channel: Channel, one: Shown) -> list[Revealed]:
    """What was shown to whom so far. Blinded values tell nobody's name; answers tell only what both lists share."""
    game = one.game
    if game is None or game.state is None:
        return []
    state = game.state
    ours = rounds.shown(channel, state)
    back = len(state.returned.taken.pages) if state.returned else 0
    return [
        Revealed(_("Places for people, with padding"), state.ours.size // KEYS, state.theirs.size // KEYS),
        Revealed(_("Blinded values committed to"), state.ours.size, state.theirs.size),
        Revealed(_("Pages of blinded values"), ours.points, len(state.points.taken.pages)),
        Revealed(_("Pages of answers"), ours.answers, back),
        Revealed(_("Pairs that both now know of"), *_pairs(one)),
    ]


def ready(channel: Channel, one: Shown) -> list[tuple[Path, str]]:
    """Our lists that lie sealed for the other side, with what each holds."""
    if one.game is None or one.game.state is None:
        return []
    lists = [(one.game.state.ours.root, _("Our blinded values"))]
    if one.game.state.answers.pages:
        lists.append((one.game.state.answers.root, _("Our answers")))
    files = [(rounds.pages_out(channel, root), label) for root, label in lists]
    return [(path, label) for path, label in files if path.exists()]


def _pairs(one: Shown) -> tuple[int | None, int | None]:
    number = one.row.hits.count() if one.row and one.row.read_at else None
    return number, number


def _shown(
    channel: Channel, transcript: Transcript, said: Said, rows: dict[str, Round], today: date, language: str
) -> Shown:
    terms, row = said.terms, rows.get(said.terms.hash)
    title = category_title(terms.category, language)
    if said.by != {channel.party, channel.peer}:
        theirs = channel.party not in said.by
        label = _("Their proposal waits for our word") if theirs else _("Waits for the other side's word")
        return Shown(terms, title, row, Standing("open" if theirs else "wait", label), may_agree=theirs)
    if row and row.closed_at:
        return Shown(terms, title, row, Standing("good" if row.read_at else "open", _closed(row)))
    if row and row.read_at:
        found = row.hits.count()
        label = ngettext("Read: %(n)d pair", "Read: %(n)d pairs", found) % {"n": found}
        return Shown(terms, title, row, Standing("good", label), game=_game(channel, transcript, terms))
    return _played(channel, transcript, terms, title, row, today, language)


def _played(
    channel: Channel, transcript: Transcript, terms: Terms, title: str, row: Round | None, today: date, language: str
) -> Shown:
    """A round under way: what is to be done next, or what of the other side is refused."""
    try:
        game = rounds.playing(channel, transcript, terms.hash)
        check_epoch(terms, game.side.earlier)
    except MatchingRefused as error:
        return Shown(terms, title, row, Standing("bad", error.saying.in_language(language)))
    found = rounds.standing(game, channel, today)
    label = found.step.saying.in_language(language)
    if found.total:
        label = _("%(label)s Pages here: %(done)d of %(total)d.") % {
            "label": label,
            "done": found.done,
            "total": found.total,
        }
    tone = "open" if found.step == Step.LATE else "half" if found.step.ours else "wait"
    return Shown(terms, title, row, Standing(tone, label), may_go_on=_is_ours(channel, game, found.step), game=game)


def _is_ours(channel: Channel, game: Playing, step: Step) -> bool:
    return step.ours or rounds.waiting(channel, game)


def _game(channel: Channel, transcript: Transcript, terms: Terms) -> Playing | None:
    try:
        return rounds.playing(channel, transcript, terms.hash)
    except MatchingRefused:
        return None


def _closed(row: Round) -> str:
    return (
        _("Closed; its secrets are erased") if row.read_at else _("Closed before it was read; its secrets are erased")
    )


def fault(row: Round | None, language: str) -> str:
    """What of the other side was refused last, in a sentence."""
    if row is None or row.fault is None:
        return ""
    return saying("channel.matching", row.fault["key"], **row.fault["values"]).in_language(language)
