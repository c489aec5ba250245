"""Channels to another headquarters, what was said on them, and the deals made."""

from __future__ import annotations

from desk.channel.models.comparisons import Comparison as Comparison
from desk.channel.models.deals import Deal as Deal
from desk.channel.models.deals import State as State
from desk.channel.models.disclosing import Showing as Showing
from desk.channel.models.disputes import Submission as Submission
from desk.channel.models.drafts import Approval as Approval
from desk.channel.models.drafts import Draft as Draft
from desk.channel.models.duress import Pen as Pen
from desk.channel.models.duress import Pins as Pins
from desk.channel.models.duress import Watch as Watch
from desk.channel.models.lists import OwnList as OwnList
from desk.channel.models.looks import Look as Look
from desk.channel.models.matching import Hit as Hit
from desk.channel.models.matching import Round as Round
from desk.channel.models.messages import Alarm as Alarm
from desk.channel.models.messages import Disclosure as Disclosure
from desk.channel.models.messages import Message as Message
from desk.channel.models.parties import ROLES as ROLES
from desk.channel.models.parties import STAFF as STAFF
from desk.channel.models.parties import Channel as Channel
from desk.channel.models.parties import Level as Level
from desk.channel.models.parties import OwnCard as OwnCard
from desk.channel.models.parties import Sits as Sits
from desk.channel.models.postmarks import Postmark as Postmark
from desk.channel.models.relays import Relay as Relay
from desk.channel.models.relays import Trip as Trip
from desk.channel.models.seats import Certificate as Certificate
from desk.channel.models.seats import Seat as Seat
from desk.channel.models.seats import WrongPassphrase as WrongPassphrase
from desk.channel.models.witnessing import Cosignature as Cosignature
from desk.channel.models.witnessing import Witnessed as Witnessed
