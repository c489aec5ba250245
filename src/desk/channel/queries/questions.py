"""Questions to the detaining power and its replies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from desk.channel import reading
from desk.channel.models import Channel
from homeward.channel.deal import Named
from homeward.channel.inquiries import Inquiry, Reply, Stage, inquiries
from homeward.words import say


@dataclass(frozen=True, slots=True)
class Replied:
    """A reply to a question, with its answer in words."""

    reply: Reply
    answer: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a person with its replies, in words; `theirs` when it is for us to answer."""

    inquiry: Inquiry
    asks: str
    through: str
    tone: str
    label: str
    replies: tuple[Replied, ...]
    theirs: bool

    @property
    def person(self) -> Named:
        return self.inquiry.person


def questions(channel: Channel, at: datetime, language: str) -> list[Asked]:
    """The questions to the detaining power on `channel`, newest first."""
    transcript = reading.transcript(channel)
    labels = {
        Stage.OPEN: ("wait", _("Waits for a reply")),
        Stage.OVERDUE: ("warn", _("No reply in time")),
        Stage.ANSWERED: ("good", _("Answered")),
    }
    return [
        _asked(one, *labels[one.stage(at)], language, theirs=one.by != channel.party)
        for one in reversed(inquiries(transcript.effective, transcript.roster))
    ]


def _asked(one: Inquiry, tone: str, label: str, language: str, *, theirs: bool) -> Asked:
    asks, through = (say("channel", f"choice_{word}", language) for word in (one.asks, one.through))
    replied = tuple(Replied(reply, say("channel", f"choice_{reply.answer}", language)) for reply in one.replies)
    return Asked(one, asks, through, tone, label, replied, theirs)
