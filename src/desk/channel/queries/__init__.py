"""What the pages of the channel show."""

from __future__ import annotations

from desk.channel.queries.alarms import Raised as Raised
from desk.channel.queries.alarms import alarms as alarms
from desk.channel.queries.alarms import fresh as fresh
from desk.channel.queries.approvals import Waiting as Waiting
from desk.channel.queries.approvals import drafted as drafted
from desk.channel.queries.approvals import waiting as waiting
from desk.channel.queries.certificates import ended_says as ended_says
from desk.channel.queries.certificates import heads as heads
from desk.channel.queries.certificates import own_certificates as own_certificates
from desk.channel.queries.certificates import their_certificates as their_certificates
from desk.channel.queries.conversation import Shown as Shown
from desk.channel.queries.conversation import Standing as Standing
from desk.channel.queries.conversation import channels as channels
from desk.channel.queries.conversation import conversation as conversation
from desk.channel.queries.conversation import spoken as spoken
from desk.channel.queries.conversation import title as title
from desk.channel.queries.conversation import unseen as unseen
from desk.channel.queries.deals import TONES as TONES
from desk.channel.queries.deals import Known as Known
from desk.channel.queries.deals import deals as deals
from desk.channel.queries.deals import people as people
from desk.channel.queries.deals import sealed_deals as sealed_deals
from desk.channel.queries.disputes import ShownCase as ShownCase
from desk.channel.queries.disputes import disputes as disputes
from desk.channel.queries.disputes import waiting_for_us as waiting_for_us
from desk.channel.queries.duress import forced as forced
from desk.channel.queries.duress import writers as writers
from desk.channel.queries.introductions import others as others
from desk.channel.queries.observing import Observation as Observation
from desk.channel.queries.observing import event as event
from desk.channel.queries.observing import observations as observations
from desk.channel.queries.questions import Asked as Asked
from desk.channel.queries.questions import Replied as Replied
from desk.channel.queries.questions import questions as questions
from desk.channel.queries.seats import Seated as Seated
from desk.channel.queries.seats import seats as seats
from desk.channel.queries.sending_lists import asked_for as asked_for
from desk.channel.queries.sending_lists import given_to as given_to
from desk.channel.queries.sending_lists import lines_of as lines_of
from desk.channel.queries.sending_lists import lists as lists
from desk.channel.queries.sending_lists import their_commit as their_commit
from desk.channel.queries.trips import told_of as told_of
